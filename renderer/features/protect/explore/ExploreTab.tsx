import type { Recipe } from '@shared/deidentification/recipe.ts';
import { Telescope } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useActions, useProtect } from '../protect-context.tsx';
import { columnsWithRole } from '../recipe-edits.ts';
import { tradeOffKey } from '../store/exploration.ts';
import type { Preview } from '../store/state.ts';
import { phaseWords } from '../words.ts';
import { Explorer } from './Explorer.tsx';
import './explore.css';

/** Up to this many rows the pass is made without being asked, as soon as it is looked at. */
const UNASKED_ROWS = 100_000;

/** What would happen with another k, another limit, other levels, without calculating each. */
export function ExploreTab({ recipe, preview }: { readonly recipe: Recipe; readonly preview: Preview }) {
  const actions = useActions();
  const explored = useProtect((state) => state.explored);
  const exploring = useProtect((state) => state.exploring);
  const error = useProtect((state) => state.exploreError);
  const rowCount = useProtect((state) => state.dataset?.rowCount ?? 0);
  const stoppedKey = useProtect((state) => state.exploreStoppedKey);
  const key = tradeOffKey(recipe);
  const fresh = explored?.key === key ? explored.value : null;
  const hasColumns = columnsWithRole(recipe, 'quasi-identifier').length > 0;
  const isWanted = hasColumns && fresh === null && exploring === null && stoppedKey !== key && rowCount <= UNASKED_ROWS;
  useEffect(() => {
    if (isWanted) void actions.explore();
  }, [actions, isWanted]);

  if (!hasColumns) {
    return (
      <EmptyState title="There is nothing to choose from">
        Give at least one column the role quasi-identifier and generalize it.
      </EmptyState>
    );
  }
  return (
    <div className="risk">
      {fresh === null ? (
        <div className="run">
          <div className="run__main">
            {exploring ? (
              <Progress
                label={phaseWords(exploring.progress?.phase, 'Looking at all combinations of levels')}
                progress={exploring.progress}
                onCancel={() => actions.cancelExplore()}
              />
            ) : (
              <p className="run__state muted" role="status">
                One pass over all combinations of levels answers every k and every limit.
              </p>
            )}
          </div>
          {exploring ? null : (
            <div className="run__tools">
              <Button icon={<Telescope size={14} aria-hidden />} onPress={() => void actions.explore()}>
                Look at all combinations
              </Button>
            </div>
          )}
          {error && !exploring ? (
            <div className="run__error">
              <ErrorPanel error={error} />
            </div>
          ) : null}
        </div>
      ) : (
        <Explorer tradeOff={fresh} recipe={recipe} preview={preview} />
      )}
    </div>
  );
}
