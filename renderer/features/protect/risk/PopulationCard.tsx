import type { Assessment, PopulationEstimate, PopulationScenario } from '@shared/risk/assessment.ts';
import { RiskBars } from '../../../charts/RiskBars.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { formatCount, formatNumber, formatShare } from '../../../ui/format.ts';
import { HowComputed, Stat } from '../../../ui/Stat.tsx';
import { Table } from '../../../ui/Table.tsx';
import { individualSentence, modelName, populationSentence, scenarioWords } from './assessment-words.ts';

const HOW = {
  title: 'Unique in the population',
  paragraphs: [
    'Somebody who is unique in the data is found for certain only when unique among everybody. The share is estimated by the models of Zayatz, Pitman and the slide negative binomial; the rule of Dankar et al. (2012) says which of them to believe for a sample of this kind.',
    'Poisson log-linear model (Skinner and Holmes 1998): tau 1 is the expected number of people who are unique here and in the population, tau 2 the expected number of right matches.',
  ],
};

const HOW_INDIVIDUAL = {
  title: 'Individual risk',
  paragraphs: [
    'The probability that one person is found, given how many people of the population are expected to look the same (Benedetti and Franconi 1998). Added up, it is the expected number of people found.',
  ],
};

/** Family 2: what the people outside the data change. */
export function PopulationCard({ assessment }: { readonly assessment: Assessment }) {
  const { before, after } = assessment;
  const { individual } = after;
  return (
    <Card
      title="2. The population"
      description={populationSentence(after.population)}
      actions={<HowComputed explanation={HOW} />}
    >
      <div className="stack">
        <Scenarios scenarios={after.population.scenarios} />
        <div className="headline headline--flat">
          <Stat
            label="People expected to be found"
            before={formatNumber(before.individual.expected, 1)}
            value={formatNumber(individual.expected, 1)}
            sentence={individualSentence(individual)}
            explanation={HOW_INDIVIDUAL}
          />
          <Stat
            label="Highest individual risk"
            before={formatShare(before.individual.highest)}
            value={formatShare(individual.highest)}
          />
          <Stat
            label="People above the threshold"
            before={formatShare(before.individual.recordsAtRisk)}
            value={formatShare(individual.recordsAtRisk)}
          />
          {individual.household === null ? null : (
            <Stat
              label="People in households that are found"
              value={formatNumber(individual.household.expected, 1)}
              sentence={`Of ${formatCount(individual.household.households)} households by ${individual.household.column}; one is found when one of its members is. The highest risk of one household is ${formatShare(individual.household.highest)}.`}
            />
          )}
        </div>
        <RiskBars
          title="Records by individual risk"
          axis="individual risk"
          before={before.individual.bars}
          after={individual.bars}
        />
        {individual.targets.length === 0 ? null : (
          <Disclosure title="What a wanted overall risk would need" note="Thresholds of individual risk">
            <Table
              label="What a wanted overall risk would need"
              density="compact"
              rows={individual.targets}
              rowKey={(row) => String(row.target)}
              columns={[
                {
                  id: 'target',
                  header: 'Overall risk wanted',
                  cell: (row) => formatShare(row.target),
                  isRowHeader: true,
                },
                {
                  id: 'threshold',
                  header: 'Protect people above',
                  cell: (row) => (row.threshold === null ? 'cannot be reached' : formatShare(row.threshold)),
                  align: 'end',
                },
                { id: 'records', header: 'People', cell: (row) => formatCount(row.records), align: 'end' },
              ]}
            />
          </Disclosure>
        )}
      </div>
    </Card>
  );
}

function Scenarios({ scenarios }: { readonly scenarios: readonly PopulationScenario[] }) {
  const models = scenarios[0]?.estimates.map((estimate) => estimate.model) ?? [];
  return (
    <Table
      label="Estimated share of people who are unique in the population"
      density="compact"
      rows={scenarios}
      rowKey={(row) => String(row.fraction)}
      columns={[
        { id: 'scenario', header: 'The data are', cell: scenarioWords, isRowHeader: true },
        ...models.map((model) => ({
          id: model,
          header: modelName(model),
          cell: (row: PopulationScenario) =>
            estimateWords(
              row.estimates.find((entry) => entry.model === model),
              row,
            ),
          align: 'end' as const,
        })),
        {
          id: 'match',
          header: 'A unique match is right',
          cell: (row) => (row.uniqueMatchCorrect === null ? 'not known' : formatShare(row.uniqueMatchCorrect)),
          align: 'end',
        },
        {
          id: 'tau1',
          header: 'Log-linear, tau 1',
          cell: (row) => (row.logLinear === null ? 'not known' : formatNumber(row.logLinear.tau1, 2)),
          align: 'end',
        },
        {
          id: 'tau2',
          header: 'tau 2',
          cell: (row) => (row.logLinear === null ? 'not known' : formatNumber(row.logLinear.tau2, 2)),
          align: 'end',
        },
      ]}
    />
  );
}

function estimateWords(estimate: PopulationEstimate | undefined, { decided }: PopulationScenario) {
  if (estimate?.share == null) return <span className="muted">does not fit</span>;
  const isDecided = decided?.model === estimate.model;
  return isDecided ? (
    <strong>
      {formatShare(estimate.share)}
      <span className="visually-hidden">, the one to believe by the decision rule</span>
    </strong>
  ) : (
    formatShare(estimate.share)
  );
}
