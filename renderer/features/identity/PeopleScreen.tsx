import type { CardView } from '@shared/contract/views.ts';
import { IdCard, ShieldCheck, Trash2, UserPlus, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import './identity.css';
import { useApp, useIsUnlocked, useNavigation, useStatus } from '../../state/app-context.tsx';
import { useAction, useChanged, useQuery } from '../../state/use-call.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDate } from '../../ui/format.ts';
import { Words } from '../../ui/Words.tsx';
import { useOwnFiles } from './use-own-files.ts';

export function PeopleScreen() {
  const { onAddPerson } = useApp();
  const opening = useNavigation((state) => state.openings.people);
  const clear = useNavigation((state) => state.clear);
  const people = useQuery('trust.list', {});
  const [removing, setRemoving] = useState<CardView | null>(null);
  useChanged('trust', people.reload);

  // A card that was dropped or double-clicked.
  useEffect(() => {
    if (!opening) return;
    clear('people');
    void onAddPerson(opening.file);
  }, [opening, clear, onAddPerson]);

  return (
    <div className="page">
      <header className="page__head">
        <div className="page__titles">
          <h1>People</h1>
          <p className="page__lead">
            Your own identity, and the people whose words you compared. You seal packages for them and trust what they
            sealed.
          </p>
        </div>
      </header>
      <OwnIdentity />
      <Card
        title="People you trust"
        padding="none"
        actions={
          <Button icon={<UserPlus size={16} aria-hidden />} onPress={() => void onAddPerson()}>
            Add a person
          </Button>
        }
      >
        {people.error === null ? null : (
          <div className="people__pad">
            <ErrorPanel error={people.error} actions={<Button onPress={people.reload}>Try again</Button>} />
          </div>
        )}
        {people.data === null ? null : (
          <PeopleList people={people.data} onRemove={setRemoving} onAdd={() => void onAddPerson()} />
        )}
      </Card>
      {removing === null ? null : (
        <RemoveDialog
          card={removing}
          onClose={(wasRemoved) => {
            setRemoving(null);
            if (wasRemoved) people.reload();
          }}
        />
      )}
    </div>
  );
}

function OwnIdentity() {
  const { onNeedIdentity } = useApp();
  const identity = useStatus((state) => state.status?.identity ?? null);
  const isKnown = useStatus((state) => state.status !== null);
  const isUnlocked = useIsUnlocked();
  const own = useOwnFiles();
  if (!isKnown) return null;
  if (identity === null)
    return (
      <Card title="Your identity">
        <p className="measure people__lead">
          You have none yet. With an identity you can seal packages, and others can seal packages for you.
        </p>
        <Button variant="primary" onPress={() => void onNeedIdentity()}>
          Create your identity
        </Button>
      </Card>
    );
  return (
    <Card
      title="Your identity"
      actions={
        <>
          <Button
            icon={<IdCard size={16} aria-hidden />}
            isDisabled={own.isRunning}
            onPress={() => void own.saveCard()}
          >
            Save your card
          </Button>
          <Button isDisabled={own.isRunning} onPress={() => void own.saveBackup()}>
            Save a backup
          </Button>
          {isUnlocked ? null : (
            <Button variant="primary" onPress={() => void onNeedIdentity()}>
              Unlock
            </Button>
          )}
        </>
      }
    >
      <div className="people__own">
        {own.error === null ? null : <ErrorPanel error={own.error} />}
        <PersonFacts person={identity} />
        <Words words={identity.words} label="Your fingerprint words" />
        {identity.backedUp ? null : (
          <Callout tone="warning" title="No backup yet">
            If this computer is lost, packages that were sealed for you stay closed. Save a backup and keep it
            elsewhere.
          </Callout>
        )}
      </div>
    </Card>
  );
}

function PeopleList(props: {
  readonly people: readonly CardView[];
  readonly onRemove: (card: CardView) => void;
  readonly onAdd: () => void;
}) {
  if (props.people.length === 0)
    return (
      <EmptyState
        icon={<Users size={20} />}
        title="Nobody yet"
        actions={<Button onPress={props.onAdd}>Add a person</Button>}
      >
        Ask the person for their identity card, a small file. You then compare eight words, best by phone.
      </EmptyState>
    );
  return (
    <ul className="people">
      {props.people.map((person) => (
        <li key={person.id} className="person">
          <div className="person__head">
            <PersonFacts person={person} />
            <div className="person__actions">
              {person.trustedSince === null ? null : (
                <Badge tone="success" icon={<ShieldCheck size={12} aria-hidden />}>
                  Trusted since {formatDate(person.trustedSince)}
                </Badge>
              )}
              <Button
                size="small"
                variant="quiet"
                icon={<Trash2 size={14} aria-hidden />}
                aria-label={`Remove ${person.name}`}
                onPress={() => props.onRemove(person)}
              >
                Remove
              </Button>
            </div>
          </div>
          <Words words={person.words} label={`Fingerprint words of ${person.name}`} />
        </li>
      ))}
    </ul>
  );
}

function PersonFacts({ person }: { readonly person: Pick<CardView, 'name' | 'organisation' | 'email'> }) {
  return (
    <div className="person__facts">
      <p className="person__name">{person.name}</p>
      <p className="muted">{[person.organisation, person.email].filter((text) => text !== '').join(' · ')}</p>
    </div>
  );
}

function RemoveDialog({ card, onClose }: { readonly card: CardView; readonly onClose: (wasRemoved: boolean) => void }) {
  const { client } = useApp();
  const action = useAction();
  const remove = async () => {
    const done = await action.run(async () => {
      await client.call('trust.remove', { id: card.id });
      return true;
    });
    if (done) onClose(true);
  };
  return (
    <Dialog
      title={`Remove ${card.name}?`}
      size="small"
      role="alertdialog"
      isOpen
      onClose={() => onClose(false)}
      footer={
        <>
          <Button onPress={() => onClose(false)}>Keep</Button>
          <Button variant="danger" isDisabled={action.isRunning} onPress={() => void remove()}>
            Remove
          </Button>
        </>
      }
    >
      {action.error === null ? null : <ErrorPanel error={action.error} />}
      <p>
        Packages that this person sealed will count as signed by somebody unknown. What you sealed for them stays
        readable to them. You can add the card again later.
      </p>
    </Dialog>
  );
}
