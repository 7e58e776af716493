import type { TechniquePreview } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { useEffect, useState } from 'react';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { formatCount } from '../../../ui/format.ts';
import { useProtect, useProtectServices } from '../protect-context.tsx';

const DELAY_MS = 200;

/** Some values of the column before and after, a moment after the last change. */
export function ValuePreview({
  column,
  recipe,
  isByChance,
}: {
  readonly column: string;
  readonly recipe: Recipe;
  readonly isByChance: boolean;
}) {
  const { preview, error, isLoading } = useTechniquePreview(column, recipe);
  if (error) return <ErrorPanel error={error} />;
  if (!preview) return null;
  return (
    <div className={isLoading ? 'values is-stale' : 'values'}>
      <p className="field__label">What it does</p>
      {preview.samples.length === 0 ? (
        <p className="field__description">The first rows of the column are empty.</p>
      ) : (
        <>
          <div className="values-table">
            <table className="table table--compact" aria-label={`Values of ${column} before and after`}>
              <thead>
                <tr>
                  <th scope="col">Before</th>
                  <th scope="col">After</th>
                </tr>
              </thead>
              <tbody>
                {preview.samples.map(([before, after], index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no other name
                  <tr key={index}>
                    <td>{shown(before)}</td>
                    <td data-chosen={before !== after ? true : undefined}>{shown(after)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="field__description">
            Tried on the first {formatCount(preview.rows)} rows.
            {isByChance ? ' What is drawn by chance comes out differently in the release.' : ''}
          </p>
        </>
      )}
    </div>
  );
}

function shown(text: string | null) {
  if (text === null) return <em className="muted">missing</em>;
  return text === '' ? <em className="muted">empty</em> : text;
}

function useTechniquePreview(column: string, recipe: Recipe) {
  const { engine } = useProtectServices();
  const dataset = useProtect((state) => state.datasetId);
  const [preview, setPreview] = useState<TechniquePreview | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [isLoading, setLoading] = useState(true);
  const own = JSON.stringify(recipe.columns);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the columns of the recipe matter here
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setLoading(true);
    const timer = setTimeout(() => {
      engine.call('protect.technique', { dataset, column, recipe }, { signal }).then(
        (next) => {
          if (signal.aborted) return;
          setPreview(next);
          setError(null);
          setLoading(false);
        },
        (reason: unknown) => {
          if (signal.aborted) return;
          setPreview(null);
          setError(toErrorData(reason));
          setLoading(false);
        },
      );
    }, DELAY_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [engine, dataset, column, own]);
  return { preview, error, isLoading };
}
