// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows by the million
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
import type { ColumnProfile } from '@shared/table/table.ts';
import { SUPPRESSED } from '@shared/table/table.ts';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import { TYPE_WORDS } from '../i18n/words.ts';
import { Sparkbars, shownBars } from '../charts/Sparkbars.tsx';
import { formatCount, formatShare } from '../ui/format.ts';
import './grid.css';
import { type CellText, createRowCache, type FetchRows, type RowCache } from './row-cache.ts';
import {
  canvasHeight,
  type GridHeights,
  isScaled,
  lastTopRow,
  rowsToDraw,
  scrollTopFor,
  topRowAt,
  topRowToShow,
} from './row-window.ts';

export interface GridColumn {
  readonly name: string;
  /** Absent while the file is still being read. */
  readonly profile?: ColumnProfile;
  /** A mark under the name, such as the column's role. */
  readonly mark?: ReactNode;
}

export interface DataGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  readonly fetchRows: FetchRows;
  /** Rows are asked for again when this changes. */
  readonly sourceKey: string;
  /** In a release '*' is a suppressed cell. */
  readonly hasSuppression?: boolean;
}

const ROW_HEIGHT = 30;
const HEADER_HEIGHT = 92;
const BARE_HEADER_HEIGHT = 36;
const MARK_HEIGHT = 24;
const MIN_WIDTH = 64;
const MAX_WIDTH = 640;
const DEFAULT_WIDTH = 152;
const OVERSCAN_ROWS = 6;
const RESIZE_STEP = 16;

interface Position {
  /** -1 is the header. */
  readonly row: number;
  readonly column: number;
}

/**
 * Rows by the million and columns by the thousand: only what is on screen is drawn, and only what is drawn is fetched.
 * Rows are placed by `row-window.ts`, columns by TanStack Virtual. Focus stays on the grid; the active cell is announced
 * through aria-activedescendant.
 */
