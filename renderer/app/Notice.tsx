import { X } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '../ui/Button.tsx';

const SHOWN_MS = 6000;

export interface NoticeText {
  readonly text: string;
  readonly serial: number;
}

/** One short message at a time. The live region is always in the page, so that screen readers notice the change. */
export function Notice({ notice, onClose }: { readonly notice: NoticeText | null; readonly onClose: () => void }) {
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, onClose]);

  return (
    <div className="notice-place" role="status">
      {notice === null ? null : (
        <div className="notice" key={notice.serial}>
          <p>{notice.text}</p>
          <IconButton label="Dismiss" size="small" icon={<X size={14} aria-hidden />} onPress={onClose} />
        </div>
      )}
    </div>
  );
}
