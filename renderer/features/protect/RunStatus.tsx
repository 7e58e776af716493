import { CircleCheck, RefreshCw } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { useActions, useProtect } from './protect-context.tsx';
import { obstacles, spendsBudget } from './recipe-edits.ts';
import { isStale } from './store/state.ts';
import { phaseWords } from './words.ts';

/** Whether what is shown is what the recipe does now; and the way to make it so. */
export function RunStatus() {
  const actions = useActions();
  const running = useProtect((state) => state.running);
  const error = useProtect((state) => state.previewError);
  const preview = useProtect((state) => state.preview);
  const stale = useProtect(isStale);
  const isLive = useProtect((state) => state.isLive);
  const isSpending = useProtect((state) => state.history !== null && spendsBudget(state.history.present.recipe));
  const missing = useProtect((state) =>
    state.history && state.dataset ? obstacles(state.history.present.recipe, state.dataset.columns).join('; ') : '',
  );

  if (missing !== '') {
    return (
      <Callout
        tone="neutral"
        title={`${missing}.`}
        actions={
          <Button size="small" onPress={() => actions.goTo('columns')}>
            Go to the columns
          </Button>
        }
      >
        The result can be calculated when every column has a role.
      </Callout>
    );
  }
  return (
    <div className="run">
      <div className="run__main">
        {running ? (
          <Progress
            label={phaseWords(running.progress?.phase, 'Calculating')}
            progress={running.progress}
            onCancel={() => actions.cancelRun()}
          />
        ) : (
          <p className="run__state" role="status">
            {preview && !stale && !error ? (
              <>
                <CircleCheck size={16} aria-hidden className="run__ok" />
                <span>Up to date, calculated in {formatDuration(preview.report.elapsedMs)}</span>
              </>
            ) : (
              <span className="muted">
                {preview ? 'What is shown below is of an earlier recipe.' : 'Nothing was calculated yet.'}
              </span>
            )}
          </p>
        )}
      </div>
      <div className="run__tools">
        <Switch isSelected={isLive} onChange={(next) => actions.setLive(next)}>
          Calculate after every change
        </Switch>
        {running ? null : (
          <Button
            icon={<RefreshCw size={14} aria-hidden />}
            isDisabled={preview !== null && !stale && !error}
            onPress={() => void actions.run()}
          >
            Calculate
          </Button>
        )}
      </div>
      {isSpending ? (
        <p className="run__note muted">
          Noise is drawn anew at each calculation and uses up privacy budget, so it starts only when you ask for it.
        </p>
      ) : null}
      {error && !running ? (
        <div className="run__error">
          <ErrorPanel error={error} />
        </div>
      ) : null}
    </div>
  );
}
