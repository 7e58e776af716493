import type { TradeOff } from '@shared/deidentification/trade-off/trade-off.ts';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { levelWords } from '../words.ts';
import { pointOf } from './explore-view.ts';

/** The levels of one release, column by column, with those of the present one. */
export function LevelBars({
  tradeOff,
  levels,
  now,
  kIndex,
}: {
  readonly tradeOff: TradeOff;
  readonly levels: readonly number[];
  /** Of the release that was calculated last. */
  readonly now: Readonly<Record<string, number>>;
  readonly kIndex: number;
}) {
  const point = pointOf(tradeOff, levels, kIndex);
  return (
    <div className="stack">
      <ul className="levels" aria-label="Levels">
        {tradeOff.columns.map((name, at) => {
          const level = levels[at] ?? 0;
          const height = tradeOff.heights[at] ?? 1;
          const old = Object.hasOwn(now, name) ? now[name] : undefined;
          return (
            <li key={name} className="levels__row">
              <span className="levels__name">{name}</span>
              <span className="levels__words muted numeric">
                {levelWords(level, height)}
                {old === undefined || old === level ? '' : `, now ${old}`}
              </span>
              <span className="levels__track" aria-hidden>
                {Array.from({ length: height }, (_, step) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the steps are the levels
                  <span key={step} className="levels__step" data-on={step <= level ? true : undefined} />
                ))}
              </span>
            </li>
          );
        })}
      </ul>
      {point === null ? null : (
        <Facts
          items={[
            {
              term: 'Rows left out',
              value: `${formatCount(point.suppressedRows)} (${formatShare(point.suppressedShare)})`,
            },
            { term: 'Highest risk', value: formatShare(point.highestRisk) },
            { term: 'Average risk', value: formatShare(point.averageRisk) },
          ]}
        />
      )}
    </div>
  );
}
