import { formatShare } from '../ui/format.ts';
import './charts.css';

export interface GaugeProps {
  readonly label: string;
  /** 0..1 */
  readonly value: number;
  readonly before?: number;
  /** 0..1: at or below is met. */
  readonly threshold: number;
}

/** A share against its threshold. The number, the threshold and the verdict stand in words beside it. */
export function Gauge({ label, value, before, threshold }: GaugeProps) {
  const scale = Math.max(threshold * 1.25, value, before ?? 0, 0.0001);
  const place = (share: number) => `${Math.min(100, (share / scale) * 100)}%`;
  const isMet = value <= threshold;
  const words = `${label}: ${formatShare(value)}, threshold ${formatShare(threshold)}`;
  return (
    <div className="gauge" role="img" aria-label={words}>
      {before === undefined ? null : <div className="gauge__before" style={{ width: place(before) }} />}
      <div className={isMet ? 'gauge__value' : 'gauge__value gauge__value--over'} style={{ width: place(value) }} />
      <div className="gauge__threshold" style={{ left: place(threshold) }} />
    </div>
  );
}
