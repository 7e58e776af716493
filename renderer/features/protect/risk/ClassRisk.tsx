import { explain } from '@shared/risk/explanations.ts';
import type { AttackerRisk, RiskReport } from '@shared/risk/risk-report.ts';
import { Gauge } from '../../../charts/Gauge.tsx';
import { Card } from '../../../ui/Card.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { HowComputed, Stat } from '../../../ui/Stat.tsx';
import { how, type Pair, toneOf } from './explained.ts';

export function Headline({ before, after }: Pair) {
  return (
    <div className="headline">
      <Stat
        size="large"
        label="People who can be singled out"
        before={formatCount(before.uniques)}
        value={formatCount(after.uniques)}
        tone={after.uniques === 0 ? 'success' : 'danger'}
        verdict={after.uniques === 0 ? 'None' : 'Above the target'}
        threshold="Target: none"
        sentence={explain('risk.uniques', after).sentence}
        explanation={how('People who can be singled out', 'risk.uniques', after)}
      />
      <Stat
        size="large"
        label="Smallest group"
        before={formatCount(before.smallestClass)}
        value={formatCount(after.smallestClass)}
        unit={after.smallestClass === 1 ? 'person' : 'people'}
        sentence={explain('risk.smallestClass', after).sentence}
        explanation={how('Smallest group', 'risk.smallestClass', after)}
      />
      <Stat
        size="large"
        label="Groups that look alike"
        before={formatCount(before.classes)}
        value={formatCount(after.classes)}
        sentence={explain('risk.classes', after).sentence}
        explanation={how('Groups that look alike', 'risk.classes', after)}
      />
      {after.wildcard === null ? null : (
        <p className="headline__note muted">
          {explain('risk.wildcard', after).sentence}
          <HowComputed explanation={how('Missing cells', 'risk.wildcard', after)} />
        </p>
      )}
    </div>
  );
}

export function Attackers({ before, after }: Pair) {
  const threshold = `Threshold: ${formatShare(after.threshold)}`;
  return (
    <div className="three">
      <Attacker
        title="Somebody who knows that a person is in the data"
        name="Prosecutor"
        keyPrefix="risk.prosecutor"
        before={before.prosecutor}
        after={after.prosecutor}
        report={after}
      />
      <Attacker
        title="Somebody who does not know who is in the data"
        name="Journalist"
        keyPrefix="risk.journalist"
        before={before.journalist}
        after={after.journalist}
        report={after}
      />
      <Card title="Somebody who tries everybody" description="Marketer">
        <Stat
          label="Share of people found"
          before={formatShare(before.marketer)}
          value={formatShare(after.marketer)}
          threshold={threshold}
          {...toneOf(after.marketer, after.threshold)}
          sentence={explain('risk.marketer', after).sentence}
          explanation={how('Share of people found', 'risk.marketer', after)}
        >
          <Gauge
            label="Share of people found"
            value={after.marketer}
            before={before.marketer}
            threshold={after.threshold}
          />
        </Stat>
      </Card>
    </div>
  );
}

function Attacker({
  title,
  name,
  keyPrefix,
  before,
  after,
  report,
}: {
  readonly title: string;
  readonly name: string;
  readonly keyPrefix: 'risk.prosecutor' | 'risk.journalist';
  readonly before: AttackerRisk;
  readonly after: AttackerRisk;
  readonly report: RiskReport;
}) {
  return (
    <Card title={title} description={name}>
      <div className="stack">
        <Stat
          label="Highest risk of one person"
          before={formatShare(before.highest)}
          value={formatShare(after.highest)}
          threshold={`Threshold: ${formatShare(report.threshold)}`}
          {...toneOf(after.highest, report.threshold)}
          sentence={explain(`${keyPrefix}.highest`, report).sentence}
          explanation={how(`Highest risk, ${name.toLowerCase()}`, `${keyPrefix}.highest`, report)}
        >
          <Gauge
            label="Highest risk of one person"
            value={after.highest}
            before={before.highest}
            threshold={report.threshold}
          />
        </Stat>
        <Stat
          label="Average risk"
          before={formatShare(before.average)}
          value={formatShare(after.average)}
          sentence={explain(`${keyPrefix}.average`, report).sentence}
          explanation={how(`Average risk, ${name.toLowerCase()}`, `${keyPrefix}.average`, report)}
        />
        <Stat
          label="People at risk"
          before={formatShare(before.recordsAtRisk)}
          value={formatShare(after.recordsAtRisk)}
          tone={after.recordsAtRisk === 0 ? 'success' : 'danger'}
          verdict={after.recordsAtRisk === 0 ? 'None' : 'Above the target'}
          threshold="Target: none"
          sentence={explain(`${keyPrefix}.recordsAtRisk`, report).sentence}
          explanation={how(`People at risk, ${name.toLowerCase()}`, `${keyPrefix}.recordsAtRisk`, report)}
        />
        {keyPrefix === 'risk.journalist' && report.journalist.population === 'table' ? (
          <Stat
            label="People found in the population table"
            value={formatShare(report.journalist.matched)}
            {...(report.journalist.matched < 1 ? { tone: 'warning' as const, verdict: 'Not everybody' } : {})}
            sentence={explain('risk.journalist.matched', report).sentence}
            explanation={how('People found in the population table', 'risk.journalist.matched', report)}
          />
        ) : null}
      </div>
    </Card>
  );
}
