import type { DatasetView, RowFrame } from '@shared/contract/views.ts';
import type { Source } from '@shared/deidentification/recipe.ts';
import { useCallback, useMemo, useState } from 'react';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount, formatList, formatPlural } from '../../ui/format.ts';
import { Popover } from '../../ui/Popover.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useActions, useProtect, useProtectServices } from './protect-context.tsx';
import { StepHead } from './StepHead.tsx';
import { DELIMITERS, delimiterWords, ENCODINGS, phaseWords, warningWords } from './words.ts';

export function DataStep() {
  const dataset = useProtect((state) => state.dataset);
  const isReading = useProtect((state) => state.reading !== null);
  const error = useProtect((state) => state.datasetError);
  if (error) return <ReadingFailed />;
  if (isReading) return <Reading />;
  return dataset ? <Dataset dataset={dataset} /> : null;
}

function Reading() {
  const name = useProtect((state) => state.file?.name ?? '');
  const firstRows = useProtect((state) => state.reading?.firstRows ?? null);
  return (
    <>
      <StepHead
        step="data"
        isReady={false}
        sentence={firstRows ? 'Here are the first rows. The rest is being read.' : `"${name}" is being read.`}
      />
      <ReadingProgress />
      <div className="protect__grid">{firstRows ? <FirstRows frame={firstRows} /> : null}</div>
    </>
  );
}

/** Apart from the rows, which a step forward does not concern. */
function ReadingProgress() {
  const actions = useActions();
  const progress = useProtect((state) => state.reading?.progress ?? null);
  return (
    <Progress
      label={phaseWords(progress?.phase, 'Reading the file')}
      progress={progress}
      onCancel={() => actions.cancelReading()}
    />
  );
}

function FirstRows({ frame }: { readonly frame: RowFrame }) {
  const columns = useMemo(() => frame.columns.map((column) => ({ name: column.name })), [frame]);
  const fetchRows = useCallback(async () => frame, [frame]);
  return (
    <DataGrid
      label="First rows"
      columns={columns}
      rowCount={frame.rowCount}
      fetchRows={fetchRows}
      sourceKey="first-rows"
    />
  );
}

function ReadingFailed() {
  const actions = useActions();
  const error = useProtect((state) => state.datasetError);
  const file = useProtect((state) => state.file);
  const [source, setSource] = useState<Source>({});
  if (!error || !file) return null;
  return (
    <>
      <StepHead step="data" sentence={`"${file.name}" was not read.`} />
      <ErrorPanel
        error={error}
        actions={
          <Button size="small" onPress={() => void actions.open(file)}>
            Try again
          </Button>
        }
      />
      {error.category === 'input' ? (
        <div className="source-form source-form--card">
          <SourceFields source={source} onChange={setSource} />
          <Button onPress={() => void actions.readAgain(source)}>Read with these settings</Button>
        </div>
      ) : null}
    </>
  );
}

function Dataset({ dataset }: { readonly dataset: DatasetView }) {
  const { engine } = useProtectServices();
  const columns = useMemo(() => dataset.columns.map((profile) => ({ name: profile.name, profile })), [dataset.columns]);
  const fetchRows = useCallback(
    (start: number, count: number) => engine.call('dataset.rows', { dataset: dataset.dataset, start, count }),
    [engine, dataset.dataset],
  );
  // Empty cells have an offer of their own.
  const warnings = dataset.warnings.filter((warning) => warning.code !== 'csv.empty-cells');
  return (
    <>
      <StepHead step="data" sentence={dataSentence(dataset)}>
        <SourceLine dataset={dataset} />
      </StepHead>
      <EmptyCellsOffer dataset={dataset} />
      {warnings.length === 0 ? null : (
        <Callout tone="warning" title="The file was read, with remarks">
          <ul className="plain-list">
            {warnings.map((warning) => (
              <li key={`${warning.code}${JSON.stringify(warning.params)}`}>{warningWords(warning)}</li>
            ))}
          </ul>
        </Callout>
      )}
      <div className="protect__grid">
        <DataGrid
          label={`Rows of ${dataset.name}`}
          columns={columns}
          rowCount={dataset.rowCount}
          fetchRows={fetchRows}
          sourceKey={dataset.dataset}
        />
      </div>
    </>
  );
}

