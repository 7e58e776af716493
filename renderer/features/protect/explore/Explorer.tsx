import type { Recipe } from '@shared/deidentification/recipe.ts';
import { bestWithin, type FrontierNode, pointAt, type TradeOff } from '@shared/deidentification/trade-off/trade-off.ts';
import { useDeferredValue, useMemo, useState } from 'react';
import { TradeOffPlot } from '../../../charts/TradeOffPlot.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { formatCount, formatList, formatNumber, formatPlural, formatShare } from '../../../ui/format.ts';
import { Slider } from '../../../ui/Slider.tsx';
import { Table } from '../../../ui/Table.tsx';
import { fixedColumns, fixLevels, freeLevels, setSuppressionLimit } from '../models/model-edits.ts';
import { useActions, useProtect } from '../protect-context.tsx';
import { kOf, setK } from '../recipe-edits.ts';
import type { Preview } from '../store/state.ts';
import {
  curveOver,
  frontierRows,
  kIndexOf,
  levelsByColumn,
  LIMIT_STEP,
  MAX_LIMIT,
  nearestPoint,
  plottedPoints,
  pointOf,
} from './explore-view.ts';
import { FrontierTable } from './FrontierTable.tsx';
import { LevelBars } from './LevelBars.tsx';
import { Strategies } from './Strategies.tsx';

/** Sliders, the plot of all releases that could be, and the one that is looked at. */
export function Explorer({
  tradeOff,
  recipe,
  preview,
}: {
  readonly tradeOff: TradeOff;
  readonly recipe: Recipe;
  readonly preview: Preview;
}) {
  const actions = useActions();
  const strategies = useProtect((state) => state.strategies);
  const [kIndex, setKIndex] = useState(() => kIndexOf(tradeOff, kOf(recipe) ?? tradeOff.chosenK));
  const [limit, setLimit] = useState(() => (recipe.search.type === 'optimal' ? recipe.search.suppressionLimit : 0));
  const [picked, setPicked] = useState<readonly number[] | null>(null);
  const k = tradeOff.ks[kIndex] ?? tradeOff.chosenK;
  const best = bestWithin(tradeOff, k, limit);
  // The sliders answer at once, the plot of many dots a moment later.
  const drawnIndex = useDeferredValue(kIndex);
  const drawnLimit = useDeferredValue(limit);
  const points = useMemo(() => plottedPoints(tradeOff, drawnIndex), [tradeOff, drawnIndex]);
  const dots = useMemo(
    () => points.map(({ x, y, suppressedShare }) => ({ x, y, isWithin: suppressedShare <= drawnLimit })),
    [points, drawnLimit],
  );
  const placeOf = (levels: readonly number[] | undefined) => {
    const point = levels === undefined ? null : pointOf(tradeOff, levels, kIndex);
    return point === null ? null : { x: point.score, y: point.averageRisk };
  };
  const shown = picked ?? best?.levels ?? null;
  const fixed = fixedColumns(recipe);

  return (
    <>
      <Card
        title="What if?"
        description={`${formatPlural(tradeOff.nodes.total, 'combination')} of levels were weighed in one pass, so the sliders answer at once. Nothing is changed until you take it over.`}
      >
        <div className="stack">
          <div className="two two--fields">
            <div className="explore__slider">
              <Slider
                label={`Smallest group: ${formatCount(k)} people`}
                hasOutput={false}
                minValue={0}
                maxValue={tradeOff.ks.length - 1}
                step={1}
                value={kIndex}
                onChange={(next) => {
                  setKIndex(next);
                  setPicked(null);
                }}
              />
            </div>
            <div className="explore__slider">
              <Slider
                label={`Rows that may be left out: at most ${formatShare(limit)}`}
                hasOutput={false}
                minValue={0}
                maxValue={Math.max(MAX_LIMIT, limit)}
                step={LIMIT_STEP}
                value={limit}
                onChange={(next) => {
                  setLimit(next);
                  setPicked(null);
                }}
              />
            </div>
          </div>
          <p className="explore__answer" aria-live="polite">
            {answerWords(tradeOff, k, limit, best)}
          </p>
          <Notes tradeOff={tradeOff} />
          <div className="explore__actions">
            <Button
              variant="primary"
              isDisabled={best === null || recipe.search.type !== 'optimal'}
              onPress={() => actions.editRecipe((old) => setSuppressionLimit(setK(old, k), limit))}
            >
              Take over k and the limit
            </Button>
            <Button
              isDisabled={shown === null}
              onPress={() =>
                actions.editRecipe((old) =>
                  shown === null ? old : fixLevels(setK(old, k), levelsByColumn(tradeOff, shown)),
                )
              }
            >
              Fix these levels
            </Button>
            {fixed.length === 0 ? null : (
              <Button variant="quiet" onPress={() => actions.editRecipe(freeLevels)}>
                Let the search choose the levels again
              </Button>
            )}
          </div>
        </div>
      </Card>
      <div className="explore__main">
        <Card
          title="Risk against utility"
          description="Each dot is a release that could be. Press on one to look at its levels."
        >
          <ul className="chart__legend">
            <li>
              <span className="chart__swatch chart__swatch--within" aria-hidden /> Within the limit
            </li>
            <li>
              <span className="chart__swatch chart__swatch--before" aria-hidden /> Leaves out more rows
            </li>
            <li>
              <span className="chart__swatch chart__swatch--after" aria-hidden /> The best by the sliders
            </li>
            <li>
              <span className="chart__swatch chart__swatch--strategy" aria-hidden /> Strategies
            </li>
          </ul>
          <TradeOffPlot
            label={plotWords(dots.length, k)}
            points={dots}
            chosen={placeOf(best?.levels)}
            selected={placeOf(picked ?? undefined)}
            strategies={strategies.flatMap(({ name, score, averageRisk }) =>
              score === null ? [] : [{ name, x: score, y: averageRisk }],
            )}
            onPick={(place, extent) => {
              const nearest = nearestPoint(points, place, extent);
              if (nearest) setPicked(pointAt(tradeOff, nearest.index, drawnIndex).levels);
            }}
          />
        </Card>
        <Card title={picked === null ? 'Levels of the best' : 'Levels of the dot that is looked at'}>
          {shown === null ? (
            <p className="muted">No combination of levels reaches this.</p>
          ) : (
            <LevelBars tradeOff={tradeOff} levels={shown} now={preview.report.levels} kIndex={kIndex} />
          )}
        </Card>
      </div>
      <div className="two">
        <Card title={`The best for k = ${formatCount(k)}, by rows left out`} padding="none">
          <FrontierTable
            tradeOff={tradeOff}
            nodes={frontierRows(tradeOff, k)}
            picked={shown}
            onPick={(node) => setPicked(node.levels)}
          />
        </Card>
        <Card title={`The best within ${formatShare(limit)} of rows left out, by k`} padding="none">
          <Table
            label="Detail lost by k"
            density="compact"
            rows={curveOver(tradeOff, limit)}
            rowKey={(row) => String(row.k)}
            isSelected={(row) => row.k === k}
            columns={[
              { id: 'k', header: 'Smallest group, k', cell: (row) => formatCount(row.k), isRowHeader: true },
              {
                id: 'score',
                header: 'Detail lost',
                cell: (row) => (row.score === null ? 'not reached' : formatNumber(row.score, 4)),
                align: 'end',
              },
            ]}
          />
        </Card>
      </div>
      <Strategies preview={preview} strategies={strategies} />
    </>
  );
}

