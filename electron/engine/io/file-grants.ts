/**
 * Files that a person chose. A face that cannot be trusted (the window) only ever holds a token; the process that showed the
 * dialog, received the drop or read the command line grants it. Without a grant there is no way to name a path.
 */
import { randomBytes } from 'node:crypto';
import { basename, dirname, extname, resolve } from 'node:path';
import { AppError } from '@shared/std/app-error.ts';
import type { FileToken, GrantedFile } from '@shared/contract/views.ts';

export interface FileGrants {
  grant(path: string, mode: 'read' | 'write'): GrantedFile;
  /** The path behind a token; throws `file.not-granted`. */
  resolve(token: FileToken, mode: 'read' | 'write'): string;
  /** True for a path that was granted for reading: for a file that a recipe names rather than a token. */
  mayRead(path: string): boolean;
}

/** The oldest grants are forgotten beyond this many. */
const MAX_GRANTS = 4096;

export function fileGrants(): FileGrants {
  const grants = new Map<FileToken, { path: string; mode: 'read' | 'write' }>();
  return {
    grant(path, mode) {
      const full = resolve(path);
      const token = randomBytes(16).toString('hex');
      grants.set(token, { path: full, mode });
      if (grants.size > MAX_GRANTS) grants.delete(grants.keys().next().value as string);
      return { token, name: basename(full), folder: dirname(full), kind: kindOf(full) };
    },
    resolve(token, mode) {
      const found = grants.get(token);
      if (!found || found.mode !== mode) throw new AppError('usage', 'file.not-granted');
      return found.path;
    },
    mayRead(path) {
      for (const grant of grants.values()) if (grant.mode === 'read' && grant.path === path) return true;
      return false;
    },
  };
}

/** By name only, to choose a door; every reader decides by content. */
function kindOf(path: string): GrantedFile['kind'] {
  switch (extname(path).toLowerCase()) {
    case '.csv':
    case '.tsv':
    case '.txt':
      return 'dataset';
    case '.bulla':
      return 'package';
    case '.bulla-card':
      return 'card';
    case '.bulla-log':
      return 'log-export';
    case '.json':
      return 'recipe';
    default:
      return 'other';
  }
}
