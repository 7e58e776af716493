import type { LicenceReading } from '@shared/contract/views.ts';
import type { LicenceSentence } from '@shared/license/terms.ts';
import {
  Ban,
  CalendarClock,
  Check,
  Eye,
  FileLock2,
  Handshake,
  ListChecks,
  ShieldHalf,
  Target,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { keepingWords, licenceGroupWords } from '../../i18n/words.ts';
import { Callout } from '../../ui/Callout.tsx';

const GROUPS: readonly { readonly id: LicenceSentence['group']; readonly icon: ReactNode }[] = [
  { id: 'who', icon: <Users size={16} aria-hidden /> },
  { id: 'allowed', icon: <Check size={16} aria-hidden /> },
  { id: 'not-allowed', icon: <Ban size={16} aria-hidden /> },
  { id: 'purpose', icon: <Target size={16} aria-hidden /> },
  { id: 'time', icon: <CalendarClock size={16} aria-hidden /> },
  { id: 'duty', icon: <ListChecks size={16} aria-hidden /> },
];

const KEEPING_ICONS: Readonly<Record<LicenceSentence['kept'], ReactNode>> = {
  cryptography: <FileLock2 size={12} aria-hidden />,
  application: <ShieldHalf size={12} aria-hidden />,
  evident: <Eye size={12} aria-hidden />,
  contract: <Handshake size={12} aria-hidden />,
};
const KEEPINGS = Object.keys(KEEPING_ICONS) as LicenceSentence['kept'][];

/** The licence read back: grouped, and honest about what keeps each rule. */
export function LicenceSentences({ reading }: { readonly reading: LicenceReading }) {
  return (
    <div className="terms">
      {reading.warnings.map((warning) => (
        <Callout key={warning.code} tone={warning.severity === 'error' ? 'danger' : 'warning'}>
          {warning.text}
        </Callout>
      ))}
      {GROUPS.map(({ id, icon }) => {
        const sentences = reading.sentences.filter((sentence) => sentence.group === id);
        if (sentences.length === 0) return null;
        return (
          <section key={id} className={`terms__group terms__group--${id}`}>
            <h3 className="terms__heading">
              {icon}
              {licenceGroupWords(id)}
            </h3>
            <ul className="terms__sentences">
              {sentences.map((sentence) => (
                <li key={sentence.text} className="terms__sentence">
                  <span className="terms__text">{sentence.text}</span>
                  <span className="terms__kept">
                    {KEEPING_ICONS[sentence.kept]}
                    {keepingWords(sentence.kept).label}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <dl className="terms__legend">
        {KEEPINGS.filter((kept) => reading.sentences.some((sentence) => sentence.kept === kept)).map((kept) => (
          <div key={kept}>
            <dt>
              {KEEPING_ICONS[kept]}
              {keepingWords(kept).label}
            </dt>
            <dd>{keepingWords(kept).explanation}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
