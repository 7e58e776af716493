import { Lock } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './identity.css';
import { useStatus } from '../../state/app-context.tsx';
import { UnlockForm } from './UnlockForm.tsx';

/** Covers the whole window, so that nothing can be read until the identity is unlocked. */
export function LockScreen({ onUnlocked }: { readonly onUnlocked: () => void }) {
  const identity = useStatus((state) => state.status?.identity ?? null);
  const refresh = useStatus((state) => state.refresh);
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled className="lock">
      <Modal className="lock__card">
        <Dialog className="lock__inner">
          <Lock size={24} aria-hidden />
          <Heading slot="title" className="dialog__title">
            Locked
          </Heading>
          <p className="muted">
            Packages that were open have been closed. A dataset that you were protecting is still open.
          </p>
          <UnlockForm
            name={identity?.name ?? ''}
            onUnlocked={() => {
              void refresh();
              onUnlocked();
            }}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
