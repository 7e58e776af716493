import { FolderInput, Ungroup } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { formatCount, formatPlural } from '../../../ui/format.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { GroupBox } from './GroupBox.tsx';
import {
  addCategoryLevel,
  type Categories,
  itemsOf,
  partsOf,
  putIntoGroup,
  removeCategoryLevel,
  renameGroup,
  ungroup,
} from './hierarchy-edits.ts';

const MAX_SHOWN = 200;
const NOTHING: ReadonlySet<string> = new Set();

/** Values are dragged into groups, or ticked and put there; groups into larger groups, one level at a time, from below. */
export function CategoryEditor({
  spec,
  onChange,
  hasValues,
}: {
  readonly spec: Categories;
  readonly onChange: (spec: Categories) => void;
  readonly hasValues: boolean;
}) {
  const [level, setLevel] = useState(0);
  const [ticked, setTicked] = useState(NOTHING);
  const [name, setName] = useState('');
  const [filter, setFilter] = useState('');
  const at = Math.min(level, spec.levels.length - 1);
  const { alone, groups } = partsOf(spec, at);
  const wanted = filter.trim().toLowerCase();
  const matching = alone.filter((item) => item.toLowerCase().includes(wanted));

  if (itemsOf(spec, at).length === 0 && !hasValues) {
    return (
      <p className="field__description">
        There are too many values to group by hand. Prepare a hierarchy file and import it.
      </p>
    );
  }

  function goTo(next: number): void {
    setLevel(next);
    setTicked(NOTHING);
  }

  function put(items: readonly string[], group: string): void {
    if (group === '' || items.length === 0) return;
    onChange(putIntoGroup(spec, at, items, group));
    setTicked(NOTHING);
  }

  return (
    <div className="categories">
      <div className="categories__bar">
        <Segmented
          label="Level to edit"
          items={spec.levels.map((_, index) => ({ id: String(index), label: `Level ${index + 1}` }))}
          value={String(at)}
          onChange={(id) => goTo(Number(id))}
        />
        <Button
          size="small"
          variant="quiet"
          onPress={() => {
            onChange(addCategoryLevel(spec));
            goTo(spec.levels.length);
          }}
        >
          Add a level
        </Button>
        {spec.levels.length > 1 ? (
          <Button size="small" variant="quiet" onPress={() => onChange(removeCategoryLevel(spec))}>
            Remove the last level
          </Button>
        ) : null}
      </div>
      <p className="field__description">
        Drag values into a group; with the keyboard, press Enter on the handle of a value, then Tab to the group. Or
        tick several and put them into a group by its name.
      </p>
      <div className="categories__board">
        <section className="categories__part" aria-label="Not grouped">
          <header className="categories__head">
            <span className="field__label">Not grouped</span>
            <span className="muted numeric">{formatCount(alone.length)}</span>
          </header>
          <TextField label="Find a value" labelHidden placeholder="Find a value" value={filter} onChange={setFilter} />
          <GroupBox
            label="Values that are in no group"
            items={matching.slice(0, MAX_SHOWN)}
            ticked={ticked}
            onTick={setTicked}
            onDrop={(items) => onChange(ungroup(spec, at, items))}
            empty={alone.length === 0 ? 'Every value is in a group.' : 'No value fits.'}
          />
          {matching.length > MAX_SHOWN ? (
            <p className="field__description">
              {MAX_SHOWN} of {formatPlural(matching.length, 'value')} are shown. Search for the others.
            </p>
          ) : null}
        </section>
        <div className="categories__groups">
          {groups.map(({ group, members }) => (
            <section key={group} className="categories__part" aria-label={`Group ${group}`}>
              <header className="categories__head">
                <GroupName
                  key={group}
                  group={group}
                  onRename={(next) => onChange(renameGroup(spec, at, group, next))}
                />
                <IconButton
                  label={`Dissolve ${group}`}
                  size="small"
                  icon={<Ungroup size={14} aria-hidden />}
                  onPress={() => onChange(ungroup(spec, at, members))}
                />
              </header>
              <GroupBox
                label={`Values of ${group}`}
                items={members.slice(0, MAX_SHOWN)}
                ticked={ticked}
                onTick={setTicked}
                onDrop={(items) => put(items, group)}
                empty="Drop values here."
              />
            </section>
          ))}
          <section className="categories__part categories__part--new" aria-label="New group">
            <GroupBox
              label="New group"
              items={[]}
              ticked={NOTHING}
              onTick={() => undefined}
              onDrop={(items) => put(items, freeName(groups.map((entry) => entry.group)))}
              empty="Drop values here to make a new group."
            />
          </section>
        </div>
      </div>
      <form
        className="categories__put"
        onSubmit={(event) => {
          event.preventDefault();
          put([...ticked], name.trim());
          setName('');
        }}
      >
        <TextField
          label="Name of the group"
          value={name}
          onChange={setName}
          description={`${formatPlural(ticked.size, 'value')} ticked. ${formatPlural(groups.length, 'group')} at this level.`}
        />
        <Button
          type="submit"
          icon={<FolderInput size={16} aria-hidden />}
          isDisabled={name.trim() === '' || ticked.size === 0}
        >
          Put into this group
        </Button>
      </form>
    </div>
  );
}

/** A name is taken over when the field is left: a half-typed one could be another group's. */
function GroupName({ group, onRename }: { readonly group: string; readonly onRename: (name: string) => void }) {
  const [text, setText] = useState(group);
  return (
    <TextField
      label={`Name of the group ${group}`}
      labelHidden
      value={text}
      onChange={setText}
      onBlur={() => {
        const next = text.trim();
        if (next === '') setText(group);
        else if (next !== group) onRename(next);
      }}
      className="categories__name"
    />
  );
}

function freeName(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`Group ${number}`)) number += 1;
  return `Group ${number}`;
}
