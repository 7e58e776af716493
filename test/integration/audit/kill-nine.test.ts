/** SIGKILL at random moments: no acknowledged entry is lost, the log verifies, the anchor is never ahead. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readAnchor } from '@engine/store/anchor-file.ts';
import { readHead } from '@shared/audit/head.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { expect, test } from 'vitest';
import { openLog, temporaryFolder } from './audit-support.ts';
import { bundleScript } from './bundle-script.ts';

const ROUNDS = 20;

test('kill -9', async () => {
  const random = seededRandom(9, 'kill');
  const script = await bundleScript(join(import.meta.dirname, 'append-loop.ts'), temporaryFolder());
  const profile = temporaryFolder();
  for (let round = 0; round < ROUNDS; round++) {
    const child = spawn(process.execPath, [script, profile], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await once(child.stdout, 'data');
    await new Promise((resume) => setTimeout(resume, random.below(120)));
    child.kill('SIGKILL');
    await once(child, 'close');
    const acknowledged = output.slice(0, output.lastIndexOf('\n')).split('\n').map(Number);

    const anchor = readAnchor(join(profile, 'audit.anchor'));
    const log = openLog(profile);
    expect(log.problem).toBe('');
    expect(log.size).toBeGreaterThan(acknowledged.at(-1) as number);
    expect(readHead(anchor!.note).size).toBeLessThanOrEqual(log.size);
    expect((await log.verify(QUIET_TASK)).intact).toBe(true);
    log.close();
  }
});
