import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);
const alias = { '@shared': at('shared'), '@engine': at('electron/engine') };

// Targets are those of the oldest runtime we run on: Electron 33 (Chromium 130, Node 20.18). Everything but the native
// addon is bundled, so a package ships one node module.
export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node20.18',
      outDir: 'out/main',
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', 'better-sqlite3'],
        input: {
          index: at('electron/main/index.ts'),
          engine: at('electron/engine/process.ts'),
          kernel: at('electron/engine/workers/kernel.ts'),
          cli: at('electron/cli/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: 'node20.18',
      outDir: 'out/preload',
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }, // a sandboxed preload must be CommonJS, in one file
      },
    },
  },
  renderer: {
    root: at('renderer'),
    resolve: { alias },
    plugins: [react()],
    build: {
      target: 'chrome130',
      outDir: at('out/renderer'),
      sourcemap: true,
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});
