import type { CardView, GrantedFile } from '@shared/contract/views.ts';
import { useState } from 'react';
import { useApp, useStatus } from '../../state/app-context.tsx';
import { useAction, useQuery } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { formatDate } from '../../ui/format.ts';
import { CompareWords } from './CompareWords.tsx';

export interface AddPersonDialogProps {
  readonly file: GrantedFile;
  /** Who the card should belong to, such as the signer of a package. */
  readonly expected: CardView | null;
  /** With the card once the person is trusted. */
  readonly onClose: (card: CardView | null) => void;
}

/** A card becomes a trusted person only after its words were compared. */
export function AddPersonDialog({ file, expected, onClose }: AddPersonDialogProps) {
  const card = useQuery('trust.inspect', { file: file.token });
  return (
    <Dialog title="Add a person" size="large" isOpen onClose={() => onClose(null)}>
      {card.error === null ? null : (
        <ErrorPanel error={card.error} actions={<Button onPress={() => onClose(null)}>Close</Button>} />
      )}
      {card.isLoading ? <p role="status">Reading "{file.name}"</p> : null}
      {card.data === null ? null : <Inspected card={card.data} file={file} expected={expected} onClose={onClose} />}
    </Dialog>
  );
}

function Inspected({ card, file, expected, onClose }: AddPersonDialogProps & { readonly card: CardView }) {
  const { client, onNeedIdentity } = useApp();
  const ownWords = useStatus((state) => state.status?.identity?.words ?? null);
  const action = useAction();
  const [areCompared, setCompared] = useState(false);

  const trust = async () => {
    const trusted = await action.run(async () => {
      if (!(await onNeedIdentity())) return null;
      return client.call('trust.add', { file: file.token, words: card.words.join(' ') });
    });
    if (trusted) onClose(trusted);
  };

  if (card.isSelf)
    return (
      <Callout tone="info" title="This is your own card" actions={<Button onPress={() => onClose(null)}>Close</Button>}>
        Send it to the people who seal packages for you. There is nothing to add here.
      </Callout>
    );
  return (
    <div className="form">
      <Facts
        items={[
          { term: 'Name', value: card.name },
          { term: 'Organisation', value: card.organisation === '' ? 'Not stated' : card.organisation },
          { term: 'E-mail', value: card.email === '' ? 'Not stated' : card.email },
          { term: 'Card made', value: formatDate(card.created) },
        ]}
      />
      {expected === null || expected.id === card.id ? null : (
        <Callout tone="warning" title={`This card does not belong to the keys of ${expected.name}`}>
          The package was signed with other keys. Trusting this card will not make the package trusted.
        </Callout>
      )}
      {card.trustedSince === null ? null : (
        <Callout tone="success" title={`You trust this person since ${formatDate(card.trustedSince)}`}>
          Adding the card again changes nothing.
        </Callout>
      )}
      <CompareWords words={card.words} ownWords={ownWords} name={card.name} onCompared={setCompared} />
      {action.error === null ? null : <ErrorPanel error={action.error} />}
      <div className="form__actions">
        <Button onPress={() => onClose(null)}>Cancel</Button>
        <Button variant="primary" isDisabled={!areCompared || action.isRunning} onPress={() => void trust()}>
          Trust this person
        </Button>
      </div>
    </div>
  );
}
