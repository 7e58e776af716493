/** What every k and suppression limit would cost, as a terminal and as JSON show it. */
import { bestWithin, pointAt, type TradeOff } from '@shared/deidentification/trade-off/trade-off.ts';
import { decimal, percent, whole } from '@shared/risk/explanations.ts';
import { textTable } from './text-table.ts';

const LIMITS = [0, 0.01, 0.05, 0.1, 0.2];

/** One row a k: the least loss within each suppression limit, and the levels within 5 %. */
export function tradeOffText(tradeOff: TradeOff): string {
  const rows = tradeOff.ks.map((k) => [
    String(k),
    ...LIMITS.map((limit) => {
      const best = bestWithin(tradeOff, k, limit);
      return best ? decimal(best.score) : '-';
    }),
    bestWithin(tradeOff, k, 0.05)?.levels.join(' ') ?? '-',
  ]);
  const table = textTable(
    [
      { header: 'k', isNumber: true },
      ...LIMITS.map((limit) => ({ header: `loss, ${percent(limit)} left out`, isNumber: true })),
      { header: 'levels at 5 %' },
    ],
    rows,
  );
  const { evaluated, total } = tradeOff.nodes;
  return [
    table,
    [
      `Levels of ${tradeOff.columns.join(', ') || 'no column'}.`,
      `${whole(evaluated)} of ${whole(total)} combinations of levels were computed${tradeOff.isExact ? '' : '; time was up, so these are the best of them'}.`,
      ...(tradeOff.modelsLeftOut.length > 0
        ? [`Without ${tradeOff.modelsLeftOut.join(', ')}: only k varies here.`]
        : []),
    ].join('\n'),
  ].join('\n\n');
}

/** Every node for every k, in the order of `ks`. */
export function allPoints(tradeOff: TradeOff) {
  return Array.from({ length: tradeOff.points.count }, (_, node) => ({
    levels: pointAt(tradeOff, node, 0).levels,
    byK: tradeOff.ks.map((_k, at) => {
      const { levels: _, ...figures } = pointAt(tradeOff, node, at);
      return figures;
    }),
  }));
}