export function DataGrid({ label, columns, rowCount, fetchRows, sourceKey, hasSuppression = false }: DataGridProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const expectedScrollTop = useRef(0);
  const [bodyHeight, setBodyHeight] = useState(300);
  const [topRow, setTopRow] = useState(0);
  const [active, setActive] = useState<Position>({ row: 0, column: 0 });
  const [hasFocus, setFocus] = useState(false);
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map());
  const [, redraw] = useReducer((count: number) => count + 1, 0);

  const hasProfiles = columns.some((column) => column.profile !== undefined);
  const hasMarks = columns.some((column) => column.mark != null);
  const headerHeight = (hasProfiles ? HEADER_HEIGHT : BARE_HEADER_HEIGHT) + (hasMarks ? MARK_HEIGHT : 0);
  const gutterWidth = Math.max(48, String(rowCount).length * 9 + 24);
  const heights: GridHeights = { rowCount, rowHeight: ROW_HEIGHT, bodyHeight };
  const widthOf = (index: number) => widths.get(columns[index]?.name ?? '') ?? defaultWidth(columns[index]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key means new rows behind the same function
  const cache = useMemo(() => createRowCache(fetchRows, columns.length), [sourceKey, columns.length]);
  useEffect(() => cache.onChange(redraw), [cache]);

  const columnVirtualizer = useVirtualizer({
    count: columns.length,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: widthOf,
    overscan: 3,
    paddingStart: gutterWidth,
    scrollPaddingStart: gutterWidth,
    getItemKey: (index) => index,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return shown.includes(active.column) || active.column >= columns.length ? shown : [...shown, active.column];
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes come from `widths`
  useLayoutEffect(() => columnVirtualizer.measure(), [widths, columns.length, gutterWidth]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setBodyHeight(Math.max(ROW_HEIGHT, element.clientHeight - headerHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [headerHeight]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new source starts at its top
  useEffect(() => moveTo(0), [sourceKey]);

  const safeTop = Math.min(topRow, lastTopRow(heights));
  const drawn = rowsToDraw(safeTop, heights, OVERSCAN_ROWS);
  useEffect(() => {
    if (drawn.end > drawn.start) cache.want(drawn.start, drawn.end);
  }, [cache, drawn.start, drawn.end]);

  function moveTo(next: number): void {
    const bounded = Math.min(Math.max(next, 0), lastTopRow(heights));
    setTopRow(bounded);
    const element = scroller.current;
    if (!element) return;
    expectedScrollTop.current = scrollTopFor(bounded, heights);
    element.scrollTop = expectedScrollTop.current;
    expectedScrollTop.current = element.scrollTop;
  }

  function onScroll(): void {
    const element = scroller.current;
    // Our own write to scrollTop comes back as an event; it must not round the row away.
    if (!element || Math.abs(element.scrollTop - expectedScrollTop.current) < 1) return;
    expectedScrollTop.current = element.scrollTop;
    setTopRow(topRowAt(element.scrollTop, heights));
  }

  // When the scroll bar stands for more rows than its pixels, a wheel would jump over rows: move by pixels of rows instead.
  const onWheel = useRef<(event: WheelEvent) => void>(() => undefined);
  useEffect(() => {
    onWheel.current = (event) => {
      if (!isScaled(heights) || event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW_HEIGHT : 1;
      moveTo(safeTop + (event.deltaY * unit) / ROW_HEIGHT);
    };
  });
  useEffect(() => {
    const element = scroller.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  function activate(next: Position): void {
    const row = Math.min(Math.max(next.row, -1), rowCount - 1);
    const column = Math.min(Math.max(next.column, 0), columns.length - 1);
    setActive({ row, column });
    if (row >= 0) {
      const top = topRowToShow(row, safeTop, heights);
      if (top !== safeTop) moveTo(top);
    }
    columnVirtualizer.scrollToIndex(column, { align: 'auto' });
  }

  function resize(column: number, width: number): void {
    const name = columns[column]?.name ?? '';
    setWidths((old) => new Map(old).set(name, Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width))));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(bodyHeight / ROW_HEIGHT) - 1);
    const next = nextPosition(event, active, page, { rows: rowCount, columns: columns.length });
    if (event.shiftKey && active.row === -1 && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      resize(active.column, widthOf(active.column) + (event.key === 'ArrowRight' ? RESIZE_STEP : -RESIZE_STEP));
    } else if (next) {
      event.preventDefault();
      activate(next);
    }
  }

  const virtualColumns = columnVirtualizer.getVirtualItems();
  const width = columnVirtualizer.getTotalSize();
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  const rows: number[] = [];
  for (let row = drawn.start; row < drawn.end; row += 1) rows.push(row);
  // A row that scrolls out of sight lends its elements to one that comes in: far fewer are made and laid out.
  const slots = Math.ceil(bodyHeight / ROW_HEIGHT) + 2 * OVERSCAN_ROWS + 2;

  return (
    <div className="grid-frame">
      <div
        ref={scroller}
        className="grid"
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-readonly
        aria-activedescendant={cellId(active.row, active.column)}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onFocus={() => setFocus(true)}
        onBlur={() => setFocus(false)}
      >
        <div
          className="grid__canvas"
          role="presentation"
          style={{ height: canvasHeight(heights) + headerHeight, width: `max(100%, ${width}px)` }}
        >
          <div className="grid__header" role="rowgroup" style={{ height: headerHeight }}>
            <div className="grid__header-row" role="row" aria-rowindex={1}>
              <div
                className="grid__corner"
                role="columnheader"
                aria-colindex={1}
                style={{ width: gutterWidth, height: headerHeight }}
              >
                <span className="visually-hidden">Row</span>
              </div>
              {virtualColumns.map((item) => {
                const column = columns[item.index];
                if (!column) return null;
                return (
                  <HeaderCell
                    key={item.key}
                    id={cellId(-1, item.index)}
                    column={column}
                    index={item.index}
                    rowCount={rowCount}
                    left={item.start}
                    width={item.size}
                    isActive={hasFocus && active.row === -1 && active.column === item.index}
                    onPress={() => activate({ row: -1, column: item.index })}
                    onResize={(next) => resize(item.index, next)}
                  />
                );
              })}
            </div>
          </div>
          <div className="grid__body" role="rowgroup" style={{ top: headerHeight, height: bodyHeight }}>
            {rows.map((row) => (
              <div
                key={row % slots}
                className="grid__row"
                role="row"
                aria-rowindex={row + 2}
                data-odd={row % 2 === 1 ? true : undefined}
                style={{ transform: `translateY(${Math.round((row - safeTop) * ROW_HEIGHT)}px)`, height: ROW_HEIGHT }}
              >
                <div className="grid__number numeric" role="rowheader" aria-colindex={1} style={{ width: gutterWidth }}>
                  {formatCount(row + 1)}
                </div>
                {virtualColumns.map((item) => (
                  <Cell
                    key={item.key}
                    id={cellId(row, item.index)}
                    text={cache.cell(row, item.index)}
                    column={item.index}
                    left={item.start}
                    width={item.size}
                    isNumeric={isNumeric(columns[item.index])}
                    isActive={hasFocus && active.row === row && active.column === item.index}
                    hasSuppression={hasSuppression}
                    onPress={() => {
                      scroller.current?.focus({ preventScroll: true });
                      activate({ row, column: item.index });
                    }}
                  />
                ))}
              </div>
            ))}
          </div>
        </div>
      </div>
      <Failure cache={cache} />
    </div>
  );
}

function Failure({ cache }: { readonly cache: RowCache }) {
  if (cache.failure() === null) return null;
  return (
    <p className="grid__failure" role="status">
      Some rows could not be read. Scroll to try again.
    </p>
  );
}

interface HeaderCellProps {
  readonly id: string;
  readonly column: GridColumn;
  readonly index: number;
  readonly rowCount: number;
  readonly left: number;
  readonly width: number;
  readonly isActive: boolean;
  readonly onPress: () => void;
  readonly onResize: (width: number) => void;
}

const HeaderCell = memo(
  DrawnHeaderCell,
  // `onPress` closes over the position only, which `id` tells; `onResize` over the column's name.
  (before, after) =>
    before.id === after.id &&
    before.column === after.column &&
    before.rowCount === after.rowCount &&
    before.left === after.left &&
    before.width === after.width &&
    before.isActive === after.isActive,
);

function DrawnHeaderCell({ id, column, index, rowCount, left, width, isActive, onPress, onResize }: HeaderCellProps) {
  const bars = useMemo(() => (column.profile ? shownBars(column.profile) : []), [column.profile]);
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const { profile } = column;

  function begin(event: PointerEvent<HTMLSpanElement>): void {
    event.stopPropagation();
    drag.current = { x: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  return (
    <div
      id={id}
      className="grid__head"
      role="columnheader"
      aria-colindex={index + 2}
      data-active={isActive ? true : undefined}
      style={{ left, width }}
      onPointerDown={onPress}
    >
      <span className="grid__name" title={column.name}>
        {column.name === '' ? <em>no name</em> : column.name}
      </span>
      {profile === undefined ? null : (
        <>
          <span className="grid__meta">{TYPE_WORDS[profile.type]}</span>
          <span className="grid__meta numeric">
            {formatCount(profile.distinct)} distinct
            {profile.missing === 0 || rowCount === 0 ? null : (
              <span className="grid__missing-share"> · {formatShare(profile.missing / rowCount)} missing</span>
            )}
          </span>
          <Sparkbars bars={bars} label={`Distribution of ${column.name}`} height={18} />
        </>
      )}
      {column.mark}
      <span
        className="grid__resizer"
        aria-hidden
        onPointerDown={begin}
        onPointerMove={(event) => {
          if (drag.current) onResize(drag.current.width + event.clientX - drag.current.x);
        }}
        onPointerUp={() => {
          drag.current = null;
        }}
        onDoubleClick={() => onResize(DEFAULT_WIDTH)}
      />
    </div>
  );
}

interface CellProps {
  readonly id: string;
  readonly text: CellText;
  readonly column: number;
  readonly left: number;
  readonly width: number;
  readonly isNumeric: boolean;
  readonly isActive: boolean;
  readonly hasSuppression: boolean;
  readonly onPress: () => void;
}

const Cell = memo(
  function Cell({ id, text, column, left, width, isNumeric, isActive, hasSuppression, onPress }: CellProps) {
    return (
      <div
        id={id}
        className={isNumeric ? 'grid__cell grid__cell--numeric numeric' : 'grid__cell'}
        role="gridcell"
        aria-colindex={column + 2}
        data-active={isActive ? true : undefined}
        style={{ left, width }}
        onPointerDown={onPress}
      >
        {cellContent(text, hasSuppression)}
      </div>
    );
  },
  // `onPress` closes over the position only, which `id` tells.
  (before, after) =>
    before.id === after.id &&
    before.text === after.text &&
    before.left === after.left &&
    before.width === after.width &&
    before.isNumeric === after.isNumeric &&
    before.isActive === after.isActive &&
    before.hasSuppression === after.hasSuppression,
);

const MAX_SHOWN_CHARACTERS = 300;

function cellContent(text: CellText, hasSuppression: boolean): ReactNode {
  if (text === undefined) return <span className="grid__loading" />;
  if (text === null) return <span className="grid__mark">missing</span>;
  if (text === '') return <span className="grid__mark grid__mark--empty">empty</span>;
  if (hasSuppression && text === SUPPRESSED) {
    return (
      <span className="grid__mark grid__mark--suppressed">
        <span aria-hidden>*</span> suppressed
      </span>
    );
  }
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
}

function isNumeric(column: GridColumn | undefined): boolean {
  return column?.profile?.type === 'integer' || column?.profile?.type === 'number';
}

function defaultWidth(column: GridColumn | undefined): number {
  if (!column) return DEFAULT_WIDTH;
  const longest = Math.max(column.name.length, Math.min(column.profile?.longest ?? 0, 32));
  return Math.min(260, Math.max(DEFAULT_WIDTH, longest * 8 + 24));
}

/** Where a key leads, or null when the grid does not use it. */
export function nextPosition(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  active: Position,
  page: number,
  size: { readonly rows: number; readonly columns: number },
): Position | null {
  const { row, column } = active;
  const isFar = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowUp':
      return { row: isFar ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isFar ? size.rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: isFar ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isFar ? size.columns - 1 : column + 1 };
    case 'PageUp':
      return { row: Math.max(0, row - page), column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 };
    case 'End':
      return { row: isFar ? size.rows - 1 : row, column: size.columns - 1 };
    default:
      return null;
  }
}
