import type { RoleSuggestion } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import { Check, CheckCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Sparkbars, shownBars } from '../../charts/Sparkbars.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatPlural, formatShare } from '../../ui/format.ts';
import { Popover } from '../../ui/Popover.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useActions, useProtect } from './protect-context.tsx';
import { acceptSuggestions, columnOf, columnsWithRole, setRole, undecided } from './recipe-edits.ts';
import { StepHead } from './StepHead.tsx';
import { TYPE_WORDS } from '../../i18n/words.ts';
import { techniqueWords } from './technique/technique-words.ts';
import { ROLES, reasonWords, roleWords } from './words.ts';

/** More rows than this are shown in parts, so that 2,000 columns do not become 2,000 menus at once. */
const PAGE = 60;

export function ColumnsStep() {
  const actions = useActions();
  const dataset = useProtect((state) => state.dataset);
  const recipe = useProtect((state) => state.history?.present.recipe);
  const suggestions = useProtect((state) => state.suggestions);
  const [filter, setFilter] = useState('');
  const [shown, setShown] = useState(PAGE);
  const byColumn = useMemo(() => new Map((suggestions ?? []).map((entry) => [entry.column, entry])), [suggestions]);

  if (!dataset || !recipe) return <NoData />;
  const open = undecided(recipe, dataset.columns);
  const acceptable = (suggestions ?? []).filter((entry) => open.includes(entry.column));
  const wanted = filter.trim().toLowerCase();
  const matching = dataset.columns.filter((column) => column.name.toLowerCase().includes(wanted));

  return (
    <>
      <StepHead step="columns" sentence={columnsSentence(recipe, open.length)} isReady={open.length === 0}>
        <RoleLegend />
      </StepHead>
      <div className="panel panel--flush">
        <div className="panel__bar">
          <TextField
            label="Find a column"
            labelHidden
            placeholder="Find a column"
            value={filter}
            onChange={setFilter}
            className="panel__filter"
          />
          {acceptable.length > 0 ? (
            <Button
              variant="primary"
              icon={<CheckCheck size={16} aria-hidden />}
              onPress={() => actions.editRecipe((old) => acceptSuggestions(old, acceptable))}
            >
              {acceptable.length === dataset.columns.length
                ? 'Accept all suggestions'
                : `Accept the other ${formatPlural(acceptable.length, 'suggestion')}`}
            </Button>
          ) : null}
        </div>
        <div className="table-scroll">
          <table className="table columns-table" aria-label="Columns and their roles">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Values</th>
                <th scope="col">Role</th>
                <th scope="col">Why, and what happens to it</th>
              </tr>
            </thead>
            <tbody>
              {matching.slice(0, shown).map((profile) => (
                <ColumnRow
                  key={profile.name}
                  profile={profile}
                  rowCount={dataset.rowCount}
                  recipe={recipe}
                  suggestion={byColumn.get(profile.name)}
                />
              ))}
            </tbody>
          </table>
        </div>
        {matching.length > shown ? (
          <div className="panel__more">
            <Button variant="quiet" onPress={() => setShown(shown + PAGE)}>
              Show {formatCount(Math.min(PAGE, matching.length - shown))} more of {formatCount(matching.length)} columns
            </Button>
          </div>
        ) : null}
      </div>
    </>
  );
}

export function NoData() {
  return (
    <EmptyState title="The data is not there yet">As soon as the file is read, this step can be worked on.</EmptyState>
  );
}

function columnsSentence(recipe: Recipe, open: number): string {
  if (open > 0)
    return `${formatPlural(open, 'column')} ${open === 1 ? 'has' : 'have'} no role yet. Nothing is released before every column has one.`;
  const quasi = columnsWithRole(recipe, 'quasi-identifier').length;
  const direct = columnsWithRole(recipe, 'direct-identifier').length;
  const sensitive = columnsWithRole(recipe, 'sensitive').length;
  const other = columnsWithRole(recipe, 'other').length;
  return `${formatPlural(direct, 'direct identifier')}, ${formatPlural(quasi, 'quasi-identifier')}, ${formatPlural(sensitive, 'sensitive column')} and ${formatPlural(other, 'other')}.`;
}

function RoleLegend() {
  return (
    <p className="source-line muted">
      The role says what others could do with a column.
      <Popover
        label="What the roles mean"
        trigger={
          <Button variant="quiet" size="small">
            What the roles mean
          </Button>
        }
      >
        <dl className="role-legend">
          {ROLES.map((role) => (
            <div key={role.id}>
              <dt>{role.label}</dt>
              <dd className="muted">{role.description}</dd>
            </div>
          ))}
        </dl>
      </Popover>
    </p>
  );
}

interface ColumnRowProps {
  readonly profile: ColumnProfile;
  readonly rowCount: number;
  readonly recipe: Recipe;
  readonly suggestion: RoleSuggestion | undefined;
}

function ColumnRow({ profile, rowCount, recipe, suggestion }: ColumnRowProps) {
  const actions = useActions();
  const column = columnOf(recipe, profile.name);
  const isSuggested = column !== undefined && column.role === suggestion?.role;
  return (
    <tr>
      <th scope="row" className="columns-table__name">
        <span className="columns-table__title">{profile.name}</span>
        <span className="columns-table__type muted">{TYPE_WORDS[profile.type]}</span>
      </th>
      <td className="columns-table__values">
        <Sparkbars bars={shownBars(profile)} label={`Distribution of ${profile.name}`} height={22} />
        <span className="muted numeric">
          {formatCount(profile.distinct)} distinct
          {profile.missing > 0 && rowCount > 0 ? `, ${formatShare(profile.missing / rowCount)} missing` : ''}
        </span>
      </td>
      <td className="columns-table__role">
        <Select
          label={`Role of ${profile.name}`}
          labelHidden
          items={ROLES}
          value={column?.role ?? null}
          placeholder="Choose a role"
          onChange={(role) => actions.editRecipe((old) => setRole(old, profile.name, role))}
        />
      </td>
      <td>
        {column === undefined ? (
          <Suggestion suggestion={suggestion} />
        ) : (
          <div className="columns-table__why">
            <span>{techniqueWords(column.technique)}</span>
            {isSuggested && suggestion.reasons.length > 0 ? (
              <span className="muted">{suggestion.reasons.map(reasonWords).join('. ')}</span>
            ) : null}
          </div>
        )}
      </td>
    </tr>
  );
}

function Suggestion({ suggestion }: { readonly suggestion: RoleSuggestion | undefined }) {
  const actions = useActions();
  if (!suggestion) return <span className="muted">Looking for a suggestion</span>;
  return (
    <div className="suggestion">
      <div className="columns-table__why">
        <span>
          <Badge tone="accent">Suggested</Badge> {roleWords(suggestion.role)},{' '}
          {techniqueWords(suggestion.technique).toLowerCase()}
        </span>
        <span className="muted">{suggestion.reasons.map(reasonWords).join('. ')}</span>
      </div>
      <Button
        size="small"
        icon={<Check size={14} aria-hidden />}
        aria-label={`Accept the suggestion for ${suggestion.column}`}
        onPress={() => actions.editRecipe((old) => acceptSuggestions(old, [suggestion]))}
      >
        Accept
      </Button>
    </div>
  );
}
