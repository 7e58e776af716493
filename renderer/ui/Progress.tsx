import type { Progress as ProgressData } from '@shared/std/task.ts';
import { useEffect, useRef, useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import './surfaces.css';
import { Button } from './Button.tsx';
import { formatBytes, formatCount, formatDuration, formatShare } from './format.ts';

interface Pace {
  /** Units a millisecond since the phase began. */
  readonly rate: number;
  readonly remainingMs: number | null;
}

const SETTLE_MS = 600;

function paceOf(progress: ProgressData, sinceMs: number): Pace | null {
  if (sinceMs < SETTLE_MS || progress.done <= 0) return null;
  const rate = progress.done / sinceMs;
  const left = progress.total === undefined ? null : Math.max(0, progress.total - progress.done);
  return { rate, remainingMs: left === null ? null : left / rate };
}

function amount(value: number, unit: ProgressData['unit']): string {
  return unit === 'bytes' ? formatBytes(value) : `${formatCount(value)} ${unit === 'nodes' ? 'combinations' : unit}`;
}

function rateText(progress: ProgressData, pace: Pace | null): string {
  if (pace === null || progress.unit === 'steps') return '';
  return `${amount(pace.rate * 1000, progress.unit)} a second`;
}

export interface ProgressProps {
  readonly label: string;
  /** Null before the first report. */
  readonly progress: ProgressData | null;
  readonly onCancel?: () => void;
  readonly layout?: 'block' | 'inline';
}

/** Work that takes long: how far, how fast, how long still, and the way out. */
export function Progress({ label, progress, onCancel, layout = 'block' }: ProgressProps) {
  const started = useRef({ phase: '', at: 0 });
  const [pace, setPace] = useState<Pace | null>(null);
  useEffect(() => {
    if (progress === null) return;
    const now = performance.now();
    if (started.current.phase !== progress.phase) started.current = { phase: progress.phase, at: now };
    setPace(paceOf(progress, now - started.current.at));
  }, [progress]);

  const total = progress?.total;
  const isKnown = progress !== null && total !== undefined && total > 0;
  const share = isKnown ? Math.min(1, progress.done / total) : 0;
  const facts = [
    isKnown
      ? formatShare(Math.floor(share * 100) / 100)
      : progress === null
        ? ''
        : amount(progress.done, progress.unit),
    progress === null ? '' : rateText(progress, pace),
    pace?.remainingMs == null || share >= 1 ? '' : `about ${formatDuration(Math.max(1000, pace.remainingMs))} left`,
  ].filter((fact) => fact !== '');

  return (
    <div className={`progress progress--${layout}`}>
      <ProgressBar aria-label={label} value={share * 100} isIndeterminate={!isKnown} className="progress__main">
        <div className="progress__head">
          <span className="progress__label">{label}</span>
          <span className="progress__facts numeric">{facts.join(' · ')}</span>
        </div>
        <div className="progress__track">
          <div
            className={isKnown ? 'progress__fill' : 'progress__fill progress__fill--unknown'}
            style={isKnown ? { transform: `scaleX(${share})` } : {}}
          />
        </div>
      </ProgressBar>
      {onCancel === undefined ? null : (
        <Button size="small" onPress={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
