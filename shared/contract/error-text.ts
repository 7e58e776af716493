/**
 * The sentences for every error code, in one place for the window and the command line: what happened, where, and what can be
 * done. A test holds this list against the codes that the sources throw.
 */
import { ACTION_NAMES } from '../license/check-draft.ts';
import type { Action } from '../license/terms.ts';
import type { ErrorData, ErrorParams } from '../std/app-error.ts';

export interface ErrorText {
  /** What happened, in a few words. */
  readonly title: string;
  /** Where, and what it means. */
  readonly detail: string;
  /** What the person can do; '' when nothing. */
  readonly action: string;
}

type Entry = (params: ErrorParams) => ErrorText;

const text = (title: string, detail: string, action = ''): ErrorText => ({ title, detail, action });

/** 32767 -> '32,767' */
function number(value: ErrorParams[string] | undefined): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** 1 row, 2 rows */
function count(value: ErrorParams[string] | undefined, unit: string): string {
  return `${number(value)} ${unit}${value === 1 ? '' : 's'}`;
}

/** ' of "age"', or nothing where no column is known */
function ofColumn(p: ErrorParams): string {
  return p.column === undefined || p.column === '' ? '' : ` of "${p.column}"`;
}

/** 'Row 5, column "age"' */
function place(p: ErrorParams): string {
  return p.column === undefined || p.column === ''
    ? `Row ${number(p.row)}`
    : `Row ${number(p.row)}, column "${p.column}"`;
}

/** '2026-11-23T09:00:00Z' -> '2026-11-23 09:00:00 UTC' */
function moment(utc: ErrorParams[string] | undefined): string {
  return String(utc).replace('T', ' ').replace('Z', ' UTC');
}

function action(name: ErrorParams[string] | undefined): string {
  return ACTION_NAMES[name as Action] ?? `do "${name}"`;
}

/** 'bulla:analyst, bulla:student' -> 'analyst, student' */
function roles(list: ErrorParams[string] | undefined): string {
  return String(list).replaceAll('bulla:', '').replace('principalInvestigator', 'principal investigator');
}

const HELP = 'bulla help shows the commands, bulla help COMMAND one of them.';

