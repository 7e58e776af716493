/** The real sources as one script for a process of its own: Node cannot resolve the aliases, and the addon stays where it is. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../../..');

export async function bundleScript(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, 'script.mjs');
  const driver = pathToFileURL(join(ROOT, 'node_modules/better-sqlite3/lib/index.js')).href;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { '@shared': join(ROOT, 'shared'), '@engine': join(ROOT, 'electron/engine') },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'driver-stays-outside',
        setup: ({ onResolve }) => onResolve({ filter: /^better-sqlite3$/ }, () => ({ path: driver, external: true })),
      },
    ],
  });
  return outfile;
}
