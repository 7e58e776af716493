/** Reads the command line against the table of commands. Strict: what is not known is refused, never passed over. */
import { parseArgs } from 'node:util';
import { AppError } from '@shared/std/app-error.ts';
import { type Command, isOptionName, OPTIONS, type OptionName, optionOf, type OptionValues } from './command.ts';

export interface ParsedLine {
  readonly words: readonly string[];
  readonly options: OptionValues;
}

/** Splits words from options. Throws `cli.unknown-option`, `cli.missing-value`, `cli.unexpected-value`, `cli.repeated-option`. */
export function parseLine(args: readonly string[]): ParsedLine {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(OPTIONS).map(([name, { type }]) => [name, { type }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const options: Record<string, string | true | string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    // Only the name is repeated in the error: the value might be a passphrase that somebody tried to give.
    if (!isOptionName(token.name)) throw new AppError('usage', 'cli.unknown-option', { option: token.rawName });
    const option = `--${token.name}`;
    const { type, isMany } = optionOf(token.name);
    if (type === 'boolean') {
      if (token.value !== undefined) throw new AppError('usage', 'cli.unexpected-value', { option });
      options[token.name] = true;
      continue;
    }
    const isNextOption = !token.inlineValue && /^-./.test(token.value ?? '');
    if (token.value === undefined || isNextOption) throw new AppError('usage', 'cli.missing-value', { option });
    const before = options[token.name];
    if (isMany) options[token.name] = [...((before as string[] | undefined) ?? []), token.value];
    else if (before !== undefined) throw new AppError('usage', 'cli.repeated-option', { option });
    else options[token.name] = token.value;
  }
  return { words, options: options as OptionValues };
}

/** Which options and how many words the command takes. Throws `cli.option-not-here`, `cli.missing-argument` and the like. */
export function checkLine(command: Command, operands: readonly string[], options: OptionValues): void {
  for (const name of Object.keys(options) as OptionName[]) {
    const isAllowed = optionOf(name).isGlobal || command.required.includes(name) || command.optional.includes(name);
    if (!isAllowed) throw new AppError('usage', 'cli.option-not-here', { option: `--${name}`, command: command.name });
  }
  const missing = command.operands[operands.length];
  if (missing !== undefined)
    throw new AppError('usage', 'cli.missing-argument', { argument: missing, command: command.name });
  if (operands.length > command.operands.length)
    throw new AppError('usage', 'cli.too-many-arguments', { command: command.name });
  for (const name of command.required) {
    if (options[name] === undefined)
      throw new AppError('usage', 'cli.missing-option', { option: `--${name}`, command: command.name });
  }
}
