import { type FormEvent, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TextField } from '../../ui/TextField.tsx';

export interface UnlockFormProps {
  readonly name: string;
  readonly onUnlocked: () => void;
  readonly onCancel?: () => void;
}

export function UnlockForm({ name, onUnlocked, onCancel }: UnlockFormProps) {
  const { client } = useApp();
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '') return;
    const identity = await action.run(() => client.call('identity.unlock', { passphrase }));
    setPassphrase('');
    if (identity) onUnlocked();
  };

  return (
    <form className="form" onSubmit={submit}>
      <p>
        The keys of <strong>{name}</strong> are locked on this computer.
      </p>
      {action.error === null ? null : <ErrorPanel error={action.error} />}
      <TextField
        label="Passphrase"
        type="password"
        autoFocus
        autoComplete="off"
        value={passphrase}
        onChange={setPassphrase}
        isDisabled={action.isRunning}
      />
      <div className="form__actions">
        {onCancel === undefined ? null : <Button onPress={onCancel}>Cancel</Button>}
        <Button type="submit" variant="primary" isDisabled={action.isRunning || passphrase === ''}>
          {action.isRunning ? 'Unlocking' : 'Unlock'}
        </Button>
      </div>
    </form>
  );
}
