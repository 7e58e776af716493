/** Which files a person chose to print to: the window holds a token, main the path. */
import type { Printed } from '@shared/contract/bridge.ts';
import { AppError, toErrorData } from '@shared/std/app-error.ts';

export interface PrintGrants {
  remember(token: string, path: string): void;
  /** A token works once. Errors are answered, not thrown: over the bridge only their text would arrive. */
  print(token: string, html: string): Promise<Printed>;
}

export function printGrants(
  printPdf: (path: string, html: string) => Promise<{ readonly bytes: number }>,
): PrintGrants {
  const paths = new Map<string, string>();
  return {
    remember: (token, path) => void paths.set(token, path),
    async print(token, html) {
      try {
        const path = paths.get(token);
        if (path === undefined) throw new AppError('usage', 'file.not-granted');
        paths.delete(token);
        return await printPdf(path, html);
      } catch (error) {
        return { error: toErrorData(error) };
      }
    },
  };
}
