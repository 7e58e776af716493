import type { GrantedFile } from '@shared/contract/views.ts';
import { type FormEvent, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TextField } from '../../ui/TextField.tsx';

export function RestoreIdentity(props: { readonly onRestored: () => void; readonly onBack: () => void }) {
  const { client } = useApp();
  const [file, setFile] = useState<GrantedFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();

  const choose = async () => {
    const chosen = await client.bridge.chooseFile('backup');
    if (chosen) setFile(chosen);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file || passphrase === '') return;
    const identity = await action.run(() => client.call('identity.restore', { file: file.token, passphrase }));
    setPassphrase('');
    if (identity) props.onRestored();
  };

  return (
    <form className="form" onSubmit={submit}>
      <p>Choose the backup file that you saved, and type the passphrase that you used when you saved it.</p>
      {action.error === null ? null : <ErrorPanel error={action.error} />}
      <div className="form__file">
        <Button onPress={() => void choose()}>Choose a backup</Button>
        <span className="muted">{file === null ? 'No file chosen' : file.name}</span>
      </div>
      <TextField label="Passphrase" type="password" autoComplete="off" value={passphrase} onChange={setPassphrase} />
      <div className="form__actions">
        <Button onPress={props.onBack}>Back</Button>
        <Button type="submit" variant="primary" isDisabled={action.isRunning || file === null || passphrase === ''}>
          {action.isRunning ? 'Restoring' : 'Restore'}
        </Button>
      </div>
    </form>
  );
}
