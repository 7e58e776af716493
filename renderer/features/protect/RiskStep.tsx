import type { Recipe } from '@shared/deidentification/recipe.ts';
import { explain, type RiskKey, type UtilityKey } from '@shared/risk/explanations.ts';
import type { AttackerRisk, RiskReport } from '@shared/risk/risk-report.ts';
import type { UtilityReport } from '@shared/utility/utility-report.ts';
import { useState } from 'react';
import { ClassSizes } from '../../charts/ClassSizes.tsx';
import { Distribution } from '../../charts/Distribution.tsx';
import { Gauge } from '../../charts/Gauge.tsx';
import type { Tone } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatList, formatPlural, formatShare } from '../../ui/format.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { type Explanation, HowComputed, Stat } from '../../ui/Stat.tsx';
import { Table } from '../../ui/Table.tsx';
import { Compare } from './Compare.tsx';
import { NoData } from './ColumnsStep.tsx';
import { useProtect } from './protect-context.tsx';
import { RiskSettings } from './RiskSettings.tsx';
import { RunStatus } from './RunStatus.tsx';
import { StepHead } from './StepHead.tsx';
import { isStale, type Preview } from './state.ts';
import { levelWords } from './words.ts';

export function RiskStep() {
  const dataset = useProtect((state) => state.dataset);
  const recipe = useProtect((state) => state.history?.present.recipe);
  const preview = useProtect((state) => state.preview);
  const stale = useProtect(isStale);
  const isRunning = useProtect((state) => state.running !== null);
  const hasFailed = useProtect((state) => state.previewError !== null);
  const [view, setView] = useState<'numbers' | 'rows'>('numbers');
  if (!dataset || !recipe) return <NoData />;
  const isOld = stale || isRunning || hasFailed;
  return (
    <>
      <StepHead
        step="risk"
        sentence={preview && !isOld ? headline(preview) : 'What could be found out about people, before and after.'}
      />
      <RunStatus />
      {preview ? (
        <div className={isOld ? 'is-stale risk' : 'risk'}>
          <Segmented
            label="View"
            items={[
              { id: 'numbers', label: 'Numbers' },
              { id: 'rows', label: 'Rows before and after' },
            ]}
            value={view}
            onChange={setView}
          />
          {view === 'rows' ? (
            <Compare dataset={dataset} preview={preview} />
          ) : (
            <Numbers preview={preview} recipe={recipe} />
          )}
        </div>
      ) : (
        <>
          {/* A population table that is not at hand any more keeps the first result away: it is chosen again here. */}
          <RiskSettings recipe={recipe} />
          <EmptyState title="Nothing was calculated yet">
            The numbers appear here as soon as the recipe has been applied once.
          </EmptyState>
        </>
      )}
    </>
  );
}

/** '3 of 20,000 people can be singled out. Target: none.' */
function headline({ report }: Preview): string {
  return `${explain('risk.uniques', report.risk.after).sentence} Target: none.`;
}

function Numbers({ preview, recipe }: { readonly preview: Preview; readonly recipe: Recipe }) {
  const { before, after } = preview.report.risk;
  return (
    <>
      <Headline before={before} after={after} />
      <RiskSettings recipe={recipe} />
      <Attackers before={before} after={after} />
      <div className="two">
        <Card
          title="Sizes of the groups"
          actions={<HowComputed explanation={how('Sizes of the groups', 'risk.classSizes', after)} />}
        >
          <ClassSizes
            before={before.classSizes}
            after={after.classSizes}
            summary={explain('risk.classSizes', after).sentence}
          />
        </Card>
        <Above before={before} after={after} />
      </div>
      <Contributions before={before} after={after} />
      <Loss preview={preview} />
    </>
  );
}

function how(title: string, key: RiskKey, report: RiskReport): Explanation {
  return { title, paragraphs: [explain(key, report).how] };
}

function howUtility(title: string, key: UtilityKey, report: UtilityReport): Explanation {
  return { title, paragraphs: [explain(key, report).how] };
}

