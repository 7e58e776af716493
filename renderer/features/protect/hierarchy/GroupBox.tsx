import { GripVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, GridList, GridListItem, isTextDropItem, useDragAndDrop } from 'react-aria-components';

/** What is dragged is one of our own values, and nothing from elsewhere. */
const DRAG_TYPE = 'application/x-bulla-category';

export interface GroupBoxProps {
  readonly label: string;
  readonly items: readonly string[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
  /** Items that were dropped here, by pointer or by keyboard. */
  readonly onDrop: (items: readonly string[]) => void;
  readonly empty: ReactNode;
}

/** The members of a group: ticked to be put elsewhere, dragged away, or dropped here. */
export function GroupBox({ label, items, ticked, onTick, onDrop, empty }: GroupBoxProps) {
  const rows = items.map((item) => ({ id: `item:${item}`, item }));
  const itemOf = (key: string | number) => String(key).slice('item:'.length);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [DRAG_TYPE]: itemOf(key), 'text/plain': itemOf(key) })),
    acceptedDragTypes: [DRAG_TYPE],
    getDropOperation: () => 'move',
    async onRootDrop({ items: dropped }) {
      const texts = await Promise.all(dropped.filter(isTextDropItem).map((entry) => entry.getText(DRAG_TYPE)));
      if (texts.length > 0) onDrop(texts);
    },
  });
  return (
    <GridList
      aria-label={label}
      items={rows}
      selectionMode="multiple"
      selectedKeys={rows.filter((row) => ticked.has(row.item)).map((row) => row.id)}
      onSelectionChange={(keys) => {
        const own = keys === 'all' ? items : [...keys].map(itemOf);
        onTick(new Set([...[...ticked].filter((item) => !items.includes(item)), ...own]));
      }}
      dragAndDropHooks={dragAndDropHooks}
      className="group-box"
      renderEmptyState={() => <p className="group-box__empty muted">{empty}</p>}
    >
      {({ id, item }) => (
        <GridListItem id={id} textValue={item === '' ? 'empty' : item} className="group-box__item">
          <Button slot="drag" className="order__grip" aria-label={`Drag ${item === '' ? 'empty' : item}`}>
            <GripVertical size={12} aria-hidden />
          </Button>
          <span>{item === '' ? <em className="muted">empty</em> : item}</span>
        </GridListItem>
      )}
    </GridList>
  );
}
