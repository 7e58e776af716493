import type { Recipe } from '@shared/deidentification/recipe.ts';
import { explain } from '@shared/risk/explanations.ts';
import type { ReactNode } from 'react';
import { ClassSizes } from '../../../charts/ClassSizes.tsx';
import { Card } from '../../../ui/Card.tsx';
import { HowComputed } from '../../../ui/Stat.tsx';
import type { Preview } from '../store/state.ts';
import { AssessmentStatus, useAssessment } from './AssessmentStatus.tsx';
import { AttacksCard } from './AttacksCard.tsx';
import type { FamilyId } from './assessment-words.ts';
import { Attackers, Headline } from './ClassRisk.tsx';
import { Above, Contributions } from './ClassTables.tsx';
import { how } from './explained.ts';
import { FamilyStrip, familyAnchor } from './FamilyStrip.tsx';
import { LinkageCard } from './LinkageCard.tsx';
import { LintCard } from './LintCard.tsx';
import { PopulationCard } from './PopulationCard.tsx';
import { RiskSettings } from './RiskSettings.tsx';
import { SpecialUniquesCard } from './SpecialUniquesCard.tsx';
import { Subsets } from './Subsets.tsx';

/** All five families of risk, the quick one at once and the slow ones when they are there. */
export function RiskNumbers({ preview, recipe }: { readonly preview: Preview; readonly recipe: Recipe }) {
  const { before, after } = preview.report.risk;
  const assessed = useAssessment();
  const assessment = assessed?.assessment ?? null;
  return (
    <>
      <FamilyStrip after={after} assessment={assessment} />
      <AssessmentStatus />
      <RiskSettings recipe={recipe} />
      <Family id="classes">
        <Headline before={before} after={after} />
        <Attackers before={before} after={after} />
        <div className="two">
          <Card
            title="Sizes of the groups"
            actions={<HowComputed explanation={how('Sizes of the groups', 'risk.classSizes', after)} />}
          >
            <ClassSizes
              before={before.classSizes}
              after={after.classSizes}
              summary={explain('risk.classSizes', after).sentence}
            />
          </Card>
          <Above before={before} after={after} />
        </div>
        <Contributions before={before} after={after} />
        {before.subsets.list.length === 0 ? null : <Subsets subsets={before.subsets} />}
      </Family>
      {assessment === null ? null : (
        <>
          <Family id="population">
            <PopulationCard assessment={assessment} />
          </Family>
          <Family id="special-uniques">
            <SpecialUniquesCard assessment={assessment} />
          </Family>
          <Family id="linkage">
            <LinkageCard linkage={assessment.linkage} />
          </Family>
          <Family id="attacks">
            <AttacksCard attacks={assessment.attacks} />
          </Family>
          <LintCard lint={assessment.lint} />
        </>
      )}
    </>
  );
}

/** A place that the strip leads to. */
function Family({ id, children }: { readonly id: FamilyId; readonly children: ReactNode }) {
  return (
    <div id={familyAnchor(id)} tabIndex={-1} className="risk-family">
      {children}
    </div>
  );
}
