import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from './import-rules.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export function projectSources(): SourceFile[] {
  return ['shared', 'electron', 'renderer'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => {
        const full = join(entry.parentPath, entry.name);
        return { path: relative(ROOT, full).split(sep).join('/'), text: readFileSync(full, 'utf8') };
      }),
  );
}
