// npm run build: sets up what is missing and builds into out/.
import { run } from './run.mjs';
import { bin, setup } from './setup.mjs';

setup({ display: false });
process.exit(run(bin('electron-vite'), ['build', '--logLevel', 'warn']) ? 0 : 1);
