import { explain } from '@shared/risk/explanations.ts';
import { useState } from 'react';
import { Distribution } from '../../../charts/Distribution.tsx';
import { Card } from '../../../ui/Card.tsx';
import { formatCount, formatList, formatNumber, formatPlural, formatShare } from '../../../ui/format.ts';
import { HowComputed, Stat } from '../../../ui/Stat.tsx';
import type { Preview } from '../store/state.ts';
import { levelWords } from '../words.ts';
import { howUtility } from './explained.ts';

export function Loss({ preview }: { readonly preview: Preview }) {
  const { report } = preview;
  const { utility } = report;
  const [selected, setSelected] = useState<string | null>(null);
  // A column that is not released has no distribution to show.
  const removed = utility.columns.filter((entry) => entry.before.length === 0);
  const worst = utility.columns.filter((entry) => entry.before.length > 0).sort((a, b) => b.loss - a.loss);
  const column = worst.find((entry) => entry.column === selected) ?? worst[0];
  const levelOf = (name: string) => {
    const level = report.levels[name];
    return level === undefined ? '' : levelWords(level, report.heights[name] ?? 1);
  };
  return (
    <Card
      title="What is lost"
      description={removed.length === 0 ? '' : `Not released: ${formatList(removed.map((entry) => entry.column))}.`}
      actions={<HowComputed explanation={howUtility('What is lost in a column', 'utility.columns', utility)} />}
    >
      <div className="headline headline--flat">
        <Stat
          label="Detail lost"
          value={formatShare(utility.loss)}
          sentence={explain('utility.loss', utility).sentence}
          explanation={howUtility('Detail lost', 'utility.loss', utility)}
        />
        <Stat
          label="Rows left out"
          value={formatCount(utility.suppressedRows)}
          unit={`of ${formatCount(utility.rowsIn)}`}
          sentence={explain('utility.suppressedRows', utility).sentence}
          explanation={howUtility('Rows left out', 'utility.suppressedRows', utility)}
        />
        <Stat
          label="Cells that lost their value"
          value={formatCount(utility.suppressedCells)}
          sentence={explain('utility.suppressedCells', utility).sentence}
          explanation={howUtility('Cells that lost their value', 'utility.suppressedCells', utility)}
        />
        <Stat
          label="Average group"
          value={`${formatNumber(utility.averageClassSize, 1)} times k`}
          sentence={explain('utility.averageClassSize', utility).sentence}
          explanation={howUtility('Average group', 'utility.averageClassSize', utility)}
        />
      </div>
      <div className="loss">
        <ul className="techniques__list loss__list" aria-label="Columns, the one that loses most first">
          {worst.map((entry) => (
            <li key={entry.column}>
              <button
                type="button"
                className="techniques__column"
                aria-current={entry.column === column?.column}
                onClick={() => setSelected(entry.column)}
              >
                <span className="techniques__name">{entry.column}</span>
                <span className="techniques__words numeric">
                  {formatShare(entry.loss)} lost
                  {levelOf(entry.column) === '' ? '' : ` · ${levelOf(entry.column)}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <div className="loss__chart">
          {column ? (
            <Distribution
              key={column.column}
              title={column.column}
              before={column.before}
              after={column.after}
              total={utility.rowsIn}
              summary={`${formatShare(column.totalVariation)} of the rows would have to change for the two to be the same. ${formatPlural(column.suppressedCells, 'cell')} lost ${column.suppressedCells === 1 ? 'its' : 'their'} value.`}
            />
          ) : null}
        </div>
      </div>
    </Card>
  );
}