function dataSentence({ columns, rowCount }: DatasetView): string {
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const empty = columns.reduce((sum, column) => sum + column.empty, 0);
  const size = `${formatPlural(rowCount, 'row')} and ${formatPlural(columns.length, 'column')}.`;
  if (rowCount === 0) return 'The file has columns but no rows.';
  const gaps = [
    ...(missing > 0 ? [`${formatPlural(missing, 'cell is', 'cells are')} missing`] : []),
    ...(empty > 0 ? [`${formatPlural(empty, 'cell is', 'cells are')} empty`] : []),
  ];
  return `${size} ${gaps.length === 0 ? 'No cell is missing' : formatList(gaps)}.`;
}

function SourceLine({ dataset }: { readonly dataset: DatasetView }) {
  const actions = useActions();
  const [source, setSource] = useState<Source>(dataset.source);
  const encoding = ENCODINGS.find((entry) => entry.id === dataset.source.encoding)?.label ?? dataset.source.encoding;
  const header = dataset.source.header ? 'with column names in the first line' : 'without column names';
  return (
    <p className="source-line muted">
      Read as {delimiterWords(dataset.source.delimiter ?? ',')}-separated {encoding}, {header}.
      <Popover
        label="How the file is read"
        trigger={
          <Button variant="quiet" size="small">
            Correct this
          </Button>
        }
      >
        <div className="source-form">
          <SourceFields source={source} onChange={setSource} />
          <Button variant="primary" onPress={() => void actions.readAgain(source)}>
            Read again
          </Button>
        </div>
      </Popover>
    </p>
  );
}

function SourceFields({ source, onChange }: { readonly source: Source; readonly onChange: (source: Source) => void }) {
  const known = DELIMITERS.some((entry) => entry.id === source.delimiter) || source.delimiter === undefined;
  const missing = source.missing ?? [];
  const others = missing.filter((text) => text !== '');
  const setMissing = (hasEmpty: boolean, texts: readonly string[]) =>
    onChange({ ...source, missing: hasEmpty ? ['', ...texts] : [...texts] });
  return (
    <>
      <Select
        label="Columns are separated by"
        items={known ? DELIMITERS : [...DELIMITERS, { id: source.delimiter ?? '', label: `"${source.delimiter}"` }]}
        value={source.delimiter ?? null}
        onChange={(delimiter) => onChange({ ...source, delimiter })}
      />
      <Select
        label="Characters are encoded as"
        items={ENCODINGS}
        value={source.encoding ?? null}
        onChange={(encoding) => onChange({ ...source, encoding })}
      />
      <Switch isSelected={source.header ?? true} onChange={(header) => onChange({ ...source, header })}>
        The first line holds the column names
      </Switch>
      <Checkbox isSelected={missing.includes('')} onChange={(hasEmpty) => setMissing(hasEmpty, others)}>
        An empty cell is a missing value
      </Checkbox>
      <TextField
        label="Other texts that mean missing"
        description="Separated by commas, such as NA, ?"
        value={others.join(', ')}
        onChange={(text) =>
          setMissing(
            missing.includes(''),
            text
              .split(',')
              .map((part) => part.trim())
              .filter((part) => part !== ''),
          )
        }
      />
    </>
  );
}

/** A missing value is not the empty string unless somebody says so. */
function EmptyCellsOffer({ dataset }: { readonly dataset: DatasetView }) {
  const actions = useActions();
  const concerned = dataset.columns.filter((column) => column.empty > 0);
  const cells = concerned.reduce((sum, column) => sum + column.empty, 0);
  const { source } = dataset;
  const missing = source.missing ?? [];
  if (cells === 0 || missing.includes('')) return null;
  return (
    <Callout
      tone="info"
      title={`${formatCount(cells)} cells in ${formatPlural(concerned.length, 'column')} are empty`}
      actions={
        <Button size="small" onPress={() => void actions.readAgain({ ...source, missing: ['', ...missing] })}>
          Treat empty cells as missing
        </Button>
      }
    >
      They count as a value of their own, the empty text. Say so if they mean that nothing is known.
    </Callout>
  );
}
