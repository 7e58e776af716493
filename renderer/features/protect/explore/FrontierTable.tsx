import type { FrontierNode, TradeOff } from '@shared/deidentification/trade-off/trade-off.ts';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { formatCount, formatNumber, formatShare } from '../../../ui/format.ts';
import { Table } from '../../../ui/Table.tsx';

const PAGE = 12;

/** The nodes of the frontier as a list of buttons: the keyboard's way into the plot. */
export function FrontierTable({
  tradeOff,
  nodes,
  picked,
  onPick,
}: {
  readonly tradeOff: TradeOff;
  readonly nodes: readonly FrontierNode[];
  readonly picked: readonly number[] | null;
  readonly onPick: (node: FrontierNode) => void;
}) {
  const [shown, setShown] = useState(PAGE);
  const isPicked = (node: FrontierNode) => picked !== null && node.levels.every((level, at) => level === picked[at]);
  return (
    <>
      <Table
        label="The best releases by rows left out"
        density="compact"
        rows={nodes.slice(0, shown)}
        rowKey={(node) => node.levels.join(' ')}
        isSelected={isPicked}
        empty="No combination of levels reaches this."
        columns={[
          {
            id: 'rows',
            header: 'Rows left out',
            cell: (node) =>
              `${formatCount(node.suppressedRows)} (${formatShare(node.suppressedRows / Math.max(1, tradeOff.rowCount))})`,
            isRowHeader: true,
          },
          { id: 'score', header: 'Detail lost', cell: (node) => formatNumber(node.score, 4), align: 'end' },
          {
            id: 'levels',
            header: 'Levels',
            cell: (node) => (
              <Button
                size="small"
                variant="quiet"
                aria-label={`Look at levels ${node.levels.join(', ')}`}
                onPress={() => onPick(node)}
              >
                {node.levels.join(' · ')}
              </Button>
            ),
            align: 'end',
          },
        ]}
      />
      {nodes.length > shown ? (
        <div className="panel__more">
          <Button size="small" variant="quiet" onPress={() => setShown(shown + PAGE)}>
            Show {formatCount(Math.min(PAGE, nodes.length - shown))} more of {formatCount(nodes.length)}
          </Button>
        </div>
      ) : null}
    </>
  );
}
