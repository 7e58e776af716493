/** Cards of other people, as a command line names them. */
import { existsSync } from 'node:fs';
import type { CardView } from '@shared/contract/views.ts';
import { AppError } from '@shared/std/app-error.ts';
import type { Bench } from './bench.ts';
import { printable, textList } from './text-table.ts';

/**
 * The person behind a card file or an id. A file that is not trusted yet is added: the person said so on the command line.
 * Throws `trust.unknown-recipient` for an id that is not in the trust store.
 */
export async function trustNow(bench: Bench, named: string): Promise<CardView> {
  if (!existsSync(named)) {
    const found = (await bench.call('trust.list', {})).find((person) => person.id === named);
    if (!found) throw new AppError('identity', 'trust.unknown-recipient', { recipient: named });
    return found;
  }
  const file = await bench.reading(named);
  const card = await bench.call('trust.inspect', { file });
  if (card.isSelf || card.trustedSince !== null) return card;
  return bench.call('trust.add', { file: await bench.reading(named), words: card.words.join(' ') });
}

export function cardText(card: Omit<CardView, 'trustedSince' | 'isSelf'>): string {
  const person = [card.name, card.organisation, card.email].filter((part) => part !== '').map(printable);
  return textList([
    ['Name', person.join(', ')],
    ['Id', card.id],
    ['Words', card.words.join(' ')],
    ['Created', card.created],
  ]);
}
