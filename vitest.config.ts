import { defineConfig } from 'vitest/config';

const at = (path: string) => new URL(path, import.meta.url).pathname;
export default defineConfig({
  resolve: { alias: { '@shared': at('./shared'), '@engine': at('./electron/engine') } },
  test: {
    include: ['test/{unit,property,golden,integration,architecture,security}/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'threads',
  },
});
