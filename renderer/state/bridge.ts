/** The window's only way out: what the preload put there. */
import type { Bridge } from '@shared/contract/bridge.ts';

declare global {
  interface Window {
    readonly bulla: Bridge;
  }
}

export type { Bridge };
