import type { AreaPopulation } from '@shared/deidentification/technique-spec.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { formatPlural } from '../../../ui/format.ts';
import { Select } from '../../../ui/Select.tsx';
import { useProtectServices } from '../protect-context.tsx';
import { fileName } from '../words.ts';

/** Where it is told how many people live behind a postal code: a table of the person's own, or the list of the US census. */
export function AreasField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: AreaPopulation;
  readonly onChange: (value: AreaPopulation) => void;
}) {
  const { engine } = useProtectServices();
  const [error, setError] = useState<ErrorData | null>(null);

  async function importFile(): Promise<void> {
    setError(null);
    try {
      const file = await engine.bridge.chooseFile('hierarchy');
      if (!file) return;
      const { rows } = await engine.call('protect.importAreas', { file: file.token });
      onChange({ type: 'table', rows: rows.map((row) => [...row]) });
    } catch (reason) {
      setError(toErrorData(reason));
    }
  }

  return (
    <div className="field fields__wide">
      <Select
        label={label}
        items={[
          {
            id: 'small-areas',
            label: 'The small areas of the United States',
            description: 'Three-digit areas with at most 20,000 people in the census of 2000.',
          },
          { id: 'table', label: 'A table', description: 'A CSV of lines: postal code, people.' },
        ]}
        value={value.type === 'small-areas' ? 'small-areas' : 'table'}
        onChange={(type) => {
          if (type === 'small-areas') onChange({ type });
          else void importFile();
        }}
        className="technique__select"
      />
      {value.type === 'small-areas' ? null : (
        <p className="source-line">
          {value.type === 'table' ? formatPlural(value.rows.length, 'postal code') : fileName(value.path)}
          <Button size="small" variant="quiet" onPress={() => void importFile()}>
            Choose another table
          </Button>
        </p>
      )}
      {error ? <ErrorPanel error={error} /> : null}
    </div>
  );
}
