import { Check, CircleAlert, LoaderCircle } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useActions, useProtect } from './protect-context.tsx';
import { isStale } from './store/state.ts';
import { STEP_TITLES, STEPS, type StepMark, type StepName, stepMark } from './steps.ts';

/** Five steps in any order, each with its state. */
export function StepBar() {
  return (
    <nav aria-label="Steps">
      <ol className="steps">
        {STEPS.map((step, index) => (
          <Step key={step} step={step} number={index + 1} />
        ))}
      </ol>
    </nav>
  );
}

function Step({ step, number }: { readonly step: StepName; readonly number: number }) {
  const actions = useActions();
  const isCurrent = useProtect((state) => state.step === step);
  const state = useProtect((all) => stepMark(step, { ...all, isStale: isStale(all) }).state);
  const words = useProtect((all) => stepMark(step, { ...all, isStale: isStale(all) }).words);
  return (
    <li className="steps__item">
      <Button
        className="step"
        onPress={() => actions.goTo(step)}
        {...(isCurrent ? { 'aria-current': 'step' as const } : {})}
      >
        <span className={`step__mark step__mark--${state}`} aria-hidden>
          <Mark state={state} number={number} />
        </span>
        <span className="step__text">
          <span className="step__title">{STEP_TITLES[step]}</span>
          <span className="step__words">{words}</span>
        </span>
      </Button>
    </li>
  );
}

function Mark({ state, number }: { readonly state: StepMark['state']; readonly number: number }) {
  if (state === 'done') return <Check size={14} strokeWidth={2.5} />;
  if (state === 'attention') return <CircleAlert size={14} strokeWidth={2.5} />;
  if (state === 'busy') return <LoaderCircle size={14} strokeWidth={2.5} className="step__spinner" />;
  return <span className="numeric">{number}</span>;
}
