import { type FormEvent, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { type PassphraseGuidance, passphraseGuidance } from './passphrase.ts';

export interface CreateIdentityProps {
  readonly onCreated: () => void;
  readonly onRestore: () => void;
  readonly onCancel: () => void;
}

export function CreateIdentity({ onCreated, onRestore, onCancel }: CreateIdentityProps) {
  const { client } = useApp();
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [email, setEmail] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [wasTried, setTried] = useState(false);
  const action = useAction();

  const guidance = passphraseGuidance(passphrase, [name, organisation, email]);
  const nameError = name.trim() === '' ? 'Write the name that others know you by.' : '';
  const passphraseError = guidance.isEnough ? '' : guidance.sentence;
  const repeatedError = repeated === passphrase ? '' : 'The two are not the same.';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (nameError || passphraseError || repeatedError) return;
    const identity = await action.run(() =>
      client.call('identity.create', {
        name: name.trim(),
        organisation: organisation.trim(),
        email: email.trim(),
        passphrase,
      }),
    );
    if (identity) onCreated();
  };

  return (
    <form className="form" onSubmit={submit} noValidate>
      <p>Others see your name on what you seal. The keys are made on this computer and stay on it.</p>
      {action.error === null ? null : <ErrorPanel error={action.error} />}
      <TextField
        label="Name"
        autoFocus
        autoComplete="off"
        maxLength={200}
        value={name}
        onChange={setName}
        errorMessage={wasTried ? nameError : ''}
      />
      <div className="form__pair">
        <TextField
          label="Organisation (optional)"
          autoComplete="off"
          maxLength={200}
          value={organisation}
          onChange={setOrganisation}
        />
        <TextField label="E-mail (optional)" autoComplete="off" maxLength={200} value={email} onChange={setEmail} />
      </div>
      <TextField
        label="Passphrase"
        type="password"
        autoComplete="off"
        value={passphrase}
        onChange={setPassphrase}
        errorMessage={wasTried ? passphraseError : ''}
        description={<Guidance guidance={guidance} />}
      />
      <TextField
        label="Passphrase again"
        type="password"
        autoComplete="off"
        value={repeated}
        onChange={setRepeated}
        errorMessage={wasTried ? repeatedError : ''}
      />
      <p className="muted form__small">
        Nobody can reset the passphrase. Without it, packages that were sealed for you stay closed; a backup needs it
        too.
      </p>
      <div className="form__actions">
        <Button variant="quiet" onPress={onRestore} className="form__aside">
          Restore from a backup
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isDisabled={action.isRunning}>
          {action.isRunning ? 'Creating' : 'Create identity'}
        </Button>
      </div>
    </form>
  );
}

const STEPS: Readonly<Record<PassphraseGuidance['level'], number>> = { empty: 0, short: 1, weak: 1, fair: 2, good: 3 };

function Guidance({ guidance }: { readonly guidance: PassphraseGuidance }) {
  return (
    <span className="guidance">
      <span className={`guidance__bar guidance__bar--${guidance.level}`} aria-hidden>
        {[1, 2, 3].map((step) => (
          <span
            key={step}
            className={step <= STEPS[guidance.level] ? 'guidance__step guidance__step--on' : 'guidance__step'}
          />
        ))}
      </span>
      <span aria-live="polite">{guidance.sentence}</span>
    </span>
  );
}
