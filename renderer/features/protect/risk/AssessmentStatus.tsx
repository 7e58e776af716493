import { CircleCheck, ScanSearch } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useActions, useProtect } from '../protect-context.tsx';
import { spendsBudget } from '../recipe-edits.ts';
import { isStale, previewKey } from '../store/state.ts';
import { phaseWords } from '../words.ts';

/** Up to this many rows the release is assessed without being asked, as soon as it is looked at. */
const UNASKED_ROWS = 50_000;

/** The assessment of the recipe as it stands; null while there is none. */
export function useAssessment() {
  return useProtect((state) =>
    state.assessed && state.history && state.assessed.key === previewKey(state.history.present.recipe)
      ? state.assessed.value
      : null,
  );
}

/** Whether the release was assessed, and the way to have it done. */
export function AssessmentStatus() {
  const actions = useActions();
  const assessment = useAssessment();
  const assessing = useProtect((state) => state.assessing);
  const error = useProtect((state) => state.assessError);
  const isWanted = useProtect(
    (state) =>
      state.isLive &&
      state.preview !== null &&
      state.running === null &&
      !isStale(state) &&
      (state.dataset?.rowCount ?? 0) <= UNASKED_ROWS &&
      state.assessStoppedKey !== state.preview.key &&
      state.assessing === null &&
      state.assessed?.key !== state.preview.key,
  );
  // The release would be drawn anew, and paid for, by the way.
  const wouldSpend = useProtect(
    (state) =>
      state.history !== null &&
      spendsBudget(state.history.present.recipe) &&
      (state.preview === null || isStale(state)),
  );
  useEffect(() => {
    if (isWanted) void actions.assess();
  }, [actions, isWanted]);

  return (
    <div className="run">
      <div className="run__main">
        {assessing ? (
          <Progress
            label={phaseWords(assessing.progress?.phase, 'Attacking the release and measuring')}
            progress={assessing.progress}
            onCancel={() => actions.cancelAssess()}
          />
        ) : (
          <p className="run__state" role="status">
            {assessment === null ? (
              <span className="muted">
                The population, special uniques, linkage and attacks take longer and are measured apart.
              </span>
            ) : (
              <>
                <CircleCheck size={16} aria-hidden className="run__ok" />
                <span>The release was attacked and measured in all five ways.</span>
              </>
            )}
          </p>
        )}
      </div>
      {assessing || assessment !== null ? null : (
        <div className="run__tools">
          <Button
            isDisabled={wouldSpend}
            icon={<ScanSearch size={14} aria-hidden />}
            onPress={() => void actions.assess()}
          >
            Attack and measure the release
          </Button>
        </div>
      )}
      {error && !assessing ? (
        <div className="run__error">
          <ErrorPanel error={error} />
        </div>
      ) : null}
    </div>
  );
}
