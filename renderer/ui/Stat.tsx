import { CircleHelp } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import './surfaces.css';
import { IconButton } from './Button.tsx';
import { type Tone, ToneIcon } from './Callout.tsx';
import { classNames } from './class-names.ts';
import { Popover } from './Popover.tsx';

export interface Explanation {
  readonly title: string;
  /** Paragraphs: what is counted, the formula in words, the source. */
  readonly paragraphs: readonly string[];
}

/** The question mark beside a number. */
export function HowComputed({ explanation }: { readonly explanation: Explanation }) {
  return (
    <Popover
      label={`How is this computed? ${explanation.title}`}
      trigger={
        <IconButton
          label={`How is this computed? ${explanation.title}`}
          icon={<CircleHelp size={14} aria-hidden />}
          size="small"
        />
      }
    >
      <div className="explanation">
        <h3>{explanation.title}</h3>
        {explanation.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </Popover>
  );
}

export interface StatProps {
  readonly label: string;
  /** Already formatted. */
  readonly value: string;
  readonly unit?: string;
  /** The value before protection, formatted. */
  readonly before?: string;
  /** Such as 'Target: at most 20 %'. */
  readonly threshold?: string;
  /** What the number means, in one sentence. */
  readonly sentence?: ReactNode;
  readonly tone?: Tone;
  /** The word that goes with the tone's icon: 'Met', 'Above target'. */
  readonly verdict?: string;
  readonly explanation?: Explanation;
  readonly size?: 'medium' | 'large';
  readonly children?: ReactNode;
}

/** A number with its unit, its threshold, what it means and how it is computed. */
export function Stat({
  label,
  value,
  unit = '',
  before = '',
  threshold = '',
  sentence,
  tone = 'neutral',
  verdict = '',
  explanation,
  size = 'medium',
  children,
}: StatProps) {
  return (
    <div className={classNames('stat', `stat--${size}`)}>
      <div className="stat__head">
        <span className="stat__label">{label}</span>
        {explanation === undefined ? null : <HowComputed explanation={explanation} />}
      </div>
      <p className="stat__value numeric">
        {before === '' ? null : (
          <Fragment>
            <span className="stat__before">
              <span className="visually-hidden">before: </span>
              {before}
            </span>
            <span aria-hidden className="stat__arrow">
              →
            </span>
            <span className="visually-hidden">, after: </span>
          </Fragment>
        )}
        <span>{value}</span>
        {unit === '' ? null : <span className="stat__unit"> {unit}</span>}
      </p>
      {verdict === '' && threshold === '' ? null : (
        <p className="stat__line">
          {verdict === '' ? null : (
            <span className={classNames('verdict', `verdict--${tone}`)}>
              <ToneIcon tone={tone} size={14} />
              {verdict}
            </span>
          )}
          {threshold === '' ? null : <span className="muted">{threshold}</span>}
        </p>
      )}
      {children}
      {sentence === undefined ? null : <p className="stat__sentence">{sentence}</p>}
    </div>
  );
}
