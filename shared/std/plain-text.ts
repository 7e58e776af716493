/**
 * Text from another person that is shown as it is: no control characters, nothing that reorders or hides letters
 * (bidirectional overrides, zero-width characters), so that a name cannot look like another one by trickery.
 */
const HIDDEN_OR_REORDERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
/** As above, but a text of several lines may hold line feeds and tabs. */
const HIDDEN_OR_REORDERING_BUT_LINES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** One line of at most `maximum` UTF-16 units. */
export function isPlainLine(text: string, maximum: number): boolean {
  return text.length <= maximum && text.isWellFormed() && !HIDDEN_OR_REORDERING.test(text);
}

/** Several lines, separated by line feeds; tabs are allowed. */
export function isPlainText(text: string, maximum: number): boolean {
  return text.length <= maximum && text.isWellFormed() && !HIDDEN_OR_REORDERING_BUT_LINES.test(text);
}
