import type { CardView } from '@shared/contract/views.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { UserPlus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Words } from '../../ui/Words.tsx';
import { useActions, useProtect, useProtectServices } from './protect-context.tsx';

/** Who can open the package: people whose cards were added after their words were compared. */
export function Recipients() {
  const { engine } = useProtectServices();
  const actions = useActions();
  const recipients = useProtect((state) => state.history?.present.recipients ?? NOBODY);
  const [cards, setCards] = useState<readonly CardView[] | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [offered, setOffered] = useState<{ readonly token: string; readonly card: CardView } | null>(null);

  const load = useCallback(() => {
    engine.call('trust.list', {}).then(
      (list) => {
        setCards(list);
        setError(null);
      },
      (reason: unknown) => setError(toErrorData(reason)),
    );
  }, [engine]);
  useEffect(() => {
    load();
    return engine.onChanged((topic) => {
      if (topic === 'trust' || topic === 'status') load();
    });
  }, [engine, load]);

  const setRecipient = (id: string, isOn: boolean) =>
    actions.edit((document) => ({
      ...document,
      recipients: isOn
        ? [...document.recipients.filter((other) => other !== id), id]
        : document.recipients.filter((other) => other !== id),
    }));

  async function offer(): Promise<void> {
    setError(null);
    try {
      const file = await engine.bridge.chooseFile('card');
      if (!file) return;
      setOffered({ token: file.token, card: await engine.call('trust.inspect', { file: file.token }) });
    } catch (reason) {
      setError(toErrorData(reason));
    }
  }

  async function add(): Promise<void> {
    if (!offered) return;
    try {
      const card = await engine.call('trust.add', { file: offered.token, words: offered.card.words.join(' ') });
      setOffered(null);
      load();
      setRecipient(card.id, true);
    } catch (reason) {
      setOffered(null);
      setError(toErrorData(reason));
    }
  }

  const unknown = cards === null ? [] : recipients.filter((id) => !cards.some((card) => card.id === id));
  return (
    <Card
      title="Recipients"
      description="Only these people can decrypt the package."
      actions={
        <Button icon={<UserPlus size={16} aria-hidden />} onPress={() => void offer()}>
          Add a card
        </Button>
      }
    >
      <div className="stack">
        {error ? <ErrorPanel error={error} /> : null}
        {cards?.length === 0 ? (
          <p className="muted">
            Nobody's card was added yet. Ask the recipient to send an identity card, and compare its words by telephone.
          </p>
        ) : null}
        <ul className="recipients">
          {(cards ?? []).map((card) => (
            <li key={card.id}>
              <Checkbox
                isSelected={recipients.includes(card.id)}
                onChange={(isOn) => setRecipient(card.id, isOn)}
                description={[card.organisation, card.email].filter((text) => text !== '').join(', ')}
              >
                <span>
                  {card.name} {card.isSelf ? <Badge>You</Badge> : null}
                </span>
              </Checkbox>
              <span className="recipients__words mono">{card.words.join(' ')}</span>
            </li>
          ))}
        </ul>
        {unknown.length > 0 ? (
          <Callout
            tone="warning"
            title="A recipient is no longer in your list"
            actions={
              <Button
                size="small"
                onPress={() =>
                  actions.edit((document) => ({
                    ...document,
                    recipients: document.recipients.filter((id) => !unknown.includes(id)),
                  }))
                }
              >
                Leave out
              </Button>
            }
          >
            The card was removed since. Add it again, or leave the recipient out.
          </Callout>
        ) : null}
      </div>
      <Dialog
        title="Is this the right person?"
        isOpen={offered !== null}
        onClose={() => setOffered(null)}
        footer={
          <>
            <Button onPress={() => setOffered(null)}>Cancel</Button>
            <Button variant="primary" onPress={() => void add()}>
              The words are the same
            </Button>
          </>
        }
      >
        {offered ? (
          <>
            <Facts
              items={[
                { term: 'Name', value: offered.card.name },
                { term: 'Organisation', value: offered.card.organisation || 'not stated' },
                { term: 'E-mail', value: offered.card.email || 'not stated' },
              ]}
            />
            <p>Ask the person to read these words aloud, over a channel that you trust. Anybody can write a name.</p>
            <Words words={offered.card.words} label="Fingerprint of the card" />
          </>
        ) : null}
      </Dialog>
    </Card>
  );
}

const NOBODY: readonly string[] = [];
