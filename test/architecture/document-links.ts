/** Relative links of Markdown documents. Pure, so that the test can show it documents whose links are broken. */
import { posix } from 'node:path';

interface Link {
  readonly target: string;
  /** From 1. */
  readonly line: number;
}

const LINK = /\]\(([^()\s]+)\)/g;
const FENCE = /^\s*```/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Those that name a file of the repository or a heading; what stands in code is no link. */
function relativeLinks(text: string): Link[] {
  const links: Link[] = [];
  for (const [at, line] of proseLines(text)) {
    for (const [, target] of line.replaceAll(/`[^`]*`/g, '').matchAll(LINK))
      if (!SCHEME.test(target!)) links.push({ target: target!, line: at + 1 });
  }
  return links;
}

/** As they are written in a link behind '#': lower case, words joined by '-'. */
export function headingAnchors(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, line] of proseLines(text)) {
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const words = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '');
    anchors.add(words.trim().replaceAll(/\s/g, '-'));
  }
  return anchors;
}

/** `exists` is asked for paths from the project's root, `read` for the text of a Markdown file that exists. */
export function brokenLinks(
  path: string,
  text: string,
  exists: (path: string) => boolean,
  read: (path: string) => string,
): string[] {
  return relativeLinks(text).flatMap(({ target, line }) => {
    const [file, anchor] = target.split('#') as [string, string | undefined];
    const place = file === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(file));
    const told = `${path}:${line}: ${target}`;
    if (place.startsWith('..') || !exists(place)) return [`${told} (no such file)`];
    if (anchor === undefined || !place.endsWith('.md')) return [];
    const anchors = headingAnchors(place === path ? text : read(place));
    return anchors.has(anchor) ? [] : [`${told} (no such heading)`];
  });
}

function proseLines(text: string): [number, string][] {
  const lines: [number, string][] = [];
  let isCode = false;
  for (const [at, line] of text.split('\n').entries()) {
    if (FENCE.test(line)) isCode = !isCode;
    else if (!isCode) lines.push([at, line]);
  }
  return lines;
}
