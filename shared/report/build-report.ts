/** The release report from its facts. External: only what is built here for everybody; nothing is taken out afterwards. */
import { explain } from '../risk/explanations.ts';
import { assessmentChapters } from './assessment-chapters.ts';
import { buildChecklist } from './build-checklist.ts';
import { dataChapter } from './data-chapter.ts';
import { externalFacts, type ReleaseFacts } from './release-facts.ts';
import type { Audience, Chapter, ReleaseReport } from './release-report.ts';
import { riskChapter } from './risk-chapter.ts';
import { utilityChapter } from './utility-chapter.ts';

export interface ReportFrame {
  readonly audience: Audience;
  /** UTC, to the second. */
  readonly created: string;
  readonly tool: string;
  /** The dataset's file name. */
  readonly title: string;
}

const LEFT_OUT: readonly string[] = [
  'the name and the place of the dataset',
  'the recipe: its hash, its seed, its hierarchies, and every parameter of a technique',
  'columns that are not released, but for their number',
  'values of the data: distributions, values that make records special, what cells were found to hold',
  'numbers of rows of the original',
  'the figures of the original, but for those of the comparison of risk',
];

const LIMITS: readonly string[] = [
  'The figures are about the columns that were named as known to others. Who knows more finds more.',
  'Attacks that failed here are not a proof: other attacks and other data exist, and both grow.',
  'A release is judged by itself. Together with an earlier or a later one of the same people it can say more.',
  'Whether data are personal data is a question of law and of context, which no figure answers.',
];

export function buildReport(given: ReleaseFacts, frame: ReportFrame): ReleaseReport {
  const isInternal = frame.audience === 'internal';
  const facts = isInternal ? given : externalFacts(given);
  return {
    bulla: 'release-report/1',
    audience: frame.audience,
    created: frame.created,
    tool: frame.tool,
    title: isInternal ? frame.title : 'Release',
    chapters: [
      summary(facts),
      dataChapter(facts, isInternal),
      riskChapter(facts, isInternal),
      ...assessmentChapters(facts, isInternal),
      utilityChapter(facts, isInternal),
    ],
    checklist: buildChecklist(facts),
    leftOut: isInternal ? [] : LEFT_OUT,
    limits: LIMITS,
  };
}

function summary({ report }: ReleaseFacts): Chapter {
  const { before, after } = report.risk;
  return {
    id: 'summary',
    title: 'In short',
    blocks: [
      {
        type: 'sentences',
        sentences: [
          `Before: ${explain('risk.uniques', before).sentence}`,
          `In the release: ${explain('risk.uniques', after).sentence}`,
          explain('risk.prosecutor.highest', after).sentence,
          explain('protection.models', report).sentence,
          explain('utility.rowsOut', report.utility).sentence,
          explain('utility.loss', report.utility).sentence,
        ],
      },
    ],
  };
}
