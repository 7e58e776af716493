// npm run dev: the application with the window reloading as its sources change.
import { ensureDisplay } from './display.mjs';
import { run } from './run.mjs';
import { bin, setup } from './setup.mjs';

setup();
const display = await ensureDisplay();
const env = { ...display.env, ...(process.getuid?.() === 0 ? { NO_SANDBOX: '1' } : {}) };
const ended = run(bin('electron-vite'), ['dev', '--watch', ...process.argv.slice(2)], env);
display.stop();
process.exit(ended ? 0 : 1);
