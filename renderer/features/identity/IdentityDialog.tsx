import { useState } from 'react';
import './identity.css';
import { useStatus } from '../../state/app-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { CreateIdentity } from './CreateIdentity.tsx';
import { RestoreIdentity } from './RestoreIdentity.tsx';
import { SafeKeeping } from './SafeKeeping.tsx';
import { UnlockForm } from './UnlockForm.tsx';

/** Creates, restores or unlocks the identity, whichever is needed. Closes with true once it is unlocked. */
export function IdentityDialog(props: { readonly isOpen: boolean; readonly onClose: (isUnlocked: boolean) => void }) {
  // Mounted anew for each opening, so that no passphrase outlives the dialog.
  return props.isOpen ? <OpenIdentityDialog onClose={props.onClose} /> : null;
}

function OpenIdentityDialog({ onClose }: { readonly onClose: (isUnlocked: boolean) => void }) {
  const identity = useStatus((state) => state.status?.identity ?? null);
  const [wasMissing] = useState(identity === null);
  const [step, setStep] = useState<'start' | 'restore' | 'created'>('start');
  const refresh = useStatus((state) => state.refresh);

  const finish = async () => {
    await refresh();
    onClose(true);
  };

  if (step === 'created')
    return (
      <Dialog title="Your identity is ready" isOpen isDismissable={false} onClose={() => void finish()} size="large">
        <SafeKeeping onDone={() => void finish()} />
      </Dialog>
    );
  if (step === 'restore')
    return (
      <Dialog title="Restore your identity" isOpen onClose={() => onClose(false)}>
        <RestoreIdentity onRestored={() => void finish()} onBack={() => setStep('start')} />
      </Dialog>
    );
  if (wasMissing)
    return (
      <Dialog title="Create your identity" isOpen onClose={() => onClose(false)}>
        <CreateIdentity
          onCreated={() => {
            void refresh();
            setStep('created');
          }}
          onRestore={() => setStep('restore')}
          onCancel={() => onClose(false)}
        />
      </Dialog>
    );
  return (
    <Dialog title="Unlock your identity" size="small" isOpen onClose={() => onClose(false)}>
      <UnlockForm name={identity?.name ?? ''} onUnlocked={() => void finish()} onCancel={() => onClose(false)} />
    </Dialog>
  );
}