const ERROR_TEXTS: Readonly<Record<string, Entry>> = {
  // calls between the parts of the application
  'call.invalid-input': (p) =>
    text(
      'The request was not understood',
      `The part "${p.where}" of ${p.operation} is not valid.`,
      'Correct that part: it may be empty, too long, or not of the kind that is expected there.',
    ),
  'call.too-many': () =>
    text(
      'Too much at once',
      'The window asked for more than the engine answers at a time.',
      'Wait a moment and try again.',
    ),
  'call.unknown': () => text('The request was not understood', 'There is no such operation.'),
  // the command line
  'cli.choose-one': (p) => text('What is to be done is not clear', `Exactly one of ${p.options} is needed.`, HELP),
  'cli.invalid-value': (p) =>
    text('A value is not understood', `${p.option} takes ${p.expected}.`, `Correct ${p.option}. ${HELP}`),
  'cli.missing-argument': (p) => text('Something is missing', `bulla ${p.command} needs ${p.argument}.`, HELP),
  'cli.missing-option': (p) => text('An option is missing', `bulla ${p.command} needs ${p.option}.`, HELP),
  'cli.missing-value': (p) => text('A value is missing', `${p.option} needs a value after it.`, HELP),
  'cli.no-command': () => text('No command was given', 'Nothing was asked for.', HELP),
  'cli.option-not-here': (p) =>
    text('An option does not belong here', `bulla ${p.command} does not take ${p.option}.`, HELP),
  'cli.repeated-option': (p) => text('An option is given twice', `${p.option} can be given once.`, HELP),
  'cli.same-file': (p) =>
    text(
      'A file would be written over',
      `${p.option} names ${p.file}, which is the ${p.other}.`,
      'Choose another name for the new file.',
    ),
  'cli.tabulate-spec': (p) =>
    text(
      'The table that was asked for is not understood',
      `At letter ${p.position} of --tabulate ${p.expected} was expected.`,
      'Examples: sex,age   mean(weight_kg) by sex   count by sex where smoker=yes|no. Names with spaces stand in double quotes.',
    ),
  'cli.too-many-arguments': (p) => text('There are too many words', `bulla ${p.command} takes fewer.`, HELP),
  'cli.unexpected-value': (p) => text('A value was not expected', `${p.option} takes none.`, HELP),
  'cli.unknown-command': (p) => text('There is no such command', `bulla does not know "${p.command}".`, HELP),
  'cli.unknown-option': (p) => text('There is no such option', `bulla does not know ${p.option}.`, HELP),
  'licence.draft-invalid': (p) =>
    text(
      'The licence draft is not valid',
      `The part "${p.where}" of ${p.file} is not as docs/licence.md says.`,
      'Compare it with docs/licence.md.',
    ),
  'passphrase.missing': () =>
    text(
      'The passphrase is missing',
      'This needs the key of your identity.',
      'Set BULLA_PASSPHRASE, or name a file with --passphrase-file.',
    ),
  'passphrase.unreadable': (p) =>
    text(
      'The passphrase cannot be read',
      `${p.file} cannot be opened.`,
      'Check the path that --passphrase-file names, and that you may read that file.',
    ),
  'trust.unknown-recipient': (p) =>
    text(
      'The recipient is not known here',
      `${p.recipient} is not among the people whose cards were added.`,
      'Add the card with "bulla trust CARD" and compare its words with that person.',
    ),
  // datasets
  'csv.bad-delimiter': () =>
    text(
      'This character cannot separate fields',
      'A quotation mark, a line end or a zero byte cannot be the delimiter.',
      'Choose a comma, semicolon, tab or bar.',
    ),
  'csv.blank-lines': (p) => text('Blank lines were skipped', `${count(p.lines, 'line')} of the file held nothing.`),
  'csv.cell-too-long': (p) =>
    text(
      'A cell is too long',
      `${place(p)} has more than ${number(p.limit)} characters.`,
      'Check that quotation marks and the delimiter are right, or shorten the cell.',
    ),
  'csv.column-name-too-long': (p) =>
    text(
      'A column name is too long',
      `The name of column ${p.position} has more than ${number(p.limit)} characters.`,
      'Shorten it, or say that the first row holds data and not names.',
    ),
  'csv.duplicate-column': (p) =>
    text(
      'Two columns have the same name',
      `Columns ${p.first} and ${p.position} are both called "${p.column}".`,
      'Rename one of them in the file, or say that the first row holds data and not names.',
    ),
  'csv.empty': (p) => text('The file is empty', `${p.file} holds no rows and no column names.`, 'Choose another file.'),
  'csv.empty-cells': (p) =>
    text(
      'Some cells are empty',
      `${count(p.cells, 'cell')} in ${count(p.columns, 'column')} hold no text. They are kept as an empty text, which is a value like any other.`,
      'Read empty cells as missing, if that is what they mean.',
    ),
  'csv.empty-column-name': (p) =>
    text('A column had no name', `Column ${p.position} is called "${p.column}" here. The file was not changed.`),
  'csv.encoding': (p) =>
    text(
      'The letters of the file cannot be read',
      `${p.file} is not ${p.encoding} text from about row ${number(p.row)} on.`,
      'Choose another encoding, for example windows-1252, or save the file as UTF-8.',
    ),
  'csv.encoding-guessed': (p) =>
    text(
      'The encoding was guessed',
      `The file is not UTF-8; it was read as ${p.encoding}.`,
      'Look at names with accents. If they look wrong, choose another encoding.',
    ),
  'csv.forbidden-column': (p) =>
    text(
      'A column name is not allowed',
      `Column ${p.position} is called "${p.column}", a name that programs reserve for themselves.`,
      'Rename the column in the file.',
    ),
  'csv.mixed-line-ends': () =>
    text(
      'The lines of the file end in different ways',
      'Some end as on Windows, some as on Linux. All were read as rows.',
    ),
  'csv.no-rows': () => text('The file has no rows', 'It holds column names only.'),
  'csv.nul-byte': (p) =>
    text(
      'This is not a text file',
      `${place(p)} holds a zero byte, which no text has.`,
      'Check that this is a CSV file and not a spreadsheet or an archive; if it is UTF-16 text, choose that encoding.',
    ),
  'csv.row-too-long': (p) =>
    text(
      'A row is too long',
      `Row ${number(p.row)} has more than ${number(p.limit)} characters.`,
      'Check that this is a CSV file with line ends.',
    ),
  'csv.row-too-narrow': (p) =>
    text(
      'A row has too few fields',
      `Row ${number(p.row)} has ${count(p.fields, 'field')}; there are ${count(p.columns, 'column')}.`,
      'Correct the row in the file, or choose another delimiter.',
    ),
  'csv.row-too-wide': (p) =>
    text(
      'A row has too many fields',
      `Row ${number(p.row)} has ${count(p.fields, 'field')}; there are ${count(p.columns, 'column')}.`,
      'A field that holds the delimiter needs quotation marks. Correct the row in the file, or choose another delimiter.',
    ),
  'csv.stray-quote': (p) =>
    text(
      'Some quotation marks are not doubled',
      `${count(p.rows, 'row')} hold such a mark, the first is row ${number(p.row)}. It was kept as a character of its cell.`,
      'Look at that row.',
    ),
  'csv.too-many-columns': (p) =>
    text(
      'There are too many columns',
      `Row ${number(p.row)} has ${number(p.fields)} fields; ${number(p.limit)} columns are the limit.`,
      'Check the delimiter, or take the columns that you need.',
    ),
  'csv.too-large': (p) =>
    text(
      'The file is too large for the memory at hand',
      `Reading stopped at row ${number(p.row)}: the dataset and its release would take more than the ${number(p.limit)} MB that are free.`,
      'Close other programs, divide the file, or use a machine with more memory.',
    ),
  'csv.too-many-rows': (p) =>
    text('There are too many rows', `${number(p.limit)} rows are the limit.`, 'Divide the file.'),
  'csv.too-many-values': (p) =>
    text(
      'A column has too many different values',
      `"${p.column}" has more than ${number(p.limit)}, reached in row ${number(p.row)}.`,
      'Leave the column out, or divide the file.',
    ),
  'csv.unclosed-quote': (p) =>
    text(
      'A quotation mark is not closed',
      `A cell that opens with a quotation mark in row ${number(p.row)} does not end where it should.`,
      'Close it in the file; a quotation mark inside a cell is written twice.',
    ),
  'dataset.unknown': () =>
    text('The dataset is not open', 'It was closed, or the application was restarted since.', 'Open the file again.'),
  // the engine, as the window sees it
  'engine.restarted': () =>
    text(
      'The work was interrupted',
      'The part of the application that works on your data had to be started again. Open datasets and packages were closed.',
      'Open the file again.',
    ),
  'engine.ended': () =>
    text(
      'Bulla could not start',
      'The part that works on your files ended twice in a row.',
      'Restart the computer. If it happens again, reinstall Bulla; your profile folder stays as it is.',
    ),
  // files
  'file.changed': (p) =>
    text(
      'The file changed while it was read',
      `${p.file} was written to or replaced by another program.`,
      'Wait until that is done and open it again.',
    ),
  'file.disk-full': (p) =>
    text(
      'The disk is full',
      `There was not enough room for ${p.file}. Nothing was left behind, and an older file is as it was.`,
      'Make room, or choose another place.',
    ),
  'file.name-too-long': () =>
    text('The file name is too long', 'This disk does not take it.', 'Choose a shorter name.'),
  'file.no-folder': (p) =>
    text(
      'The folder is not there',
      `${p.file} cannot be written: its folder does not exist.`,
      'Choose another folder.',
    ),
  'file.no-permission': (p) =>
    text(
      'No permission',
      `The system does not let you use ${p.file} or its folder in this way.`,
      'Ask who owns it, or choose another place.',
    ),
  'file.not-granted': () =>
    text(
      'The file is no longer at hand',
      'The application was not given this file, or it was restarted since.',
      'Choose the file again.',
    ),
  'file.not-found': (p) =>
    text('The file is not there', `${p.file} was moved, renamed or deleted.`, 'Choose it again.'),
  'file.not-regular': (p) => text('This is not a file', `${p.file} is a folder, a device or a pipe.`, 'Choose a file.'),
  'file.read-failed': (p) =>
    text(
      'The file cannot be read',
      `The disk or network drive with ${p.file} answered with an error (${p.reason}).`,
      'Check that it is connected, and try again.',
    ),
  'file.read-only': (p) => text('The disk is read-only', `${p.file} cannot be written there.`, 'Choose another place.'),
  'file.too-large': (p) =>
    text('The file is too large', `${p.file} has more than ${number(p.limit)} bytes.`, 'Choose another file.'),
  'file.write-failed': (p) =>
    text(
      'The file cannot be written',
      `The disk or network drive answered with an error (${p.reason}). An older ${p.file} is as it was.`,
      'Check that it is connected, and try again.',
    ),
  // jobs
  'internal.thread': () =>
    text(
      'Something went wrong inside the application',
      'A calculation ended unexpectedly. Your data was not changed.',
      'Try again. If it happens again, please report it.',
    ),
  'internal.unexpected': (p) =>
    text(
      'Something went wrong inside the application',
      `An unexpected ${p.name} occurred. Your data was not changed.`,
      'Try again. If it happens again, please report it.',
    ),
  'job.cancelled': () => text('Cancelled', 'The work was stopped. Nothing was changed.'),
  'job.out-of-memory': () =>
    text(
      'Not enough memory',
      'The dataset is too large for the memory of this computer.',
      'Close other programs, or take fewer columns.',
    ),
  // documents
  'json.forbidden-member': (p) =>
    text(
      'The document is not accepted',
      `It contains the name "${p.member}", which is never used honestly.`,
      'Remove it from the document, or ask for the document again where you got it.',
    ),
  'json.invalid': () =>
    text('The document cannot be read', 'It is not valid JSON.', 'Check that it was copied completely.'),
  'json.lone-surrogate': () =>
    text('A text cannot be stored', 'It contains half of a Unicode character.', 'Type it again.'),
  'json.not-canonical': () =>
    text(
      'The document is not accepted',
      'It is not written in the one canonical form, so its signature cannot be relied on.',
    ),
  'json.not-finite': () => text('A number cannot be stored', 'It is infinite or not a number.'),
  'json.not-json': () => text('Something went wrong inside the application', 'A value cannot be written as JSON.'),
  'json.too-deep': (p) =>
    text(
      'The document is not accepted',
      `It is nested deeper than ${p.limit} levels.`,
      'Check that it is the right file: nothing that Bulla reads is nested so deeply.',
    ),
  'json.too-large': (p) =>
    text('The document is too large', `It has more than ${number(p.limit)} bytes.`, 'Check that it is the right file.'),
  'recipe.invalid': (p) =>
    text(
      'The recipe is not valid',
      `${p.file === undefined ? 'The recipe' : p.file} has something at "${p.where}" that a recipe cannot have there.`,
      'Compare it with docs/recipe.md.',
    ),
  'text.not-base64url': () => text('The document is damaged', 'A part that should be base64url is not.'),
  'text.not-hex': () => text('The document is damaged', 'A part that should be hexadecimal is not.'),
  'text.not-utf8': () =>
    text('The text cannot be read', 'It is not valid UTF-8.', 'Save the file as UTF-8 and try again.'),
  // de-identification: recipes, hierarchies, techniques, the search
  'dataset.overwrite': (p) =>
    text(
      'This would overwrite the original',
      `${p.file} is the dataset itself.`,
      'Choose another name for the new file.',
    ),
  'dataset.still-reading': (p) =>
    text('The dataset is still being read', `${p.file} is not complete yet.`, 'Wait until it is read.'),
  'hierarchy.duplicate-value': (p) =>
    text(
      'A value stands twice in the hierarchy',
      `The hierarchy of "${p.column}" has the value of line ${number(p.row)} in an earlier line too.`,
      'Remove one of the lines.',
    ),
  'hierarchy.empty': (p) => text('The hierarchy is empty', `It names no value${ofColumn(p)}.`, 'Choose another file.'),
  'hierarchy.file-not-read': (p) =>
    text('The hierarchy file was not read', `The hierarchy of "${p.column}" is a file.`, 'Import it into the recipe.'),
  'hierarchy.gap': (p) =>
    text(
      'A group of the hierarchy has no name',
      `Line ${number(p.row)} of the hierarchy of "${p.column}" has an empty cell at level ${p.level}.`,
      'Write a group there, or * for everything.',
    ),
  'hierarchy.group-without-place': (p) =>
    text(
      'A group has no place',
      `In the categories of "${p.column}" a group below level ${p.level} belongs to no group of level ${p.level}.`,
      'Add it to a group.',
    ),
  'hierarchy.incomplete': (p) =>
    text(
      'The hierarchy does not cover the data',
      `${count(p.values, 'value')} of "${p.column}" ${p.values === 1 ? 'has' : 'have'} no place in its hierarchy.`,
      'Add them to the hierarchy, or declare them as missing.',
    ),
  'hierarchy.level-too-high': (p) =>
    text(
      'There is no such level',
      `Level ${p.level} was asked for, the hierarchy of "${p.column}" ends with level ${p.highest}.`,
      'Choose a lower level.',
    ),
  'hierarchy.levels-not-rising': (p) =>
    text(
      'The levels do not grow coarser',
      `Level ${p.level} of the hierarchy of "${p.column}" is not made of whole groups of the level before.`,
      'Interval widths must be multiples of the one before; counts and date parts must rise.',
    ),
  'hierarchy.member-twice': (p) =>
    text(
      'A value is in two groups',
      `In the categories of "${p.column}" a member of level ${p.level} stands in more than one place.`,
      'Leave it in one group.',
    ),
  'hierarchy.not-nested': (p) =>
    text(
      'The hierarchy is not a tree',
      `Line ${number(p.row)} of the hierarchy of "${p.column}" splits at level ${p.level} what was one group before.`,
      'Give values that share a group the same groups from there on.',
    ),
  'hierarchy.ragged': (p) =>
    text(
      'The hierarchy has rows of different length',
      `Line ${number(p.row)} of the hierarchy of "${p.column}" has ${count(p.cells, 'cell')}, the first has ${number(p.expected)}.`,
      'Give every line the same number of levels.',
    ),
  'hierarchy.too-large': (p) =>
    text('The hierarchy is too large', `A hierarchy has at most ${number(p.limit)} values and 64 levels.`),
  'hierarchy.unclosed-quote': (p) =>
    text(
      'A quote is not closed',
      `The quote of line ${number(p.row)} of the hierarchy has no end.`,
      'Correct the file.',
    ),
  'model.sets-too-large': (p) =>
    text(
      'The sets are too large to count',
      `"${p.column}" has more than ${number(p.limit)} sets of up to ${count(p.m, 'item')}.`,
      'Choose a smaller m, or shorten the lists of items.',
    ),
  'privacy-budget.exceeded': (p) =>
    text(
      'The privacy budget is spent',
      `${p.spent} of ${p.total} is spent on these data, and this release needs ${p.epsilon} more.`,
      'Release what was made before, or ask for less.',
    ),
  'protection.direct-identifier-remains': (p) =>
    text(
      'A direct identifier is in the release',
      `"${p.column}" is changed but not removed; what is left of it may still name a person.`,
      'Suppress it unless it is needed.',
    ),
  'protection.drawn-anew': () =>
    text(
      'The noise is drawn anew each time',
      'The same recipe, data and seed do not give the same figures again, and every time costs privacy budget.',
      'Keep the release that was made.',
    ),
  'protection.free-text-released': (p) =>
    text(
      'Free text is released as it is',
      `Anything can stand in "${p.column}", also names.`,
      'Read it, or suppress the column.',
    ),
  'protection.guessable-seed': () =>
    text(
      'The noise could be taken away',
      'The seed of the recipe is so small that it can be found by trying. Whoever finds it can subtract the noise.',
      'Use a large random seed, and keep the recipe to yourself.',
    ),
  'protection.no-model': () =>
    text(
      'No privacy model is set',
      'Nothing limits how small the groups of the release may be.',
      'Set k-anonymity, for example with k = 5.',
    ),
  'protection.no-quasi-identifier': () =>
    text(
      'No column is a quasi-identifier',
      'The risk is measured as if nobody knew anything about the persons.',
      'Say which columns somebody could know.',
    ),
  'protection.noise-on-quasi-identifier': (p) =>
    text(
      'Noise alone may not hide a person',
      `"${p.column}" is a quasi-identifier with noise; somebody who allows for the noise can still match it.`,
      'Generalize it as well.',
    ),
  'protection.nothing-released': () =>
    text('Nothing is left', 'All rows were suppressed.', 'Lower the demands or the suppression limit.'),
  'protection.pseudonym-links': (p) =>
    text(
      'Pseudonyms can be linked',
      `The same value of "${p.column}" has the same pseudonym in every release that you make.`,
      'Suppress the column when records need not be joined.',
    ),
  'pseudonym.collision': (p) =>
    text(
      'Two values have the same pseudonym',
      `${p.length} characters are too few for "${p.column}".`,
      'Choose longer pseudonyms.',
    ),
  'recipe.cell-suppression': (p) =>
    text(
      'It is not said which cells are removed',
      `Cell suppression of "${p.column}" needs a list of values, or how rare a value has to be.`,
      'Give one of the two.',
    ),
  'recipe.coding-bounds': (p) =>
    text(
      'The thresholds are not usable',
      `Top and bottom coding of "${p.column}" needs a top or a bottom, the bottom not above the top.`,
      'Correct the thresholds.',
    ),
  'recipe.column-not-named': (p) =>
    text(
      'A column has no role',
      `The recipe does not name the column "${p.column}". It is not released by accident.`,
      'Say what the column is.',
    ),
  'recipe.column-unknown': (p) =>
    text(
      'The recipe names a column that is not there',
      `The dataset has no column "${p.column}".`,
      'Remove it from the recipe, or check the delimiter and the header.',
    ),
  'recipe.day': (p) =>
    text(
      'A day is none',
      `The age in "${p.column}" is asked for on a day that the calendar does not have.`,
      'Correct it.',
    ),
  'recipe.direct-identifier-released': (p) =>
    text(
      'A direct identifier would be released',
      `"${p.column}" is a direct identifier without a technique.`,
      'Suppress, mask or pseudonymize it.',
    ),
  'recipe.group-differs': (p) =>
    text(
      'The columns of a group differ',
      `"${p.column}" is in the group "${p.group}" with other parameters than its other columns.`,
      'Give all columns of the group the same parameters.',
    ),
  'recipe.level-required': (p) =>
    text(
      'A level is missing',
      `"${p.column}" is generalized but takes no part in the search, which is for quasi-identifiers.`,
      'Give it a fixed level.',
    ),
  'recipe.local-column': (p) =>
    text(
      'The importance is of no quasi-identifier',
      `"${p.column}" is no quasi-identifier, so none of its cells is suppressed.`,
      'Take the column out of the importances, or make it a quasi-identifier.',
    ),
  'recipe.local-model': (p) =>
    text(
      'Local suppression knows k-anonymity only',
      `${p.model} cannot be reached by suppressing single cells.`,
      'Take the model away, or use global or local recoding.',
    ),
  'recipe.local-population': () =>
    text(
      'A population table needs global recoding',
      'Where cells are recoded or suppressed one by one, the people of a population cannot be counted by class.',
      'Give the share of the population instead of a table, or search for levels of whole columns.',
    ),
  'recipe.local-suppression-k': () =>
    text(
      'Local suppression needs a k',
      'Cells are suppressed until k-anonymity holds, and the recipe names no k-anonymity.',
      'Add k-anonymity to the models.',
    ),
  'recipe.network-path': (p) =>
    text(
      'The recipe names a place on a network',
      `Bulla reads nothing over a network, and "${p.file}" names a file on another computer.`,
      'Copy that file beside the recipe and name it there.',
    ),
  'recipe.model-column': (p) =>
    text(
      'A privacy model looks at the wrong column',
      p.model === 'k-m-anonymity'
        ? `It needs a released column of sets that is no quasi-identifier and that no other model looks at; "${p.column}" is not one.`
        : `${p.model} needs a released column with the role "sensitive"; "${p.column}" is not one.`,
      'Choose another column, or change its role.',
    ),
  'recipe.model-bounds': (p) =>
    text(
      'The bounds of a model are crossed',
      `${p.model}: the lower bound is above the upper one.`,
      'Correct the bounds.',
    ),
  'recipe.model-search': (p) =>
    text(
      'The model needs global recoding',
      `${p.model} compares with a population, whose people have no place among cells that are recoded one by one.`,
      'Search for levels of whole columns, or take the model away.',
    ),
  'recipe.person-column': (p) =>
    text(
      'The date shift needs a person',
      `The dates in "${p.column}" move by person, and "${p.person}" is not another column of the dataset.`,
      'Choose the column that says whose record it is.',
    ),
  'recipe.population-missing': () =>
    text('The population table is missing', 'The recipe names one, but it was not read.', 'Choose the file again.'),
  'recipe.private-cells': (p) =>
    text(
      'The table has too many cells',
      `The declared values make ${number(p.cells)} combinations; up to ${number(p.limit)} can have noise.`,
      'Group by fewer columns, or declare fewer values.',
    ),
  'recipe.private-figures': (p) =>
    text(
      'Differential privacy cannot be promised',
      {
        models:
          'Privacy models remove records for the sake of others; the promise is about what is done to each record by itself.',
        search: 'Cells that are recoded or suppressed one by one depend on other records.',
        groups: `The values of "${p.column}" are not declared, or one is declared twice.`,
        technique: `What is done to "${p.column}" depends on other records; a fixed level, masking, rounding or coding does not.`,
        mean: `A mean of "${p.column}" has no noise of its own: ask for the sum and the count.`,
        amounts: `The bounds of "${p.column}" are not declared, or are crossed.`,
      }[String(p.reason)] ?? 'A declaration is missing.',
      'Change the recipe, or take differential privacy away.',
    ),
  'recipe.populations-differ': () =>
    text(
      'The recipe names several populations',
      'All models and the risk of a recipe are held against one population table.',
      'Name the same file, separator and count column everywhere.',
    ),
  'recipe.project-required': (p) =>
    text(
      'The project has no name',
      `The pseudonyms of "${p.column}" are to be the same in one project.`,
      'Name the project, the same in all its recipes.',
    ),
  'recipe.table-column': (p) =>
    text(
      'The table of figures needs a released column',
      `"${p.column}" is not in the release.`,
      'Choose another column, or another technique for it.',
    ),
  'release.none': () => text('There is no release yet', 'The recipe was not applied.', 'Apply it first.'),
  'report.print-failed': () =>
    text('The report could not be printed', 'The page was not laid out in time.', 'Save it as a web page instead.'),
  'search.given-up': (p) =>
    text(
      'The search was given up',
      `There are too many combinations of levels to look at all, and none of ${number(p.evaluated)} satisfies the privacy models.`,
      'Allow more suppression, fix the level of a column, or take fewer quasi-identifiers.',
    ),
  'search.levels-empty': (p) =>
    text(
      'There is no level to choose',
      `For "${p.column}" the lowest level to choose is ${p.lowest}, the highest ${p.highest}.`,
      'Let the lowest level be at most the highest.',
    ),
  'search.no-solution': (p) =>
    text(
      'No generalization satisfies the privacy models',
      `Even with everything generalized, more than ${count(p.limit, 'row')} would have to be suppressed.`,
      'Allow more suppression, or lower the demands.',
    ),
  'search.weight-not-positive': (p) =>
    text(
      'A weight has to be above 0',
      `The weight of "${p.column}" is not a number above 0.`,
      'Give a weight above 0, or none: then it is 1.',
    ),
  'technique.born-after': (p) =>
    text(
      'Somebody is not born yet',
      `${count(p.values, 'date')} of birth in "${p.column}" ${p.values === 1 ? 'lies' : 'lie'} after the day of the age.`,
      'Choose a later day, or declare them as missing.',
    ),
  'technique.date-beyond': (p) =>
    text(
      'A date leaves the calendar',
      `Shifted, a date in "${p.column}" would lie before the year 1 or after 9999.`,
      'Declare such dates as missing.',
    ),
  'technique.file-not-read': (p) =>
    text(
      'The table of postal codes was not read',
      `How many people live where is in a file for "${p.column}".`,
      'Import it into the recipe.',
    ),
  'technique.not-a-date': (p) =>
    text(
      'The technique needs dates',
      `${count(p.values, 'value')} of "${p.column}" ${p.values === 1 ? 'is not a date' : 'are not dates'}.`,
      'Declare them as missing, or choose another technique.',
    ),
  'technique.not-a-number': (p) =>
    text(
      'The technique needs numbers',
      `${count(p.values, 'value')} of "${p.column}" ${p.values === 1 ? 'is' : 'are'} no number.`,
      'Declare them as missing, or choose another technique.',
    ),
  // risk
  'technique.population-table': (p) =>
    text(
      'The table of postal codes is not usable',
      `Line ${number(p.row)} of the table for "${p.column}" has no number of people in its second cell.`,
      'Write a postal code and a number of people in every line.',
    ),
  'risk.bad-weight': (p) =>
    text(
      'A sampling weight is not a number above 0',
      `Row ${number(p.row)} of "${p.column}" is missing, not a number, or not above 0 and up to a million million.`,
      'Correct the row, or choose another column of weights.',
    ),
  'risk.population-column': (p) =>
    text('The population table lacks a column', `It has no column "${p.column}".`, 'Add the column, or leave it out.'),
  'risk.population-count': (p) =>
    text(
      'A count of the population is not a number',
      `Row ${number(p.row)} of "${p.column}" is not a whole number from 0.`,
      'Correct the row, or choose another count column.',
    ),
  'risk.too-many-values': (p) =>
    text(
      'There are too many combinations to count',
      `The quasi-identifiers of ${count(p.records, 'record')} have more than 9,007,199,254,740,991 possible combinations at once.`,
      'Take fewer records.',
    ),
  'risk.unknown-column': (p) =>
    text('A quasi-identifier is not in the data', `There is no column "${p.column}".`, 'Correct the recipe.'),
  // identities, people and packages
  'card.expired': (p) =>
    text(
      'The identity card has expired',
      `The card of ${p.name} was valid until ${p.expires}.`,
      'Ask this person for a new card.',
    ),
  'card.malformed': (p) =>
    text(
      'The identity card is not in order',
      `Its part "${p.where}" is missing or not allowed.`,
      'Ask for the card again; in your own name leave out control and invisible characters.',
    ),
  'card.not-self-signed': () =>
    text(
      'The identity card is not signed by its own key',
      'Somebody else may have made it. It was not accepted.',
      'Ask the person for the card in another way.',
    ),
  'data.bad-descriptor': (p) =>
    text(
      'The description of the data is not in order',
      `Its part "${p.where}" does not fit the package.`,
      'Tell the issuer; the package has to be made again.',
    ),
  'data.damaged-chunk': (p) =>
    text(
      'The data failed their integrity check',
      `A piece of the data (at byte ${p.offset}) was changed after it was sealed. Nothing of it is shown.`,
      'Ask for the package again.',
    ),
  'data.expands-too-far': () =>
    text(
      'The data are not what they claim to be',
      'They would become far larger than the package says. Nothing of them is shown.',
      'Tell the issuer.',
    ),
  'data.no-such-table': () => text('There is no such table', 'The package does not hold it.'),
  'data.other-key': () =>
    text(
      'The data are sealed under another key',
      'This part does not belong to the package, or was sealed wrongly.',
      'Ask for the package again.',
    ),
  'data.truncated': () =>
    text('The data are cut off', 'The end of a sealed part is missing.', 'Ask for the package again.'),
  'data.wrong-bytes': () =>
    text(
      'The data are not the described ones',
      'Their length or digest differs from what the issuer wrote down. Nothing of them is shown.',
      'Tell the issuer.',
    ),
  'identity.damaged': () =>
    text(
      'The identity file cannot be read',
      'It is damaged, or it is not an identity of this application.',
      'Restore your identity from its backup.',
    ),
  'identity.exists': () =>
    text(
      'There is an identity here already',
      'A profile holds one identity, and it is not replaced.',
      'Use another profile for another person.',
    ),
  'identity.locked': () =>
    text('Your identity is locked', 'This needs your keys.', 'Unlock your identity with your passphrase.'),
  'identity.none': () =>
    text(
      'You have no identity yet',
      'This needs keys of your own.',
      'Make an identity, or restore one from its backup.',
    ),
  'identity.wrong-passphrase': () =>
    text(
      'The passphrase does not open this identity',
      'It is mistyped, or the identity file was changed.',
      'Try again. After many tries, restore the identity from its backup.',
    ),
  'key.grant-failed': () =>
    text(
      'The key in this licence cannot be opened',
      'It was made for other keys than yours.',
      'Did you restore an older backup? Otherwise send the issuer your current identity card.',
    ),
  'key.no-grant': () =>
    text(
      'The licence holds no key for you',
      'It names you, but the key was not wrapped for your identity.',
      'Ask the issuer for a renewal.',
    ),
  'key.unsafe-point': () =>
    text(
      'A key is not safe to use',
      'It is one of the few keys that protect nothing. It was refused.',
      'Ask for a new identity card or package.',
    ),
  'key.wrong-key': () =>
    text(
      'The key in this licence is not that of the package',
      'The licence opens, but its key is another one.',
      'Tell the issuer; the licence has to be made again.',
    ),
  'licence.other-package': () =>
    text(
      'The licence is for another package',
      'A licence in this file was made for other data.',
      'Ask for the package again.',
    ),
  'manifest.invalid': (p) =>
    text(
      'The table of contents of the package is not in order',
      `It is signed, but its part "${p.where}" is not allowed (${p.reference}).`,
      'Tell the issuer; a newer version of the application may be needed.',
    ),
  'manifest.section-mismatch': (p) =>
    text(
      'Parts of the package do not belong together',
      `The part "${p.part}" is not the one that was signed.`,
      'Do not use it; ask for the package again.',
    ),
  'package.damaged': () =>
    text(
      'The package was damaged on the way',
      'Its checksum does not fit.',
      'Copy the file again, or ask for it again.',
    ),
  'package.malformed': (p) =>
    text(
      'The package is not in order',
      `It is not built as a package must be (${p.where}, ${p.reference}). It was not opened.`,
      'Ask for the original file; do not pack it anew.',
    ),
  'package.mangled': () =>
    text(
      'The file was altered by a text-mode transfer',
      'Line ends or high bytes were changed on the way.',
      'Ask for it again as an attachment or in a ZIP file.',
    ),
  'package.newer-version': (p) =>
    text(
      'The package was made by a newer version',
      `It has the format ${p.version}; this application reads format 1.`,
      'Update the application.',
    ),
  'package.not-a-package': () =>
    text('This is not a data package', 'The file does not begin as a .bulla file does.', 'Choose another file.'),
  'package.trailing-bytes': (p) =>
    text(
      'Something was added to the package',
      `${count(p.bytes, 'byte')} follow after its end.`,
      'Ask for the original file.',
    ),
  'package.truncated': (p) =>
    text(
      'The package is incomplete',
      `The file has ${p.got} bytes; at least ${p.expected} are needed.`,
      'Copy the file again, or ask for it again.',
    ),
  'passphrase.too-short': (p) =>
    text(
      'The passphrase is too short',
      `At least ${p.minimum} characters are needed.`,
      'Take four or more random words.',
    ),
  'signature.invalid': () =>
    text(
      'The content was changed after signing',
      'The signature does not fit what is in the file.',
      'Do not use it; tell the sender.',
    ),
  'signature.malformed': (p) =>
    text(
      'A signed document is not in order',
      `It is not written as it must be (${p.where}). It was not read further.`,
      'Ask for the original file.',
    ),
  'signature.missing': () =>
    text('The signature is missing', 'Nobody signed this document, or too many did.', 'Ask for the original file.'),
  'signature.not-issuer': () =>
    text(
      'The signature is not that of the stated issuer',
      'Somebody else signed in the name of the issuer.',
      'Do not use it; tell the issuer.',
    ),
  'signature.unknown-signer': (p) =>
    text(
      'Signed by somebody you have not verified',
      p.words
        ? `The card in the package says ${p.name}, with the words: ${p.words}.`
        : 'The signer is not among the people you trust.',
      'Compare the words by telephone, then add the sender.',
    ),
  'signature.unsafe-key': () =>
    text('The signing key is not safe', 'Anybody could sign with it. It was refused.', 'Tell the sender.'),
  'signature.wrong-kind': (p) =>
    text(
      'This is another kind of document',
      `A document of the type ${p.expected} was expected.`,
      'Choose another file.',
    ),
  'table.too-large': (p) =>
    text('The table is too large for one package', `At most ${p.limit} bytes fit.`, 'Release fewer columns or rows.'),
  'text.not-base58': () => text('The document is damaged', 'A name of a key is not base58.'),
  'trust.card-changed': (p) =>
    text(
      'The card is no longer the one you compared',
      `The file was exchanged after its words were shown. It now holds another card, in the name of ${p.name}.`,
      'Ask the person for the card again, and compare the words once more. Nobody was added.',
    ),
  'trust.key-changed': (p) =>
    text(
      'The keys on this card are not the ones you verified',
      `You know ${p.name} with another agreement key.`,
      'Ask by telephone whether the keys were changed; remove the old card only then.',
    ),
  'trust.unknown-person': () =>
    text('This person is not known here', 'There is no identity card of this person.', 'Add the identity card first.'),
  // licences and their use
  'clock.before-issue': (p) =>
    text(
      'The clock of this computer is behind',
      `It shows ${moment(p.now)}, which is before the licence was issued.`,
      'Set the date and time of this computer, then open the package again.',
    ),
  'clock.set-back': (p) =>
    text(
      'The clock of this computer was set back',
      `It shows ${moment(p.now)}, but a later time was seen here before.`,
      'Set the date and time of this computer, then open the package again.',
    ),
  'data.not-the-schema': (p) =>
    text(
      'The table is not what the package announces',
      `The data differ from the data dictionary near row ${number(p.row)}. Nothing was shown.`,
      'Tell the sender; the package has to be made again.',
    ),
  'licence.action-not-permitted': (p) =>
    text(
      'The licence does not permit this',
      `Nothing in the licence permits you to ${action(p.action)}.`,
      'Ask the contact named in the licence for a renewal that permits it.',
    ),
  'licence.action-prohibited': (p) =>
    text(
      'The licence prohibits this',
      `The licence says that you may not ${action(p.action)}.`,
      'Ask the contact named in the licence for a renewal that permits it.',
    ),
  'licence.agreement-not-accepted': (p) =>
    text(
      'The agreement has not been accepted',
      `The licence asks you to accept "${p.agreement}" first.`,
      'Read the agreement and accept it, then open the package.',
    ),
  'licence.contradictory': (p) =>
    text(
      'The licence contradicts itself',
      `It both permits and prohibits to ${action(p.action)}. Which of the two was meant cannot be guessed.`,
      'Ask the sender for a corrected licence.',
    ),
  'licence.draft-refused': (p) =>
    text(
      'The licence cannot be issued yet',
      `Something in it needs correcting first: ${String(p.problem).replaceAll('-', ' ')}.`,
      'Look at the warnings beside the licence.',
    ),
  'licence.expired': (p) =>
    text(
      'The licence has expired',
      `It ended on ${moment(p.at)}. The application no longer opens the data.`,
      'Ask the contact named in the licence for a renewal. You will not need the data again.',
    ),
  'licence.malformed': (p) =>
    text(
      'The licence is malformed',
      `The part "${p.where}" is missing, of the wrong form, or does not agree with the rest. It was not applied.`,
      'Ask the sender for a corrected licence.',
    ),
  'licence.missing': () =>
    text('The package carries no licence', 'Without a licence it cannot be opened.', 'Ask the sender for a licence.'),
  'licence.not-for-you': (p) =>
    text(
      'The package is for somebody else',
      `Its licence is for ${p.names}.`,
      'Send your identity card to the sender and ask for a licence that names you.',
    ),
  'licence.not-yet-valid': (p) =>
    text('The licence has not started yet', `It starts on ${moment(p.at)}.`, 'Open the package again after that.'),
  'licence.other-device': () =>
    text(
      'The licence is for another computer',
      'It names you, but binds the data to the computer from which your identity card came.',
      'Open the package there, or send the card of this computer and ask for a renewal.',
    ),
  'licence.purpose-not-permitted': () =>
    text(
      'The licence does not permit this purpose',
      'The purpose that you stated is not among those that the licence permits.',
      'Choose a permitted purpose if it is truly yours, or ask the contact named in the licence.',
    ),
  'licence.role-lacks-right': (p) =>
    text(
      'Your role does not have this right',
      `The licence gives it to another role than yours${p.roles === '' ? '' : ` (${roles(p.roles)})`}.`,
      'Ask the contact named in the licence.',
    ),
  'licence.unsupported-term': (p) =>
    text(
      'The licence uses a rule that this version does not know',
      `"${p.term}" is unknown here, and what is not known cannot be kept. The licence was not applied.`,
      'Update the application, or ask the sender for a licence without this rule.',
    ),
  'log.untrusted': () =>
    text(
      'The usage log is damaged',
      'The log of this profile was altered, shortened or lost, so licensed data stay closed. The log can still be read and exported.',
      'Export the log and send it to the issuer of the data.',
    ),
  'session.closed': () =>
    text('The package is closed', 'It was closed, or the identity was locked.', 'Open the package again.'),
  'session.too-many': (p) =>
    text('Too many packages are open', `At most ${number(p.limit)} can be open at once.`, 'Close one of them first.'),
  'session.unknown-purpose': () =>
    text(
      'This purpose is unknown',
      'The purpose is not one of the Data Use Ontology that the application knows.',
      'State GRU, HMB, DS or POA.',
    ),
  'tabulate.all-withheld': (p) =>
    text(
      'Every group is too small to be shown',
      `No group has ${number(p.minimum)} records or more, or the small ones could be worked out from those that have.`,
      'Group by fewer columns.',
    ),
  'tabulate.not-numeric': (p) =>
    text(
      'This column has no numbers to add up',
      `The column "${p.column}" holds text.`,
      'Count instead, or choose a column of numbers.',
    ),
  'tabulate.repeated-column': () =>
    text('A column stands twice', 'Each column can be grouped by once.', 'Take one of them away.'),
  'tabulate.too-few-rows': (p) =>
    text(
      'Too few records for a table',
      `The filter takes, or leaves out, fewer than ${number(p.minimum)} records. The licence permits no figures about so few.`,
      'Widen the filter.',
    ),
  'tabulate.too-many-cells': (p) =>
    text(
      'The table would be too large',
      `It would have more than ${number(p.limit)} cells.`,
      'Group by fewer columns, or by columns with fewer values.',
    ),
  'tabulate.unknown-column': (p) =>
    text(
      'There is no such column',
      `The data have no column "${p.column}".`,
      'Choose a column of the data dictionary.',
    ),
  // the usage log, of this profile and exported ones
  'audit.anchor-lost': () =>
    text(
      'The second copy of the log head was missing',
      'The file audit.anchor of this profile was gone. It was written again, and the log says so.',
      'If nobody removed it on purpose, export the log and show it to whoever audits you.',
    ),
  'audit.chain-broken': () =>
    text(
      'The usage log was altered',
      'An entry no longer fits the one before it. Data stays closed.',
      'Export the log as it is, and show it to whoever audits you.',
    ),
  'audit.csv-differs': () =>
    text(
      'The table in the export was altered',
      'The entries hold, but entries.csv does not say the same as they do.',
      'Read the entries in this application, and ask for a new export.',
    ),
  'audit.damaged': () =>
    text(
      'The usage log is damaged',
      'The database of the log can no longer be read in full. Data stays closed.',
      'Export what can be read, then restore the profile folder from a backup.',
    ),
  'audit.damaged-file': () =>
    text(
      'The export is damaged',
      'The file is a log export, but it is incomplete or was changed outside its contents.',
      'Ask for the file again.',
    ),
  'audit.entry-added': (p) =>
    text(
      'An entry was added to the log',
      p.seq === undefined
        ? 'The log holds an entry that its signed head does not cover.'
        : `At entry ${number(p.seq)} there is more than the signed head covers.`,
      'Do not rely on this log. Ask its owner for an explanation.',
    ),
  'audit.entry-changed': (p) =>
    text(
      'An entry of the log was changed',
      p.seq === undefined
        ? 'An entry no longer has the fingerprint that the next one names.'
        : `Entry ${number(p.seq)} no longer has the fingerprint that the next one names.`,
      'Do not rely on this log. Ask its owner for an explanation.',
    ),
  'audit.entry-missing': (p) =>
    text(
      'An entry of the log is missing',
      p.seq === undefined ? 'The numbers of the entries have a gap.' : `Entry ${number(p.seq)} is not there.`,
      'Do not rely on this log. Ask its owner for an explanation.',
    ),
  'audit.forked': () =>
    text(
      'This is another history of the same log',
      'It differs from what was seen of this log before: one of the two was rewritten.',
      'Keep both, and ask the owner for an explanation.',
    ),
  'audit.head-forged': () =>
    text(
      'The signature of the log is not valid',
      "The head of the log was not signed by the log's key.",
      'Do not rely on this log. Ask its owner for a new export.',
    ),
  'audit.key-missing': () =>
    text(
      'The key of the usage log is missing',
      'The file log.key of this profile is gone or damaged: nothing can be logged, and data stays closed.',
      'Restore log.key from a backup of the profile folder.',
    ),
  'audit.malformed': (p) =>
    text(
      'An entry of the log cannot be read',
      p.seq === undefined
        ? 'An entry is not in the form of a log entry.'
        : `What stands at entry ${number(p.seq)} is not in the form of a log entry.`,
      'Do not rely on this log. Ask its owner for a new export.',
    ),
  'audit.missing': () =>
    text(
      'The usage log is gone',
      'This profile had a log, and its database is no longer there. Data stays closed.',
      'Restore audit.db from a backup of the profile folder.',
    ),
  'audit.no-owner': () =>
    text(
      'The log has no owner',
      'No identity has signed for this log: it was exported before one was made.',
      'Ask for an export that was made after the identity was unlocked once.',
    ),
  'audit.not-an-export': () =>
    text('This is not a log export', 'The file does not start like one.', 'Choose a file that ends in .bulla-log.'),
  'audit.other-log': () =>
    text(
      'This computer kept another log before',
      'You verified an earlier log of the same person on the same computer, and this is a new one: the first was thrown away.',
      'Ask for an export of the first log. Do not take this one for all that was done.',
    ),
  'audit.other-owner': () =>
    text(
      'This is the log of somebody else',
      'The export is signed, but by another person than the one you asked about.',
      'Choose the right file, or the right person.',
    ),
  'audit.owner-forged': () =>
    text(
      'The owner of the log is not proven',
      'The card or the certificate in the export does not fit this log.',
      'Do not rely on this log. Ask its owner for a new export.',
    ),
  'audit.reordered': (p) =>
    text(
      'Entries of the log were put in another order',
      p.seq === undefined
        ? 'The numbers do not rise by one.'
        : `From entry ${number(p.seq)} on, the numbers do not rise by one.`,
      'Do not rely on this log. Ask its owner for an explanation.',
    ),
  'audit.rewritten': () =>
    text(
      'The log was rewritten',
      'The links between the entries hold, but together they are not what was signed: entries were changed and linked anew, or the last one was changed.',
      'Do not rely on this log. Ask its owner for an explanation.',
    ),
  'audit.rolled-back': () =>
    text(
      'The usage log was set back',
      'It is older than the last head that this profile noted. Data stays closed.',
      'Put the newer audit.db back. If there is none, export the log and show it to whoever audits you.',
    ),
  'audit.shortened': (p) =>
    text(
      'The log was shortened',
      p.entries === undefined
        ? 'Entries at its end are missing.'
        : `It has ${p.entries === 1 ? '1 entry' : `${number(p.entries)} entries`}, but there were at least ${number(p.expected)}.`,
      'Ask its owner for a complete, newer export.',
    ),
  'audit.source-unknown': () =>
    text('The export is no longer open', 'It was verified in an earlier run.', 'Verify the file again.'),
  'audit.state-changed': () =>
    text(
      'The usage log was altered',
      'The size or the fingerprint that the log keeps of itself is not the signed one. Data stays closed.',
      'Export the log as it is, and show it to whoever audits you.',
    ),
  'audit.time-reversed': (p) =>
    text(
      'The times of the log contradict each other',
      `At entry ${number(p.seq)} the running time of the application goes back, which a clock that is set cannot cause.`,
      'Do not rely on this log. Ask its owner for an explanation.',
    ),
  'audit.unknown-owner': () =>
    text(
      'The owner of this log is not known here',
      'The export holds by itself, but nobody here has added the card of the person who signed it.',
      'Add the card of that person after comparing its words, then verify again.',
    ),
  'log.invalid-event': (p) =>
    text(
      'The usage could not be written down',
      `The part "${p.where}" does not fit the usage log. Nothing was released.`,
      'Please report this.',
    ),
  'log.unavailable': () =>
    text(
      'The usage log cannot be written',
      'What is not written down is not done: nothing was released.',
      'See what the Review page says about the log, and whether the disk is full.',
    ),
  // the profile and its store
  'profile.in-use': () =>
    text(
      'This profile is already in use',
      'Another window or command works with the same profile folder.',
      'Close it, or choose another profile.',
    ),
  'recent.unknown': () =>
    text('The file is no longer in the list', 'It was replaced by newer ones.', 'Choose the file again.'),
  'store.damaged': (p) =>
    text(
      'The profile is damaged',
      `${p.file} in the profile folder can no longer be read.`,
      'Restore the profile folder from a backup.',
    ),
  'store.newer': (p) =>
    text(
      'The profile is from a newer version',
      `${p.file} was written by a newer version of the application.`,
      'Use that version.',
    ),
  'store.not-durable': () =>
    text(
      'The profile folder cannot be used',
      'The disk or file system does not let the application make its records durable.',
      'Put the profile folder on a local disk.',
    ),
  'store.not-writable': (p) =>
    text(
      'The profile cannot be written',
      `${p.file} in the profile folder cannot be opened or written.`,
      'Check the permissions of the profile folder, and the disk.',
    ),
};

export function errorText(error: ErrorData): ErrorText {
  const entry = Object.hasOwn(ERROR_TEXTS, error.code) ? ERROR_TEXTS[error.code] : undefined;
  return entry ? entry(error.params) : text('Something went wrong', `The application reported "${error.code}".`);
}

export const ERROR_CODES: readonly string[] = Object.keys(ERROR_TEXTS);
