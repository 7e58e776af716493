/** identity, trust: who works here, and whose cards are known. */
import type { Bench } from '../bench.ts';
import type { Answer, Command, OptionValues } from '../command.ts';
import { cardText, trustNow } from '../people.ts';

async function create(bench: Bench, _operands: readonly string[], options: OptionValues): Promise<Answer> {
  const identity = await bench.call('identity.create', {
    name: options.name!,
    organisation: options.organisation ?? '',
    email: options.email ?? '',
    passphrase: bench.passphrase(),
  });
  return {
    json: { ...identity },
    text: `${cardText(identity)}\n\nNobody can open this identity without its passphrase, not even you. Make a backup in the application.`,
  };
}

async function writeCard(bench: Bench, _operands: readonly string[], options: OptionValues): Promise<Answer> {
  await bench.unlock();
  const card = await bench.call('identity.card', { file: await bench.writing(options.out!) });
  return { json: { ...card, file: options.out }, text: `${cardText(card)}\n\nWritten: ${options.out}` };
}

async function trust(bench: Bench, [path]: readonly string[]): Promise<Answer> {
  const card = await trustNow(bench, path!);
  return {
    json: { ...card },
    text: `${cardText(card)}\n\nTrusted. Compare the words with ${card.name}, by telephone or face to face; if they differ, the card is somebody else's.`,
  };
}

export const peopleCommands: readonly Command[] = [
  {
    name: 'identity new',
    about: 'make an identity in this profile, sealed by the passphrase',
    operands: [],
    required: ['name'],
    optional: ['organisation', 'email'],
    run: create,
  },
  {
    name: 'identity card',
    about: 'write the identity card, to send to others',
    operands: [],
    required: ['out'],
    optional: [],
    run: writeCard,
  },
  {
    name: 'trust',
    about: "add a person's card; shows the words to compare",
    operands: ['CARD'],
    required: [],
    optional: [],
    run: trust,
  },
];
