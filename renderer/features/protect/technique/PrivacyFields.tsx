import type { Aggregation, DifferentialPrivacy } from '@shared/deidentification/technique-spec.ts';
import { Button } from '../../../ui/Button.tsx';
import { Callout } from '../../../ui/Callout.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { formatList } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { TextEntry } from '../forms/TextEntry.tsx';

/** Differential privacy of a table of figures, with what it needs to be told by a person and not by the data. */
export function PrivacyFields({
  aggregation,
  privacy,
  canBePrivate,
  hasModels,
  lookingAtOthers,
  onFit,
  onToggle,
  onChange,
}: {
  readonly aggregation: Aggregation;
  readonly privacy: DifferentialPrivacy | null;
  readonly canBePrivate: boolean;
  /** Of the recipe: the two exclude each other. */
  readonly hasModels: boolean;
  /** Columns of the table whose technique depends on other records. */
  readonly lookingAtOthers: readonly string[];
  /** Takes out of the recipe what differential privacy excludes. */
  readonly onFit: () => void;
  readonly onToggle: (isOn: boolean) => void;
  readonly onChange: (privacy: DifferentialPrivacy, mergeKey: string) => void;
}) {
  const number = (key: 'epsilon' | 'budget' | 'contributions', value: number) => {
    if (privacy !== null && value > 0) onChange({ ...privacy, [key]: value }, `privacy ${key}`);
  };
  return (
    <>
      <Checkbox
        isSelected={privacy !== null}
        isDisabled={!canBePrivate}
        onChange={onToggle}
        description={
          canBePrivate
            ? 'Noise on every figure, so that one person more or less hardly shows. It limits what these figures tell, not what else is known.'
            : 'For counts and sums: leave the means out, they can be divided afterwards.'
        }
      >
        Noise by differential privacy
      </Checkbox>
      {privacy !== null && (hasModels || lookingAtOthers.length > 0) ? (
        <Callout tone="warning" title="The recipe does not fit it yet">
          <p>The promise is about each record by itself, so nothing may depend on the other records.</p>
          <Button size="small" className="table-card__fit" onPress={onFit}>
            {fitWords(hasModels, lookingAtOthers)}
          </Button>
        </Callout>
      ) : null}
      {privacy === null ? null : (
        <div className="fields">
          <NumberField
            label="Spent by this table, epsilon"
            minValue={0.001}
            maxValue={100}
            formatOptions={{ maximumFractionDigits: 3 }}
            description="Smaller hides more."
            value={privacy.epsilon}
            onChange={(value) => number('epsilon', value)}
          />
          <NumberField
            label="Budget of these data, in all"
            minValue={0.001}
            maxValue={1000}
            formatOptions={{ maximumFractionDigits: 3 }}
            description="All tables together; a ledger adds them up."
            value={privacy.budget}
            onChange={(value) => number('budget', value)}
          />
          <NumberField
            label="Rows of one person at most"
            minValue={1}
            maxValue={100_000}
            value={privacy.contributions}
            onChange={(value) => number('contributions', Math.round(value))}
          />
          {aggregation.groupBy.map((name) => (
            <TextEntry
              key={name}
              label={`Every value that ${name} could have`}
              description="One a line, as it is released. Write what could be, not what is there: the list itself is no secret."
              placeholder=""
              isLines
              value={(privacy.groups[name] ?? []).join('\n')}
              problem={(text) => (text.trim() === '' ? 'At least one value.' : '')}
              onChange={(text) =>
                onChange({ ...privacy, groups: { ...privacy.groups, [name]: linesOf(text) } }, `privacy group ${name}`)
              }
            />
          ))}
          {Object.entries(privacy.amounts).map(([name, amount]) => (
            <div key={name} className="fields fields__wide">
              {(['lower', 'upper'] as const).map((side) => (
                <NumberField
                  key={side}
                  label={side === 'lower' ? `${name} is at least` : `${name} is at most`}
                  formatOptions={{ maximumFractionDigits: 6 }}
                  description="What lies beyond is set to it."
                  value={amount[side]}
                  onChange={(value) => {
                    if (Number.isFinite(value)) {
                      const amounts = { ...privacy.amounts, [name]: { ...amount, [side]: value } };
                      onChange({ ...privacy, amounts }, `privacy ${side} ${name}`);
                    }
                  }}
                />
              ))}
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function fitWords(hasModels: boolean, columns: readonly string[]): string {
  const kept = `eep ${formatList(columns)} as ${columns.length === 1 ? 'it is' : 'they are'}`;
  if (columns.length === 0) return 'Take the models above away';
  return hasModels ? `Take the models above away and k${kept}` : `K${kept}`;
}

function linesOf(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '');
}