export function answerWords(tradeOff: TradeOff, k: number, limit: number, best: FrontierNode | null): string {
  if (best === null) {
    return `No combination of levels has groups of ${formatCount(k)} with at most ${formatShare(limit)} of the rows left out.`;
  }
  const rows = best.suppressedRows;
  const share = tradeOff.rowCount === 0 ? 0 : rows / tradeOff.rowCount;
  const left =
    rows === 0
      ? 'no row is left out'
      : `${formatCount(rows)} of ${formatPlural(tradeOff.rowCount, 'row')} (${formatShare(share)}) are left out`;
  return `With groups of at least ${formatCount(k)}, ${left} and the loss of detail is ${formatNumber(best.score, 4)}.`;
}

function plotWords(count: number, k: number): string {
  return `Risk against detail lost for ${formatPlural(count, 'combination')} of levels at k = ${formatCount(k)}. The list of the best ones below says the same in numbers.`;
}

/** What the pass did not look at is said. */
function Notes({ tradeOff }: { readonly tradeOff: TradeOff }) {
  const notes = [
    tradeOff.modelsLeftOut.length === 0
      ? ''
      : `Only the size of groups varies here: ${formatList(tradeOff.modelsLeftOut)} may ask for more.`,
    tradeOff.isExact ? '' : 'There are too many combinations to weigh all of them: a better one may exist.',
    tradeOff.points.isThinned ? 'The plot shows a part of the dots, the tables all of the best.' : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? null : <p className="field__description">{notes.join(' ')}</p>;
}
