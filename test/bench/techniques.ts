/**
 * node test/bench/techniques.ts [ROWS] [ROUNDS]: MDAV, as sdcMicro has it, on made columns of numbers: seconds (wall clock and
 * processor, the least of the rounds) at two sizes, and the ratio to sdcMicro's 62 s for 100,000 records of 3 columns.
 */
import { cpus } from 'node:os';
import { mdavGroups } from '../../shared/deidentification/technique/mdav.ts';
import { seededRandom } from '../../shared/std/seeded-random.ts';

const [rows = '100000', rounds = '2'] = process.argv.slice(2);
const SDCMICRO = { rows: 100_000, columns: 3, seconds: 62 };
const K = 3;

function numbers(count: number): Float64Array {
  const random = seededRandom(1, 'bench');
  return Float64Array.from({ length: count }, () => random.next());
}

function measure(records: number, columns: number) {
  const coordinates = numbers(records * columns);
  let [seconds, processorSeconds] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let groups = 0;
  let longestWait = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const started = performance.now();
    const before = process.cpuUsage();
    let last = started;
    const checkpoint = () => {
      const now = performance.now();
      longestWait = Math.max(longestWait, now - last);
      last = now;
    };
    groups = new Set(mdavGroups(coordinates, columns, K, { report() {}, checkpoint })).size;
    const used = process.cpuUsage(before);
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
    processorSeconds = Math.min(processorSeconds, (used.user + used.system) / 1e6);
  }
  const isReference = records === SDCMICRO.rows && columns === SDCMICRO.columns;
  console.log(
    JSON.stringify({
      technique: `mdav, k = ${K}`,
      records,
      columns,
      groups,
      seconds: rounded(seconds),
      processorSeconds: rounded(processorSeconds),
      longestWaitMs: Math.round(longestWait),
      ...(isReference ? { timesFasterThanSdcMicro: rounded(SDCMICRO.seconds / seconds) } : {}),
    }),
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

console.log(
  JSON.stringify({ runtime: `node ${process.version}`, processor: cpus()[0]?.model, processors: cpus().length }),
);
for (const columns of [3, 6]) {
  measure(Math.round(Number(rows) / 4), columns);
  measure(Number(rows), columns);
}
