import type { HierarchyPreview } from '@shared/contract/views.ts';
import { Button } from '../../../ui/Button.tsx';
import { Callout } from '../../../ui/Callout.tsx';
import { formatCount, formatList, formatPlural } from '../../../ui/format.ts';

/** Some values with what becomes of them at every level. */
export function LevelTable({
  preview,
  level,
  isLoading,
  columnName,
  onExport,
}: {
  readonly preview: HierarchyPreview;
  readonly level: number | null;
  readonly isLoading: boolean;
  readonly columnName: string;
  readonly onExport: () => void;
}) {
  const levels = Array.from({ length: preview.levels }, (_, index) => index);
  return (
    <div className={isLoading ? 'is-stale' : ''}>
      <div className="hierarchy__head">
        <p className="field__label">What it does</p>
        <Button size="small" variant="quiet" onPress={onExport}>
          Export as CSV
        </Button>
      </div>
      {preview.missingValues > 0 ? (
        <Callout tone="warning" title={missingTitle(preview.missingValues)}>
          {formatList(preview.missingExamples.map((value) => (value === '' ? 'the empty text' : `"${value}"`)))}
          {preview.missingValues > preview.missingExamples.length
            ? ` and ${formatCount(preview.missingValues - preview.missingExamples.length)} more`
            : ''}
          . Complete the hierarchy, or the column cannot be generalized.
        </Callout>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll hierarchy__table" aria-label={`Examples of ${columnName}`} tabIndex={0}>
        <table className="table table--compact" aria-label={`Levels of ${columnName}`}>
          <thead>
            <tr>
              {levels.map((index) => (
                <th key={index} scope="col" data-chosen={index === level ? true : undefined}>
                  Level {index}
                  <span className="hierarchy__groups">
                    {formatPlural(preview.groupsPerLevel[index] ?? 0, index === 0 ? 'value' : 'group')}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.samples.map((row) => (
              <tr key={row.join(' ')}>
                {levels.map((index) => (
                  <td key={index} data-chosen={index === level ? true : undefined}>
                    {row[index] === '' ? <em className="muted">empty</em> : row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {level === null ? null : (
        <p className="field__description">Level {formatCount(level)} is the one that is used.</p>
      )}
    </div>
  );
}

function missingTitle(count: number): string {
  return `${formatPlural(count, 'value')} of the column ${count === 1 ? 'is' : 'are'} not in this hierarchy`;
}
