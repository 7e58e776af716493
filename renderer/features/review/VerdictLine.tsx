import { ShieldAlert, ShieldCheck } from 'lucide-react';

export interface VerdictLineProps {
  readonly isGood: boolean;
  readonly title: string;
  readonly detail: string;
  readonly headCode: string;
  readonly headCodeHint: string;
}

/** The verdict in one line, with the code that stands for the whole log. */
export function VerdictLine({ isGood, title, detail, headCode, headCodeHint }: VerdictLineProps) {
  return (
    <div className="verdict-line">
      <div className={isGood ? 'verdict-line__main' : 'verdict-line__main verdict-line__main--bad'}>
        {isGood ? <ShieldCheck size={28} aria-hidden /> : <ShieldAlert size={28} aria-hidden />}
        <div role={isGood ? 'status' : 'alert'}>
          <p className="verdict-line__title">{title}</p>
          {detail === '' ? null : <p>{detail}</p>}
        </div>
      </div>
      {headCode === '' ? null : (
        <div className="verdict-line__code">
          <p className="field__label">Head code</p>
          <p className="mono head-code">{headCode}</p>
          <p className="field__description">{headCodeHint}</p>
        </div>
      )}
    </div>
  );
}
