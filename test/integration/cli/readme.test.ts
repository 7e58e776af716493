/** The commands of README.md, as they stand there, on the sample: each of them has to end well. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bulla } from './built-cli.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PATIENCE_MS = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'bulla-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'what README.md tells to type works',
  async () => {
    for (const name of ['patients.csv', 'recipe.json'])
      copyFileSync(join(ROOT, 'resources/samples', name), join(folder, name));
    const commands = readFileSync(join(ROOT, 'README.md'), 'utf8').match(/^bulla .+$/gm) ?? [];
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) {
      expect(command).toContain('--profile'); // otherwise it would work in this person's own
      const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((part) => part[1] ?? part[2]!).slice(1);
      const { code, stderr } = await bulla(args, { cwd: folder });
      expect({ command, code, stderr }).toMatchObject({ code: 0 });
    }
  },
  PATIENCE_MS,
);
