import type { PresetName } from '@shared/license/terms.ts';
import { LockKeyhole, Stamp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { formatPlural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';
import { NoData } from './ColumnsStep.tsx';
import { LicenceEditor } from './LicenceEditor.tsx';
import { LicenceReadingPanel } from './LicenceReadingPanel.tsx';
import { useActions, useProtect, useProtectServices } from './protect-context.tsx';
import { Recipients } from './Recipients.tsx';
import { obstacles } from './recipe-edits.ts';
import { SealedPage } from './SealedPage.tsx';
import { StepHead } from './StepHead.tsx';
import { phaseWords, PRESET_WORDS } from './words.ts';

export function LicenceStep() {
  const actions = useActions();
  const dataset = useProtect((state) => state.dataset);
  const draft = useProtect((state) => state.history?.present.draft ?? null);
  const recipients = useProtect((state) => state.history?.present.recipients.length ?? 0);
  const sealed = useProtect((state) => state.sealed);
  if (!dataset) return <NoData />;
  if (sealed) return <SealedPage sealed={sealed} />;
  return (
    <>
      <StepHead step="licence" sentence={licenceSentence(draft !== null, recipients)} />
      <RadioCards<PresetName>
        label="Start from"
        cards={PRESET_WORDS}
        value={draft?.preset ?? null}
        onChange={(preset) => void actions.choosePreset(preset)}
      />
      {draft === null ? null : (
        <div className="licence">
          <div className="licence__edit">
            <Recipients />
            <LicenceEditor draft={draft} />
          </div>
          <div className="licence__side">
            <LicenceReadingPanel />
            <SealPanel />
          </div>
        </div>
      )}
    </>
  );
}

function licenceSentence(hasDraft: boolean, recipients: number): string {
  if (!hasDraft) return 'Choose what recipients may do. Everything can be changed afterwards.';
  if (recipients === 0) return 'Nobody can open the package yet. Add at least one recipient.';
  return `The package can be opened by ${formatPlural(recipients, 'person', 'people')}, under the licence on the right.`;
}

function SealPanel() {
  const { engine, onNeedIdentity } = useProtectServices();
  const actions = useActions();
  const dataset = useProtect((state) => state.dataset);
  const recipe = useProtect((state) => state.history?.present.recipe);
  const recipients = useProtect((state) => state.history?.present.recipients.length ?? 0);
  const sealing = useProtect((state) => state.sealing);
  const hasFailed = useProtect((state) => state.previewError !== null);
  const hasErrors = useProtect(
    (state) => state.licenceReading?.warnings.some((warning) => warning.severity === 'error') ?? true,
  );
  const [identity, setIdentity] = useState<'unknown' | 'none' | 'locked' | 'ready'>('unknown');

  useEffect(() => {
    const ask = () =>
      engine.call('app.status', {}).then(
        (status) => setIdentity(status.identity === null ? 'none' : status.locked ? 'locked' : 'ready'),
        () => setIdentity('unknown'),
      );
    void ask();
    return engine.onChanged((topic) => {
      if (topic === 'status') void ask();
    });
  }, [engine]);

  const missing = [
    ...(recipe && dataset ? obstacles(recipe, dataset.columns) : []),
    ...(hasFailed ? ['the protection needs a change'] : []),
    ...(recipients === 0 ? ['no recipient is chosen'] : []),
    ...(hasErrors ? ['the licence needs a change'] : []),
  ];

  async function seal(): Promise<void> {
    if (identity !== 'ready' && !(await onNeedIdentity())) return;
    await actions.seal();
  }

  return (
    <Card title="Seal">
      <div className="stack">
        {identity === 'none' || identity === 'locked' ? (
          <Callout
            tone="info"
            title={identity === 'none' ? 'You have no identity yet' : 'Your identity is locked'}
            actions={
              <Button size="small" icon={<LockKeyhole size={14} aria-hidden />} onPress={() => void onNeedIdentity()}>
                {identity === 'none' ? 'Create an identity' : 'Unlock'}
              </Button>
            }
          >
            A package is signed with your identity, so that recipients know whom it comes from.
          </Callout>
        ) : null}
        {sealing ? (
          <Progress
            label={phaseWords(sealing.progress?.phase, 'Sealing')}
            progress={sealing.progress}
            onCancel={() => actions.cancelSeal()}
          />
        ) : (
          <>
            <p className="muted">
              The recipe is applied once more, and the release is signed and encrypted to the recipients. Your original
              file is not changed.
            </p>
            <Button
              variant="primary"
              size="large"
              icon={<Stamp size={18} aria-hidden />}
              isDisabled={missing.length > 0}
              onPress={() => void seal()}
            >
              Seal the package
            </Button>
            {missing.length > 0 ? <p className="muted">Not yet: {missing.join(', ')}.</p> : null}
          </>
        )}
      </div>
    </Card>
  );
}
