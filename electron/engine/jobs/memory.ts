/** How much memory a dataset may take, so that a file that is too large is refused with a sentence and nothing is killed. */

/** The rest is for the system, the windows, and what grows in between. */
const SHARE = 0.7;

/** Bytes, of what the machine (or the container) has free now. */
export function memoryBudget(): number {
  return SHARE * process.availableMemory();
}
