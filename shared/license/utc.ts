/** Instants of licences and manifests: `YYYY-MM-DDTHH:MM:SSZ`, real calendar dates, years 2020 to 2099. */

const UTC = /^20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Milliseconds UTC; null for anything else, such as 31 February, a local time or a fraction of a second. */
export function parseUtc(text: string): number | null {
  if (!UTC.test(text)) return null;
  const instant = Date.parse(text);
  // Date.parse turns 31 February into 3 March: only a real date comes back as it was written.
  return Number.isNaN(instant) || formatUtc(instant) !== text ? null : instant;
}

/** 1_795_424_400_000 -> '2026-11-23T09:00:00Z'; parts of a second are cut off. */
export function formatUtc(instant: number): string {
  return `${new Date(Math.floor(instant / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
