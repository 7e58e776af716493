import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useActions } from './protect-context.tsx';
import { STEP_TITLES, STEPS, type StepName } from './steps.ts';

/** The one plain sentence on top of a step, and the way to the next. */
export function StepHead({
  step,
  sentence,
  isReady = true,
  children,
}: {
  readonly step: StepName;
  readonly sentence: ReactNode;
  /** False while something in this step is more urgent than the next one. */
  readonly isReady?: boolean;
  readonly children?: ReactNode;
}) {
  const actions = useActions();
  const next = STEPS[STEPS.indexOf(step) + 1];
  return (
    <div className="step-head">
      <div className="step-head__words">
        <p className="step-head__sentence" role="status">
          {sentence}
        </p>
        {children}
      </div>
      {next === undefined ? null : (
        <Button
          variant={isReady ? 'primary' : 'secondary'}
          iconAfter={<ArrowRight size={16} aria-hidden />}
          onPress={() => actions.goTo(next)}
          className="step-head__next"
        >
          {STEP_TITLES[next]}
        </Button>
      )}
    </div>
  );
}
