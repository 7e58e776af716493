import { FolderInput } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { formatPlural } from '../../../ui/format.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import {
  addCategoryLevel,
  type Categories,
  groupOf,
  groupsOf,
  itemsOf,
  putIntoGroup,
  removeCategoryLevel,
} from './hierarchy-edits.ts';

const MAX_SHOWN = 200;

/** Tick values, name a group, put them into it. One level at a time, from below. */
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
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [group, setGroup] = useState('');
  const [filter, setFilter] = useState('');
  const at = Math.min(level, spec.levels.length - 1);
  const items = itemsOf(spec, at);
  const current = spec.levels[at] ?? [];
  const wanted = filter.trim().toLowerCase();
  const matching = items.filter((item) => item.toLowerCase().includes(wanted));

  if (items.length === 0 && !hasValues) {
    return (
      <p className="field__description">
        There are too many values to group by hand. Prepare a hierarchy file and import it.
      </p>
    );
  }

  function goTo(next: number): void {
    setLevel(next);
    setTicked([]);
  }

  function put(): void {
    const name = group.trim();
    if (name === '' || ticked.length === 0) return;
    onChange(putIntoGroup(spec, at, ticked, name));
    setTicked([]);
    setGroup('');
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
      <TextField label="Find a value" labelHidden placeholder="Find a value" value={filter} onChange={setFilter} />
      <ul className="categories__items" aria-label="Values to group">
        {matching.slice(0, MAX_SHOWN).map((item) => {
          const own = groupOf(current, item);
          return (
            <li key={item}>
              <Checkbox
                isSelected={ticked.includes(item)}
                onChange={(on) => setTicked(on ? [...ticked, item] : ticked.filter((other) => other !== item))}
              >
                {item === '' ? 'empty' : item}
              </Checkbox>
              <span className="muted">{own === item ? '' : own}</span>
            </li>
          );
        })}
      </ul>
      {matching.length > MAX_SHOWN ? (
        <p className="field__description">
          {MAX_SHOWN} of {formatPlural(matching.length, 'value')} are shown. Search for the others.
        </p>
      ) : null}
      <form
        className="categories__put"
        onSubmit={(event) => {
          event.preventDefault();
          put();
        }}
      >
        <TextField
          label="Name of the group"
          value={group}
          onChange={setGroup}
          description={`${formatPlural(ticked.length, 'value')} ticked. ${formatPlural(groupsOf(current).length, 'group')} at this level.`}
        />
        <Button
          type="submit"
          icon={<FolderInput size={16} aria-hidden />}
          isDisabled={group.trim() === '' || ticked.length === 0}
        >
          Put into this group
        </Button>
      </form>
    </div>
  );
}