interface Pair {
  readonly before: RiskReport;
  readonly after: RiskReport;
}

function Headline({ before, after }: Pair) {
  return (
    <div className="headline">
      <Stat
        size="large"
        label="People who can be singled out"
        before={formatCount(before.uniques)}
        value={formatCount(after.uniques)}
        tone={after.uniques === 0 ? 'success' : 'danger'}
        verdict={after.uniques === 0 ? 'None' : 'Above the target'}
        threshold="Target: none"
        sentence={explain('risk.uniques', after).sentence}
        explanation={how('People who can be singled out', 'risk.uniques', after)}
      />
      <Stat
        size="large"
        label="Smallest group"
        before={formatCount(before.smallestClass)}
        value={formatCount(after.smallestClass)}
        unit={after.smallestClass === 1 ? 'person' : 'people'}
        sentence={explain('risk.smallestClass', after).sentence}
        explanation={how('Smallest group', 'risk.smallestClass', after)}
      />
      <Stat
        size="large"
        label="Groups that look alike"
        before={formatCount(before.classes)}
        value={formatCount(after.classes)}
        sentence={explain('risk.classes', after).sentence}
        explanation={how('Groups that look alike', 'risk.classes', after)}
      />
      {after.wildcard === null ? null : (
        <p className="headline__note muted">
          {explain('risk.wildcard', after).sentence}
          <HowComputed explanation={how('Missing cells', 'risk.wildcard', after)} />
        </p>
      )}
    </div>
  );
}

function toneOf(value: number, threshold: number): { tone: Tone; verdict: string } {
  return value <= threshold
    ? { tone: 'success', verdict: 'Within the threshold' }
    : { tone: 'danger', verdict: 'Above the threshold' };
}

function Attackers({ before, after }: Pair) {
  const threshold = `Threshold: ${formatShare(after.threshold)}`;
  return (
    <div className="three">
      <Attacker
        title="Somebody who knows that a person is in the data"
        name="Prosecutor"
        keyPrefix="risk.prosecutor"
        before={before.prosecutor}
        after={after.prosecutor}
        report={after}
      />
      <Attacker
        title="Somebody who does not know who is in the data"
        name="Journalist"
        keyPrefix="risk.journalist"
        before={before.journalist}
        after={after.journalist}
        report={after}
      />
      <Card title="Somebody who tries everybody" description="Marketer">
        <Stat
          label="Share of people found"
          before={formatShare(before.marketer)}
          value={formatShare(after.marketer)}
          threshold={threshold}
          {...toneOf(after.marketer, after.threshold)}
          sentence={explain('risk.marketer', after).sentence}
          explanation={how('Share of people found', 'risk.marketer', after)}
        >
          <Gauge
            label="Share of people found"
            value={after.marketer}
            before={before.marketer}
            threshold={after.threshold}
          />
        </Stat>
      </Card>
    </div>
  );
}

