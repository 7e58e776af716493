import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';

/** Saving one's own card and backup. Both answer the saved file's name, undefined when not saved. */
export function useOwnFiles() {
  const { client, chooseSave, onNeedIdentity, say, status } = useApp();
  const { run, error, isRunning } = useAction();
  const stem = () => fileStem(status.getState().status?.identity?.name ?? 'identity');
  return {
    error,
    isRunning,
    saveCard: () =>
      run(async () => {
        if (!(await onNeedIdentity())) return undefined;
        const file = await chooseSave('card', `${stem()}.bulla-card`);
        if (!file) return undefined;
        await client.call('identity.card', { file: file.token });
        say(`Your card was saved as "${file.name}".`);
        return file.name;
      }),
    saveBackup: () =>
      run(async () => {
        if (!(await onNeedIdentity())) return undefined;
        const file = await chooseSave('backup', `${stem()}.bulla-backup`);
        if (!file) return undefined;
        await client.call('identity.backup', { file: file.token });
        await status.getState().refresh();
        say(`The backup was saved as "${file.name}".`);
        return file.name;
      }),
  };
}

/** 'Dr. Ada Brandt' -> 'dr-ada-brandt' */
export function fileStem(name: string): string {
  const stem = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return stem === '' ? 'identity' : stem.slice(0, 60);
}
