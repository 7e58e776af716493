import type { PopulationFile } from '@shared/deidentification/recipe.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatPlural } from '../../../ui/format.ts';
import { useActions, useProtect } from '../protect-context.tsx';
import { setPopulationTable } from '../recipe-edits.ts';
import { fileName } from '../words.ts';

/** The population table of the recipe: the models that count people and the risk measures use the same. */
export function PopulationField({ label, value }: { readonly label: string; readonly value: unknown }) {
  const actions = useActions();
  const chosen = useProtect((state) => state.populationTable);
  const known = value as PopulationFile | undefined;
  const rows = chosen !== null && chosen.population.path === known?.path ? chosen.rowCount : null;
  return (
    <div className="field fields__wide">
      <p className="field__label">{label}</p>
      <p className="source-line">
        {known === undefined ? 'None was chosen.' : fileName(known.path)}
        {rows === null ? null : <span className="muted numeric">{formatPlural(rows, 'row')}</span>}
        <Button size="small" variant="quiet" onPress={() => void actions.choosePopulation(setPopulationTable)}>
          Choose another table
        </Button>
      </p>
    </div>
  );
}
