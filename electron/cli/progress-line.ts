/** One line on a terminal's standard error that is written over; nothing anywhere else. */
import type { Progress } from '@shared/std/task.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  tell(text: string): void;
  clear(): void;
}

const WORDS: Readonly<Record<string, string>> = {
  'csv.read': 'Reading',
  'csv.write': 'Writing',
  'assess.attacks': 'Attacking the release',
  'assess.linkage': 'Linking records',
  'assess.lint': 'Looking at the released cells',
  'assess.utility': 'Measuring utility',
  'protect.release': 'Measuring the release',
  'protect.transform': 'Preparing the columns',
  'risk.assess': 'Assessing risk',
  'risk.measure': 'Measuring risk',
  search: 'Searching',
};

export function progressLine(stream: { readonly isTTY?: boolean; write(text: string): unknown }): ProgressLine {
  let isShown = false;
  if (!stream.isTTY) return { show() {}, tell() {}, clear() {} };
  const tell = (text: string) => {
    isShown = true;
    stream.write(`\r\u001b[2K${text}`);
  };
  return {
    show: (progress) => tell(describe(progress)),
    tell,
    clear() {
      if (isShown) stream.write('\r\u001b[2K');
      isShown = false;
    },
  };
}

export function describe({ phase, done, total, unit }: Progress): string {
  const words = WORDS[phase] ?? phase.replace(/[.-]/g, ' ');
  if (total !== undefined && total > 0) return `${words}: ${Math.floor((100 * Math.min(done, total)) / total)} %`;
  return `${words}: ${done} ${unit}`;
}
