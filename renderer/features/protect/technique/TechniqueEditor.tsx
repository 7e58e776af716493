import { type ColumnRecipe, type Recipe, Technique } from '@shared/deidentification/recipe.ts';
import { TECHNIQUE_DESCRIPTIONS } from '@shared/deidentification/technique/catalogue.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Callout } from '../../../ui/Callout.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Select } from '../../../ui/Select.tsx';
import { HowComputed } from '../../../ui/Stat.tsx';
import { Fields } from '../forms/Fields.tsx';
import { HierarchyEditor } from '../hierarchy/HierarchyEditor.tsx';
import { useActions } from '../protect-context.tsx';
import { columnsWithRole, setTechnique } from '../recipe-edits.ts';
import { roleWords } from '../words.ts';
import { AlternativeTechniques } from './AlternativeTechniques.tsx';
import {
  fieldsOfTechnique,
  fittedTechnique,
  isByChance,
  TECHNIQUES,
  type TechniqueStart,
  type TechniqueType,
  techniqueEntry,
  unfitFor,
} from './catalogue.ts';
import { ValuePreview } from './ValuePreview.tsx';

export interface TechniqueEditorProps {
  readonly profile: ColumnProfile;
  readonly column: ColumnRecipe;
  readonly recipe: Recipe;
  /** Of the last fresh calculation. */
  readonly foundLevel: number | null;
}

export function TechniqueEditor({ profile, column, recipe, foundLevel }: TechniqueEditorProps) {
  const actions = useActions();
  const { technique } = column;
  const change = (next: Technique, mergeKey = '') =>
    actions.editRecipe(
      (old) => setTechnique(old, profile.name, fittedTechnique(next)),
      mergeKey && `${profile.name} ${mergeKey}`,
    );
  const given: TechniqueStart = {
    profile,
    today: new Date().toISOString().slice(0, 10),
    person: columnsWithRole(recipe, 'direct-identifier')[0] ?? null,
  };
  const offered = (Object.keys(TECHNIQUES) as TechniqueType[]).map((id) => {
    const { label, about, group } = techniqueEntry(id);
    const unfit = unfitFor(id, given);
    return { id, label, group, description: unfit === '' ? about : unfit, isDisabled: unfit !== '' };
  });
  return (
    <div className="technique">
      <header className="technique__head">
        <h3>{profile.name}</h3>
        <Badge>{roleWords(column.role)}</Badge>
        <span className="muted numeric">
          {formatCount(profile.distinct)} distinct
          {profile.minimum !== undefined && profile.maximum !== undefined
            ? `, from ${profile.minimum} to ${profile.maximum}`
            : ''}
        </span>
      </header>
      <div className="technique__choice">
        <Select
          label="What happens to it"
          items={offered}
          value={technique.type}
          onChange={(type) => {
            const started = techniqueEntry(type).start(given);
            if (started) change(started);
          }}
          description={techniqueEntry(technique.type).about}
          className="technique__select"
        />
        <HowComputed explanation={explanationOf(technique.type)} />
      </div>
      <AlternativeTechniques name={profile.name} column={column} onChoose={(next) => change(next)} />
      {column.role === 'direct-identifier' && technique.type === 'none' ? (
        <Callout tone="danger" title="This column names people">
          Released as it is, it undoes the protection of every other column.
        </Callout>
      ) : null}
      <Fields
        key={technique.type}
        fields={fieldsOfTechnique(technique)}
        values={technique}
        schema={Technique}
        recipe={recipe}
        onChange={(values, key) => change(values as Technique, key)}
      />
      {technique.type === 'generalization' ? (
        <HierarchyEditor
          profile={profile}
          technique={technique}
          recipe={recipe}
          isSearched={column.role === 'quasi-identifier'}
          foundLevel={foundLevel}
          onChange={change}
        />
      ) : technique.type === 'suppression' || technique.type === 'none' ? null : (
        <ValuePreview column={profile.name} recipe={recipe} isByChance={isByChance(technique.type)} />
      )}
    </div>
  );
}

/** The technique's name in the standard, what it does against each risk, and how it is often got wrong. */
function explanationOf(type: TechniqueType) {
  const { iso, effect, pitfalls } = TECHNIQUE_DESCRIPTIONS[type];
  return {
    title: techniqueEntry(type).label,
    paragraphs: [
      `ISO/IEC 20889: ${iso}.`,
      `Singling out: ${effect.singlingOut}. Linkability: ${effect.linkability}. Inference: ${effect.inference}.`,
      ...pitfalls,
    ],
  };
}
