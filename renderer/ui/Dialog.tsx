import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './overlays.css';
import { IconButton } from './Button.tsx';
import { classNames } from './class-names.ts';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the primary one last. */
  readonly footer?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large';
  /** False while something must be decided: no click outside, no Escape, no close button. */
  readonly isDismissable?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
}

export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  footer,
  size = 'medium',
  isDismissable = true,
  role = 'dialog',
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      className="scrim"
    >
      <Modal className={classNames('dialog', `dialog--${size}`)}>
        <AriaDialog role={role} className="dialog__inner">
          <header className="dialog__header">
            <Heading slot="title" className="dialog__title">
              {title}
            </Heading>
            {isDismissable ? (
              <IconButton label="Close" icon={<X size={16} aria-hidden />} size="small" onPress={onClose} />
            ) : null}
          </header>
          <div className="dialog__body">{children}</div>
          {footer === undefined ? null : <footer className="dialog__footer">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
