/** Bundles and runs make-packages.ts: it needs the engine's sources, whose aliases plain Node does not know. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleScript } from '../integration/audit/bundle-script.ts';
import { PASSPHRASE } from './journey.ts';
import { handOver } from './launch.ts';

export interface Prepared {
  readonly stranger: readonly string[];
  readonly issuer: readonly string[];
}

/** Leaves profiles (issuer, past, stranger, recipient), cards and packages in the folder; answers fingerprint words. */
export async function preparePackages(folder: string): Promise<Prepared> {
  const script = await bundleScript(join(import.meta.dirname, 'make-packages.ts'), folder);
  const resources = join(import.meta.dirname, '../../resources');
  const words = execFileSync(process.execPath, [script, folder, resources, PASSPHRASE], { encoding: 'utf8' });
  handOver(folder);
  return JSON.parse(words) as Prepared;
}
