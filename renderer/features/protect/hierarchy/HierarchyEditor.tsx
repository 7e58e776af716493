import type { HierarchySpec, Recipe, Technique } from '@shared/deidentification/recipe.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import { useState } from 'react';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Select } from '../../../ui/Select.tsx';
import { useActions, useProtect, useProtectServices } from '../protect-context.tsx';
import { setTechnique } from '../recipe-edits.ts';
import { HIERARCHIES } from '../words.ts';
import { type StartedHierarchy, startHierarchy } from './hierarchy-edits.ts';
import { LevelTable } from './LevelTable.tsx';
import { SpecFields } from './SpecFields.tsx';
import { useHierarchyPreview } from './use-hierarchy-preview.ts';
import './hierarchy.css';

const NUMERIC: readonly HierarchySpec['type'][] = ['intervals', 'bounds', 'quantiles'];

type Generalization = Extract<Technique, { type: 'generalization' }>;

export interface HierarchyEditorProps {
  readonly profile: ColumnProfile;
  readonly technique: Generalization;
  readonly recipe: Recipe;
  /** Quasi-identifiers take part in the search; for others a level must be fixed. */
  readonly isSearched: boolean;
  readonly foundLevel: number | null;
  readonly onChange: (technique: Technique, mergeKey?: string) => void;
}

export function HierarchyEditor({
  profile,
  technique,
  recipe,
  isSearched,
  foundLevel,
  onChange,
}: HierarchyEditorProps) {
  const actions = useActions();
  const { engine } = useProtectServices();
  const dataset = useProtect((state) => state.datasetId);
  const { preview, error, isLoading } = useHierarchyPreview(profile.name, recipe);
  const [fileError, setFileError] = useState<ErrorData | null>(null);
  const { hierarchy } = technique;
  const isNumeric = profile.type === 'integer' || profile.type === 'number';
  const values = (preview?.rows ?? []).map((row) => row[0] ?? '');

  async function exportFile(): Promise<void> {
    setFileError(null);
    try {
      const file = await engine.bridge.chooseSave('csv', `${profile.name}-hierarchy.csv`);
      if (!file) return;
      await engine.call('protect.exportHierarchy', { dataset, column: profile.name, recipe, file: file.token });
    } catch (reason) {
      setFileError(toErrorData(reason));
    }
  }

  // Levels of the old hierarchy mean nothing in the new one.
  const change = (next: HierarchySpec, mergeKey?: string) =>
    onChange({ type: 'generalization', hierarchy: next }, mergeKey);

  /** The values to group or to order are those of the column, also while or because the present hierarchy has no preview. */
  async function start(type: StartedHierarchy): Promise<void> {
    setFileError(null);
    try {
      const automatic = setTechnique(recipe, profile.name, {
        type: 'generalization',
        hierarchy: { type: 'automatic' },
      });
      const rows =
        preview?.rows ??
        (type === 'categories' || type === 'order'
          ? (await actions.previewHierarchy(profile.name, automatic, new AbortController().signal)).rows
          : null);
      change(
        startHierarchy(
          type,
          profile,
          (rows ?? []).map((row) => row[0] ?? ''),
        ),
      );
    } catch (reason) {
      setFileError(toErrorData(reason));
    }
  }

  async function importFile(): Promise<void> {
    setFileError(null);
    try {
      const file = await engine.bridge.chooseFile('hierarchy');
      if (!file) return;
      const { rows } = await engine.call('protect.importHierarchy', { file: file.token });
      change({ type: 'table', rows: rows.map((row) => [...row]) });
    } catch (reason) {
      setFileError(toErrorData(reason));
    }
  }

  return (
    <div className="hierarchy">
      <Select
        label="Hierarchy"
        items={HIERARCHIES.map((entry) => ({ ...entry, isDisabled: NUMERIC.includes(entry.id) && !isNumeric }))}
        value={hierarchy.type === 'file' ? 'table' : hierarchy.type}
        onChange={(type) => {
          if (type === 'table') void importFile();
          else void start(type);
        }}
        className="technique__select"
      />
      {fileError ? <ErrorPanel error={fileError} /> : null}
      <SpecFields
        key={hierarchy.type}
        spec={hierarchy}
        values={values}
        onChange={change}
        onImport={() => void importFile()}
      />
      <LevelChoice
        technique={technique}
        levels={preview?.levels ?? null}
        withoutLevel={isSearched ? WITHOUT_LEVEL[recipe.search.type] : 'The lowest'}
        onChange={(next) => onChange(next)}
      />
      {error ? <ErrorPanel error={error} /> : null}
      {preview ? (
        <LevelTable
          preview={preview}
          level={technique.level ?? foundLevel}
          isLoading={isLoading}
          columnName={profile.name}
          onExport={() => void exportFile()}
        />
      ) : null}
    </div>
  );
}

/** Of a quasi-identifier, by the kind of search. */
const WITHOUT_LEVEL: Readonly<Record<Recipe['search']['type'], string>> = {
  optimal: 'Found by the search',
  'local-recoding': 'Found for each row',
  'local-suppression': 'The lowest, then single cells are emptied',
};

function LevelChoice({
  technique,
  levels,
  withoutLevel,
  onChange,
}: {
  readonly technique: Generalization;
  readonly levels: number | null;
  /** What happens when no level is chosen. */
  readonly withoutLevel: string;
  readonly onChange: (technique: Generalization) => void;
}) {
  if (levels === null) return null;
  const { hierarchy, level } = technique;
  const items = [
    { id: 'search', label: withoutLevel },
    ...Array.from({ length: levels }, (_, index) => ({
      id: String(index),
      label:
        index === 0 ? 'Level 0, the values themselves' : `Level ${index}${index === levels - 1 ? ', everything' : ''}`,
    })),
  ];
  return (
    <Select
      label="Level"
      items={items}
      value={level === undefined ? 'search' : String(level)}
      onChange={(id) =>
        onChange(
          id === 'search'
            ? { type: 'generalization', hierarchy }
            : { type: 'generalization', hierarchy, level: Number(id) },
        )
      }
      className="technique__select"
    />
  );
}
