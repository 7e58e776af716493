import { useStatus } from '../state/app-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SealMark } from './SealMark.tsx';

export function AboutDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const version = useStatus((state) => state.status?.version ?? '');
  return (
    <Dialog
      title="About Bulla"
      size="small"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      }
    >
      <div className="about">
        <SealMark size={48} />
        <div>
          <p>Version {version}</p>
          <p className="muted">
            A bulla is the clay envelope that sealed an agreement in Mesopotamia. This one seals datasets. It works
            without a network and sends nothing anywhere.
          </p>
        </div>
      </div>
    </Dialog>
  );
}
