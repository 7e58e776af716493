import type { ColumnRecipe, Technique } from '@shared/deidentification/recipe.ts';
import { Button } from '../../../ui/Button.tsx';
import { useProtect } from '../protect-context.tsx';
import { fittingTechniques } from './alternatives.ts';
import { techniqueWords } from './technique-words.ts';

/** What else fits the column, with parameters from its values: one press away. */
export function AlternativeTechniques({
  name,
  column,
  onChoose,
}: {
  readonly name: string;
  readonly column: ColumnRecipe;
  readonly onChoose: (technique: Technique) => void;
}) {
  const suggestion = useProtect((state) => state.suggestions?.find((entry) => entry.column === name));
  const fitting = suggestion === undefined ? [] : fittingTechniques(suggestion, column);
  if (fitting.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row with its legend
    <div className="technique__fitting" role="group" aria-label={`What else fits ${name}`}>
      <span className="field__description">What else fits:</span>
      {fitting.map((technique) => (
        <Button key={technique.type} size="small" onPress={() => onChoose(technique)}>
          {techniqueWords(technique)}
        </Button>
      ))}
    </div>
  );
}
