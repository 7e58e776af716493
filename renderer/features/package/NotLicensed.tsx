import { Ban } from 'lucide-react';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';

/** Says what cannot be done and why. Nothing is asked of the engine unless the person insists. */
export function NotLicensed(props: {
  readonly title: string;
  readonly why: string;
  readonly attempt?: () => Promise<unknown>;
}) {
  const action = useAction();
  const { attempt } = props;
  return (
    <Card>
      <EmptyState
        icon={<Ban size={20} />}
        title={props.title}
        actions={
          attempt === undefined ? null : (
            <Button variant="quiet" isDisabled={action.isRunning} onPress={() => void action.run(attempt)}>
              Ask for it nevertheless
            </Button>
          )
        }
      >
        <p>{props.why}</p>
        {attempt === undefined ? null : (
          <p className="not-licensed__note">Asking will be refused, and the refusal is written to the usage log.</p>
        )}
      </EmptyState>
      {action.error === null ? null : (
        <>
          <ErrorPanel error={action.error} />
          {action.error.category === 'licence' ? (
            <p className="muted not-licensed__note">The refusal was written to the usage log.</p>
          ) : null}
        </>
      )}
    </Card>
  );
}
