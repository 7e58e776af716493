import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { phaseWords } from '../i18n/words.ts';
import { useApp } from '../state/app-context.tsx';
import type { RunningJob } from '../state/jobs.ts';
import { IconButton } from '../ui/Button.tsx';
import { formatShare } from '../ui/format.ts';

/** Long work, on whatever screen it was begun. Short work ends before the list fades in. */
export function RunningJobs() {
  const running = useStore(useApp().jobs, (state) => state.running);
  if (running.length === 0) return null;
  return (
    <ul className="running" aria-label="Work under way">
      {running.map((job) => (
        <li key={job.id} className="running__job">
          <span className="running__label">
            {job.progress === null ? 'Working' : phaseWords(job.progress.phase)}
            <span className="muted numeric"> {share(job)}</span>
          </span>
          <IconButton
            label={job.isCancelling ? 'Cancelling' : 'Cancel this work'}
            size="small"
            isDisabled={job.isCancelling}
            icon={<X size={14} aria-hidden />}
            onPress={job.cancel}
          />
        </li>
      ))}
    </ul>
  );
}

function share({ progress }: RunningJob): string {
  if (!progress?.total) return '';
  return formatShare(Math.floor((100 * progress.done) / progress.total) / 100);
}