function Attacker({
  title,
  name,
  keyPrefix,
  before,
  after,
  report,
}: {
  readonly title: string;
  readonly name: string;
  readonly keyPrefix: 'risk.prosecutor' | 'risk.journalist';
  readonly before: AttackerRisk;
  readonly after: AttackerRisk;
  readonly report: RiskReport;
}) {
  return (
    <Card title={title} description={name}>
      <div className="stack">
        <Stat
          label="Highest risk of one person"
          before={formatShare(before.highest)}
          value={formatShare(after.highest)}
          threshold={`Threshold: ${formatShare(report.threshold)}`}
          {...toneOf(after.highest, report.threshold)}
          sentence={explain(`${keyPrefix}.highest`, report).sentence}
          explanation={how(`Highest risk, ${name.toLowerCase()}`, `${keyPrefix}.highest`, report)}
        >
          <Gauge
            label="Highest risk of one person"
            value={after.highest}
            before={before.highest}
            threshold={report.threshold}
          />
        </Stat>
        <Stat
          label="Average risk"
          before={formatShare(before.average)}
          value={formatShare(after.average)}
          sentence={explain(`${keyPrefix}.average`, report).sentence}
          explanation={how(`Average risk, ${name.toLowerCase()}`, `${keyPrefix}.average`, report)}
        />
        <Stat
          label="People at risk"
          before={formatShare(before.recordsAtRisk)}
          value={formatShare(after.recordsAtRisk)}
          tone={after.recordsAtRisk === 0 ? 'success' : 'danger'}
          verdict={after.recordsAtRisk === 0 ? 'None' : 'Above the target'}
          threshold="Target: none"
          sentence={explain(`${keyPrefix}.recordsAtRisk`, report).sentence}
          explanation={how(`People at risk, ${name.toLowerCase()}`, `${keyPrefix}.recordsAtRisk`, report)}
        />
        {keyPrefix === 'risk.journalist' && report.journalist.population === 'table' ? (
          <Stat
            label="People found in the population table"
            value={formatShare(report.journalist.matched)}
            {...(report.journalist.matched < 1 ? { tone: 'warning' as const, verdict: 'Not everybody' } : {})}
            sentence={explain('risk.journalist.matched', report).sentence}
            explanation={how('People found in the population table', 'risk.journalist.matched', report)}
          />
        ) : null}
      </div>
    </Card>
  );
}

function Above({ before, after }: Pair) {
  const rows = after.above.map((entry) => ({
    threshold: entry.threshold,
    before: before.above.find((other) => other.threshold === entry.threshold)?.share ?? 0,
    after: entry.share,
  }));
  return (
    <Card
      title="People above common thresholds"
      description="Share of people whose own risk is higher."
      actions={<HowComputed explanation={how('People above common thresholds', 'risk.above', after)} />}
      padding="none"
    >
      <Table
        label="People above common thresholds"
        density="compact"
        rows={rows}
        rowKey={(row) => String(row.threshold)}
        columns={[
          {
            id: 'threshold',
            header: 'Risk above',
            cell: (row) =>
              `${formatShare(row.threshold)}, fewer than ${Math.ceil(Number((1 / row.threshold).toFixed(2)))} alike`,
            isRowHeader: true,
          },
          { id: 'before', header: 'Before', cell: (row) => formatShare(row.before), align: 'end' },
          { id: 'after', header: 'After', cell: (row) => formatShare(row.after), align: 'end' },
        ]}
      />
    </Card>
  );
}

function Contributions({ before, after }: Pair) {
  return (
    <Card
      title="Which columns hurt most"
      description={explain('risk.contributions', before).sentence}
      actions={<HowComputed explanation={how('Which columns hurt most', 'risk.contributions', before)} />}
      padding="none"
    >
      <Table
        label="Which columns hurt most"
        density="compact"
        rows={before.contributions}
        rowKey={(row) => row.column}
        empty="There is no quasi-identifier."
        columns={[
          { id: 'column', header: 'Column', cell: (row) => row.column, isRowHeader: true },
          {
            id: 'uniques',
            header: 'Uniques gone without it, before',
            cell: (row) => formatCount(row.uniquesWithout),
            align: 'end',
          },
          {
            id: 'separation',
            header: 'Pairs told apart, before',
            cell: (row) => formatShare(row.separation),
            align: 'end',
          },
          {
            id: 'separation-after',
            header: 'After',
            cell: (row) => {
              const own = after.contributions.find((other) => other.column === row.column);
              return own ? formatShare(own.separation) : 'not released';
            },
            align: 'end',
          },
          {
            id: 'distinction',
            header: 'Distinct values by row, before',
            cell: (row) => formatShare(row.distinction),
            align: 'end',
          },
        ]}
      />
    </Card>
  );
}

function Loss({ preview }: { readonly preview: Preview }) {
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
          value={`${utility.averageClassSize.toFixed(1)} times k`}
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
