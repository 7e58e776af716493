import type { AttackReport } from '@shared/risk/attacks/attack-report.ts';
import { Intervals } from '../../../charts/Intervals.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { formatList, formatPlural } from '../../../ui/format.ts';
import { HowComputed } from '../../../ui/Stat.tsx';
import { attackSentence, controlSentence, outcomesOf } from './assessment-words.ts';

const HOW = {
  title: 'Attacks carried out',
  paragraphs: [
    'Singling out, linkability and inference, the three questions of WP29 Opinion 05/2014, are tried on this release and their success is counted against the original (Giomi et al. 2023). The risk is what is left of the success after what also works on people who are not in the release.',
    'Bars are Wilson’s 95 % intervals. An attack that does no better than guessing is inconclusive: it was too weak to say anything.',
  ],
};

/** Family 5: what attackers reached who were let loose on this release. */
export function AttacksCard({ attacks }: { readonly attacks: AttackReport }) {
  const outcomes = outcomesOf(attacks);
  const sampled = attacks.isSampled
    ? ` A sample of ${formatPlural(attacks.releasedRows, 'released row')} took part.`
    : '';
  return (
    <Card
      title="5. Attacks carried out"
      description={`${controlSentence(attacks)}${sampled}`}
      actions={<HowComputed explanation={HOW} />}
    >
      <div className="stack">
        {outcomes.length === 0 ? (
          <p className="muted">There are too few released columns to attack.</p>
        ) : (
          <Intervals
            title="Risk by attack"
            titleHidden
            rows={outcomes.map(({ id, label, outcome }) => ({
              id,
              label,
              value: outcome.risk.value,
              low: outcome.risk.low,
              high: outcome.risk.high,
              // A risk that is net of the control and a rate of guessing do not lie on one scale.
              ...(outcome.control === null ? { baseline: outcome.baseline.rate } : {}),
              isInconclusive: outcome.verdict === 'inconclusive',
            }))}
            summary="A low number says that these attacks failed, not that none would work."
          />
        )}
        {outcomes.length === 0 ? null : (
          <Disclosure title="Every attack in words" note={formatPlural(outcomes.length, 'attack')}>
            <ul className="outcomes">
              {outcomes.map(({ id, label, outcome }) => (
                <li key={id}>
                  <p className="outcomes__title">
                    {label}
                    {outcome.verdict === 'inconclusive' ? <Badge>inconclusive</Badge> : null}
                  </p>
                  <p className="muted">{attackSentence(outcome)}</p>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        {attacks.leftOut.length === 0 ? null : (
          <p className="muted">
            No attack compares {formatList(attacks.leftOut)}: without the key the values say nothing.
          </p>
        )}
      </div>
    </Card>
  );
}
