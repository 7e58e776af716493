import { useState } from 'react';
import { useStatus } from '../../state/app-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Words } from '../../ui/Words.tsx';
import { useOwnFiles } from './use-own-files.ts';

/** After an identity was made: its words, a backup, the card to send. */
export function SafeKeeping({ onDone }: { readonly onDone: () => void }) {
  const identity = useStatus((state) => state.status?.identity ?? null);
  const [isCardSaved, setCardSaved] = useState(false);
  const own = useOwnFiles();
  if (identity === null) return null;
  return (
    <div className="form">
      <section className="form__part">
        <h3>Your words</h3>
        <p>
          These eight words stand for your keys. When somebody adds your card, read the words to each other, so that
          both know that it is really yours. They are not secret.
        </p>
        <Words words={identity.words} label="Your fingerprint words" />
      </section>
      {own.error === null ? null : <ErrorPanel error={own.error} />}
      <ol className="form__steps">
        <li className="form__step">
          <div>
            <h3>Save a backup</h3>
            <p className="muted">
              An encrypted copy of your keys, opened by the same passphrase. Keep it away from this computer.
            </p>
          </div>
          <Button
            variant={identity.backedUp ? 'secondary' : 'primary'}
            isDisabled={own.isRunning}
            onPress={() => void own.saveBackup()}
          >
            {identity.backedUp ? 'Saved. Save another' : 'Save a backup'}
          </Button>
        </li>
        <li className="form__step">
          <div>
            <h3>Save your card</h3>
            <p className="muted">
              A small file with your name and public keys. Send it to people who seal packages for you.
            </p>
          </div>
          <Button
            isDisabled={own.isRunning}
            onPress={() => void own.saveCard().then((file) => file && setCardSaved(true))}
          >
            {isCardSaved ? 'Saved. Save another' : 'Save your card'}
          </Button>
        </li>
      </ol>
      <div className="form__actions">
        {identity.backedUp ? null : <p className="muted form__aside">You can save a backup later, under People.</p>}
        <Button variant={identity.backedUp ? 'primary' : 'secondary'} onPress={onDone}>
          {identity.backedUp ? 'Done' : 'Continue without a backup'}
        </Button>
      </div>
    </div>
  );
}
