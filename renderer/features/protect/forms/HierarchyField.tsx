import type { HierarchySpec } from '@shared/deidentification/recipe.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { formatPlural } from '../../../ui/format.ts';
import { Select } from '../../../ui/Select.tsx';
import { useProtectServices } from '../protect-context.tsx';

/** A hierarchy that is not the column's own: proposed by the engine, or from a file. */
export function HierarchyField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: HierarchySpec | undefined;
  readonly onChange: (value: HierarchySpec) => void;
}) {
  const { engine } = useProtectServices();
  const [error, setError] = useState<ErrorData | null>(null);

  async function importFile(): Promise<void> {
    setError(null);
    try {
      const file = await engine.bridge.chooseFile('hierarchy');
      if (!file) return;
      const { rows } = await engine.call('protect.importHierarchy', { file: file.token });
      onChange({ type: 'table', rows: rows.map((row) => [...row]) });
    } catch (reason) {
      setError(toErrorData(reason));
    }
  }

  return (
    <div className="field">
      <Select
        label={label}
        items={[
          { id: 'automatic', label: 'Automatic', description: 'Proposed from the values, the same each time.' },
          { id: 'table', label: 'From a file', description: 'A hierarchy CSV: a line for each value.' },
        ]}
        value={value === undefined || value.type === 'automatic' ? 'automatic' : 'table'}
        onChange={(type) => {
          if (type === 'automatic') onChange({ type: 'automatic' });
          else void importFile();
        }}
      />
      {value?.type === 'table' ? (
        <p className="source-line">
          {formatPlural(value.rows.length, 'value')}
          <Button size="small" variant="quiet" onPress={() => void importFile()}>
            Import another file
          </Button>
        </p>
      ) : null}
      {error ? <ErrorPanel error={error} /> : null}
    </div>
  );
}
