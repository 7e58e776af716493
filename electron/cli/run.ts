/** One command line, from its words to an exit code. Everything of the process is an argument. */
import { errorText } from '@shared/contract/error-text.ts';
import { AppError, type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { checkLine, parseLine, type ParsedLine } from './arguments.ts';
import { createBench } from './bench.ts';
import { checkFiles } from './check-files.ts';
import type { Answer, Command } from './command.ts';
import { dataCommands } from './commands/data.ts';
import { logCommands } from './commands/log.ts';
import { packageCommands } from './commands/package.ts';
import { peopleCommands } from './commands/people.ts';
import { EXIT_CODES } from './exit-code.ts';
import { helpOf, helpOfAll } from './help.ts';
import { progressLine } from './progress-line.ts';
import { printable } from './text-table.ts';

export const COMMANDS: readonly Command[] = [...dataCommands, ...peopleCommands, ...packageCommands, ...logCommands];

export interface Surroundings {
  readonly version: string;
  readonly defaultProfile: string;
  readonly resources: string;
  readonly kernel: URL;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
}

export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const progress = progressLine(stderr);
  const isJson = args.includes('--json');
  let answer: Answer;
  try {
    answer = await answerTo(parseLine(args), surroundings, progress);
  } catch (error) {
    answer = { json: {}, text: '', error: error as Error };
  }
  progress.clear();
  const error = answer.error === undefined ? null : toErrorData(answer.error);
  if (isJson)
    stdout.write(`${JSON.stringify({ ...answer.json, ...(error ? { error: errorDocument(error) } : {}) }, null, 2)}\n`);
  else {
    if (answer.text !== '') stdout.write(`${answer.text}\n`);
    if (error) stderr.write(`${errorLines(error)}\n`);
  }
  return error ? EXIT_CODES[error.category] : 0;
}

async function answerTo(
  { words, options }: ParsedLine,
  surroundings: Surroundings,
  progress: ReturnType<typeof progressLine>,
): Promise<Answer> {
  const { version, stderr } = surroundings;
  if (options.version) return { json: { version }, text: version };
  if (words.length === 0 && !options.help) throw new AppError('usage', 'cli.no-command');
  if (words.length === 0 || words[0] === 'help') return help(words.slice(1));
  const command = commandOf(words);
  if (options.help) return help(command.name.split(' '));
  const operands = words.slice(command.name.split(' ').length);
  checkLine(command, operands, options);
  const profile = options.profile ?? surroundings.defaultProfile;
  checkFiles(operands, options, profile);
  const bench = createBench({
    version,
    profile,
    resources: surroundings.resources,
    kernel: surroundings.kernel,
    passphraseFile: options['passphrase-file'],
    environment: surroundings.environment,
    signal: surroundings.signal,
    onProgress: (step) => progress.show(step),
    onDone: () => progress.clear(),
    onWait: () => progress.tell('Waiting: another command or window has this profile'),
    // With --json the agreement stands in what `verify` answers.
    say: (text) => {
      if (!options.json) stderr.write(`${text}\n`);
    },
  });
  try {
    return await command.run(bench, operands, options);
  } finally {
    await bench.close();
  }
}

function help(words: readonly string[]): Answer {
  const text = words.length === 0 ? helpOfAll(COMMANDS) : helpOf(commandOf(words));
  return { json: { help: text }, text };
}

function commandOf(words: readonly string[]): Command {
  const found = COMMANDS.find((command) => command.name === words.slice(0, command.name.split(' ').length).join(' '));
  if (found) return found;
  const isGroup = COMMANDS.some((command) => command.name.startsWith(`${words[0]} `));
  throw new AppError('usage', 'cli.unknown-command', { command: words.slice(0, isGroup ? 2 : 1).join(' ') });
}

function errorDocument(error: ErrorData) {
  return { code: error.code, category: error.category, params: error.params, ...errorText(error) };
}

function errorLines(error: ErrorData): string {
  const { title, detail, action } = errorText(error);
  const lines = [`bulla: ${title}`, detail, action, `(${error.code})`].filter((line) => line !== '');
  // The name of a file or a column may hold anything, and this is a terminal.
  return lines
    .flatMap((line) => line.split('\n'))
    .map(printable)
    .join('\n');
}
