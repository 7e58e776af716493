import { type Command, OPTIONS, type OptionName, optionOf } from './command.ts';
import { textList } from './text-table.ts';

/** bulla seal DATA --recipe R --licence FILE|preset:NAME --to CARD... --out FILE [--until DATE] */
export function usageOf(command: Command): string {
  const required = command.required.map(optionUsage);
  const optional = command.optional.map((name) => `[${optionUsage(name)}]`);
  return ['bulla', command.name, ...command.operands, ...required, ...optional].join(' ');
}

export function helpOf(command: Command): string {
  const options = [...command.required, ...command.optional];
  const parts = [`${command.about}\n\n  ${usageOf(command)}`];
  if (options.length > 0) parts.push(optionList(options));
  return parts.join('\n\n');
}

export function helpOfAll(commands: readonly Command[]): string {
  const globals = (Object.keys(OPTIONS) as OptionName[]).filter((name) => optionOf(name).isGlobal);
  return [
    'Bulla: protect a dataset, seal it under a licence, open it under that licence, audit every use. Offline.',
    commands.map((command) => `  ${usageOf(command)}\n      ${command.about}`).join('\n'),
    optionList(globals),
    'bulla help COMMAND tells more. Exit codes: 2 usage, 3 input, 4 licence, 5 integrity, 6 identity, 7 files, 70 internal, 130 cancelled.',
  ].join('\n\n');
}

function optionUsage(name: OptionName): string {
  const option = optionOf(name);
  return `--${name}${option.value === undefined ? '' : ` ${option.value}`}${option.isMany ? '...' : ''}`;
}

function optionList(names: readonly OptionName[]): string {
  return textList(names.map((name) => [`  ${optionUsage(name)}`, optionOf(name).about]));
}
