// npm run build: sets up what is missing and builds into out/.
import { build } from './run.mjs';
import { setup } from './setup.mjs';

setup({ display: false });
process.exit(build() ? 0 : 1);
