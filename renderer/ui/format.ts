/** Numbers and times as the window writes them. One locale, so that two people read the same digits. */
const LOCALE = 'en-GB';
const COUNT = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const DATE = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const DATE_TIME = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** 20000 -> '20,000' */
export function formatCount(value: number): string {
  return COUNT.format(value);
}

/** formatNumber(0.24193, 3) -> '0.242' */
export function formatNumber(value: number, decimals: number): string {
  return value.toLocaleString(LOCALE, { minimumFractionDigits: 0, maximumFractionDigits: decimals });
}

/** 0.0325 -> '3.3 %'; small shares never become a false '0 %': 0.0001 -> '0.01 %', 0.00001 -> 'under 0.01 %'. */
export function formatShare(share: number): string {
  if (share === 0) return '0 %';
  const percent = share * 100;
  if (percent < 0.01) return 'under 0.01 %';
  if (percent > 99.9 && percent < 100) return 'over 99.9 %';
  const decimals = percent < 1 ? 2 : percent < 10 || percent > 99 ? 1 : 0;
  return `${formatNumber(percent, decimals)} %`;
}

/** formatPlural(1, 'row') -> '1 row'; formatPlural(3, 'class', 'classes') -> '3 classes' */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** 1536 -> '1.5 kB' (1 kB = 1,000 bytes) */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatPlural(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = '';
  for (const next of units) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  return `${formatNumber(value, value < 10 ? 1 : 0)} ${unit}`;
}

/** 65000 -> '1 min 5 s'; 800 -> '0.8 s' */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${formatNumber(milliseconds / 1000, 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** '2026-03-01T00:00:00Z' -> '1 March 2026' */
export function formatDate(instant: string | number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : DATE.format(date);
}

/** In the time zone of this computer. */
export function formatDateTime(instant: string | number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : DATE_TIME.format(date);
}

/** ['a', 'b', 'c'] -> 'a, b and c' */
export function formatList(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
