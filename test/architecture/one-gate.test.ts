/** What is decrypted stays behind the gate: no other source can decrypt a package or read its table. */
import { expect, test } from 'vitest';
import { projectSources } from './project-sources.ts';

const GATE = 'electron/engine/gate/gate.ts';

function filesWith(pattern: RegExp): string[] {
  return projectSources()
    .filter(({ path, text }) => path.startsWith('electron/engine/') && pattern.test(text))
    .map(({ path }) => path)
    .sort();
}

test('only the gate unlocks a package and reads its tables', () => {
  expect(filesWith(/\b(?:opened|opening|package|pack)\w*\.unlock\(|\bunlocked\.table\(/)).toEqual([GATE]);
  expect(filesWith(/from '[^']*\/load-table\.ts'/)).toEqual([GATE]);
});

test('only the gate and the verifier name what is unlocked', () => {
  expect(filesWith(/\bUnlocked\b/)).toEqual(['electron/engine/io/package-file.ts']);
});

test('only sessions go through the gate, and they make one', () => {
  expect(filesWith(/from '[^']*\/gate\.ts'/)).toEqual(['electron/engine/handlers/session.ts']);
  const [session] = projectSources().filter(({ path }) => path.endsWith('handlers/session.ts'));
  expect(session!.text.match(/createGate\(/g)).toHaveLength(1);
});
