import type { HierarchyPreview } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { useEffect, useState } from 'react';
import { useActions } from '../protect-context.tsx';

const PREVIEW_DELAY_MS = 200;

/** What the engine makes of a column's hierarchy, a moment after the last change of it. */
export function useHierarchyPreview(column: string, recipe: Recipe) {
  const actions = useActions();
  const [preview, setPreview] = useState<HierarchyPreview | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [isLoading, setLoading] = useState(true);
  const own = JSON.stringify(recipe.columns[column]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only this column's part of the recipe matters here
  useEffect(() => {
    const controller = new AbortController();
    setLoading(true);
    const timer = setTimeout(() => {
      actions.previewHierarchy(column, recipe, controller.signal).then(
        (next) => {
          if (controller.signal.aborted) return;
          setPreview(next);
          setError(null);
          setLoading(false);
        },
        (reason: unknown) => {
          if (controller.signal.aborted) return;
          setPreview(null);
          setError(toErrorData(reason));
          setLoading(false);
        },
      );
    }, PREVIEW_DELAY_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [actions, column, own]);
  return { preview, error, isLoading };
}
