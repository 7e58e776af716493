/** Who works here, what was opened lately, and the sample that ships with the application. */
import { join } from 'node:path';
import { AppError } from '@shared/std/app-error.ts';
import type { Context, HandlersOf } from '../context.ts';

export function appHandlers({ files, identities, log, resources, store, version }: Context): HandlersOf<'app'> {
  return {
    'app.status': () => ({
      version,
      identity: identities.current(),
      locked: identities.isLocked,
      trusted: store.trust.list().length,
      logSize: log.size,
      logProblem: log.problem,
      recents: store.recents.list(),
    }),
    'app.openRecent': ({ id }) => {
      const path = store.recents.path(id);
      if (path === undefined) throw new AppError('usage', 'recent.unknown');
      return files.grant(path, 'read');
    },
    'app.sample': () => files.grant(join(resources, 'samples', 'patients.csv'), 'read'),
  };
}
