/** Whether two paths lead to one file, by whatever names, links or capitals. A path that leads nowhere is no file. */
import { stat } from 'node:fs/promises';

export async function isSameFile(first: string, second: string): Promise<boolean> {
  const [a, b] = await Promise.all([first, second].map((path) => stat(path, { bigint: true }).catch(() => null)));
  return a != null && b != null && a.ino === b.ino && a.dev === b.dev;
}
