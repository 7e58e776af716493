/** Numbers, sizes and times as people read them, in English and in the computer's time zone unless it says UTC. */
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' });
const MOMENT = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** 12345 -> '12,345' */
export const count = (value: number): string => WHOLE.format(value);

/** 0.1234567 -> '0.123457'; 12345 -> '12,345' */
export const decimal = (value: number): string =>
  Number.isInteger(value) ? WHOLE.format(value) : DECIMAL.format(value);

/** (1, 'row') -> '1 row'; (2, 'entry', 'entries') -> '2 entries' */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 1536 -> '1.5 kB' (1 kB = 1,024 bytes) */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? count(value) : value.toFixed(1)} ${units[unit]}`;
}

/** '2026-11-23T00:00:00Z' -> '23 November 2026'; anything that is no time stays as it is. */
export function day(instant: string | null): string {
  const time = Date.parse(instant ?? '');
  return Number.isNaN(time) ? (instant ?? 'unknown') : DAY.format(time);
}

/** With hours, minutes and seconds. Milliseconds UTC or an instant. */
export function moment(instant: string | number): string {
  const time = typeof instant === 'number' ? instant : Date.parse(instant);
  return Number.isNaN(time) ? String(instant) : MOMENT.format(time);
}

/** Days from now until then, rounded down; negative when past. */
export function daysUntil(instant: string, now: number): number {
  return Math.floor((Date.parse(instant) - now) / 86_400_000);
}
