import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenLinks, headingAnchors } from './document-links.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('links between the documents', () => {
  const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
  const folders = ['', 'docs', 'resources/samples'];
  const documents = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => (folder === '' ? name : `${folder}/${name}`)),
  );

  it('lead to files and headings that are there', () => {
    expect(documents).toContain('README.md');
    expect(documents).toContain('docs/recipe.md');
    const broken = documents.flatMap((path) =>
      brokenLinks(path, read(path), (target) => existsSync(join(ROOT, target)), read),
    );
    expect(broken).toEqual([]);
  });

  it('start in the README, which names every document of docs', () => {
    const readme = read('README.md');
    expect(documents.filter((path) => path.startsWith('docs/') && !readme.includes(path))).toEqual([]);
  });
});

describe('what is a broken link', () => {
  const files = new Map([
    ['README.md', '# One title\n[a](docs/a.md#the-end) [web](https://example.org) `[no](link)`\n'],
    ['docs/a.md', '## The end\n[up](../README.md)\n```\n[code](nowhere.md)\n```\n'],
  ]);
  const broken = (path: string, text: string) =>
    brokenLinks(
      path,
      text,
      (target) => files.has(target),
      (target) => files.get(target)!,
    );

  it('finds none in documents whose links resolve', () => {
    for (const [path, text] of files) expect(broken(path, text)).toEqual([]);
  });

  it('finds a missing file, a missing heading and a way out of the project', () => {
    expect(broken('docs/a.md', 'x\n[b](b.md)')).toEqual(['docs/a.md:2: b.md (no such file)']);
    expect(broken('README.md', '[b](docs/a.md#start)')).toEqual(['README.md:1: docs/a.md#start (no such heading)']);
    expect(broken('README.md', '[b](../other/a.md)')).toEqual(['README.md:1: ../other/a.md (no such file)']);
    expect(broken('docs/a.md', '[here](#the-end)')).toEqual(['docs/a.md:1: #the-end (no such heading)']);
  });

  it('writes headings as anchors', () => {
    expect([...headingAnchors('## `wp29`: Opinion 05/2014\n### Local recoding')]).toEqual([
      'wp29-opinion-052014',
      'local-recoding',
    ]);
  });
});
