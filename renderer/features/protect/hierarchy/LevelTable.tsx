import type { HierarchyPreview } from '@shared/contract/views.ts';
import { formatCount, formatPlural } from '../../../ui/format.ts';

/** Some values with what becomes of them at every level. */
export function LevelTable({
  preview,
  level,
  isLoading,
  columnName,
}: {
  readonly preview: HierarchyPreview;
  readonly level: number | null;
  readonly isLoading: boolean;
  readonly columnName: string;
}) {
  const levels = Array.from({ length: preview.levels }, (_, index) => index);
  return (
    <div className={isLoading ? 'is-stale' : ''}>
      <p className="field__label">What it does</p>
      {preview.missingValues > 0 ? (
        <p className="field__description">
          {formatPlural(preview.missingValues, 'value')} of the column {preview.missingValues === 1 ? 'is' : 'are'} not
          in this hierarchy.
        </p>
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
