import type { LicenceSentence } from '@shared/license/terms.ts';
import { Ban, CalendarRange, Check, ClipboardList, Target, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { keepingWords, licenceGroupWords } from '../../i18n/words.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { useProtect } from './protect-context.tsx';

const GROUPS: readonly LicenceSentence['group'][] = ['who', 'allowed', 'not-allowed', 'purpose', 'time', 'duty'];

const ICONS: Readonly<Record<LicenceSentence['group'], ReactNode>> = {
  who: <Users size={16} aria-hidden />,
  allowed: <Check size={16} aria-hidden />,
  'not-allowed': <Ban size={16} aria-hidden />,
  purpose: <Target size={16} aria-hidden />,
  time: <CalendarRange size={16} aria-hidden />,
  duty: <ClipboardList size={16} aria-hidden />,
};

/** The licence as recipients will read it, kept up with every change. */
export function LicenceReadingPanel() {
  const reading = useProtect((state) => state.licenceReading);
  if (!reading) return null;
  return (
    <Card title="The licence in plain language" description="As recipients will read it.">
      <div className="reading">
        {reading.warnings.map((warning) => (
          <Callout key={warning.code} tone={warning.severity === 'error' ? 'danger' : 'warning'}>
            {warning.text}
          </Callout>
        ))}
        {GROUPS.map((group) => {
          const sentences = reading.sentences.filter((sentence) => sentence.group === group);
          if (sentences.length === 0) return null;
          return (
            <section key={group} className={`reading__group reading__group--${group}`}>
              <h3>
                {ICONS[group]}
                {licenceGroupWords(group)}
              </h3>
              <ul>
                {sentences.map((sentence) => (
                  <li key={sentence.text}>
                    <span>{sentence.text}</span>
                    <Badge>{keepingWords(sentence.kept).label}</Badge>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Card>
  );
}
