/** Cards of other people, as a command line names them. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { CardView } from '@shared/contract/views.ts';
import { AppError } from '@shared/std/app-error.ts';
import type { Bench } from './bench.ts';
import { printable, textList } from './text-table.ts';

/** The person behind a card file or an id. Throws `trust.unknown-recipient` for a card that was not added to the trust store. */
async function trustedPerson(bench: Bench, named: string): Promise<CardView> {
  const trusted = await bench.call('trust.list', {});
  const isFile = existsSync(named);
  const card = isFile ? await bench.call('trust.inspect', { file: await bench.reading(named) }) : null;
  if (card?.isSelf) return card;
  const found = trusted.find((person) => person.id === (card?.id ?? named));
  if (!found)
    throw new AppError('identity', 'trust.unknown-recipient', { recipient: isFile ? basename(named) : named });
  return found;
}

/** As `trustedPerson`, and adds a card file that is not trusted yet: the person said so on the command line. */
export async function trustNow(bench: Bench, named: string): Promise<CardView> {
  if (!existsSync(named)) return trustedPerson(bench, named);
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
