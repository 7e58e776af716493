/** Serves the window's own files under bulla://app/ with a strict policy. There is no other source of content. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

export const PAGE_SCHEME = 'bulla';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`;

const PAGES = join(import.meta.dirname, '../renderer');
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default', // renderer/ui/strict-csp.ts: it trusts the empty text only
].join('; ');

/** Before the application is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export function servePages(): void {
  protocol.handle(PAGE_SCHEME, servePage);
}

async function servePage(request: Request): Promise<Response> {
  const { origin, host, pathname } = new URL(request.url);
  const file = normalize(join(PAGES, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
  if ((origin !== PAGE_ORIGIN && host !== 'app') || !file.startsWith(PAGES + sep))
    return new Response('not found', { status: 404 });
  try {
    return new Response(await readFile(file), {
      headers: {
        'content-type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
  } catch {
    return new Response('not found', { status: 404 });
  }
}
