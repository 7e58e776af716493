import type { HierarchySpec } from '@shared/deidentification/recipe.ts';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { Button, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import { IconButton } from '../../../ui/Button.tsx';
import { moveValue, moveValues, sizesProblem } from './hierarchy-edits.ts';
import { NumbersField } from './NumbersField.tsx';

type Order = Extract<HierarchySpec, { type: 'order' }>;

const MAX_SHOWN = 500;

/** Values in an order of the person's own: dragged, or moved with the arrows. */
export function OrderEditor({
  spec,
  onChange,
}: {
  readonly spec: Order;
  readonly onChange: (spec: Order, mergeKey?: string) => void;
}) {
  const { values } = spec;
  const put = (next: readonly string[]) => {
    if (next !== values) onChange({ ...spec, values: [...next] });
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': values[Number(key)] ?? '' })),
    onReorder({ keys, target }) {
      if (target.dropPosition === 'on') return;
      const moved = [...keys].map((key) => values[Number(key)] ?? '');
      put(moveValues(values, moved, values[Number(target.key)] ?? '', target.dropPosition));
    },
  });
  const shown = values.slice(0, MAX_SHOWN).map((value, at) => ({ id: String(at), value }));
  return (
    <div className="order">
      <NumbersField
        label="Values put together at each level"
        numbers={spec.sizes}
        problem={sizesProblem}
        description="Neighbours in the order below: 2, 4 puts two, then four of them together."
        onChange={(sizes) => onChange({ ...spec, sizes: [...sizes] }, 'sizes')}
      />
      <GridList
        aria-label="Order of the values"
        items={shown}
        dragAndDropHooks={dragAndDropHooks}
        className="order__list"
      >
        {({ id, value }) => {
          const at = Number(id);
          const name = value === '' ? 'empty' : value;
          return (
            <GridListItem id={id} textValue={name} className="order__item">
              <Button slot="drag" className="order__grip" aria-label={`Drag ${name}`}>
                <GripVertical size={14} aria-hidden />
              </Button>
              <span className="order__name">{name}</span>
              <IconButton
                label={`Move ${name} up`}
                size="small"
                icon={<ArrowUp size={14} aria-hidden />}
                isDisabled={at === 0}
                onPress={() => put(moveValue(values, at, at - 1))}
              />
              <IconButton
                label={`Move ${name} down`}
                size="small"
                icon={<ArrowDown size={14} aria-hidden />}
                isDisabled={at === values.length - 1}
                onPress={() => put(moveValue(values, at, at + 1))}
              />
            </GridListItem>
          );
        }}
      </GridList>
      {values.length > MAX_SHOWN ? <p className="field__description">The first {MAX_SHOWN} values are shown.</p> : null}
    </div>
  );
}
