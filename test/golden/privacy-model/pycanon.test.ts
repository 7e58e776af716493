import { describe, expect, it } from 'vitest';
import type { ClassModelSpec } from '@shared/privacy-model/create-model.ts';
import { columnOf } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';
import { judged } from '../../support/privacy-models.ts';

interface Expected {
  readonly file: string;
  readonly n: number;
  readonly qi: readonly string[];
  readonly k: number;
  readonly alpha_k_anonymity: readonly [number, number];
  readonly l_diversity: number;
  readonly entropy_l_real: number;
  readonly basic_beta_likeness: number;
  readonly enhanced_beta_likeness: number;
  readonly t_closeness: number;
  readonly delta_disclosure: number;
}

const sensitive = 'Score';
const TOLERANCE = 6;

describe.skipIf(!hasReferenceData)('pycanon 1.3.5', () => {
  const { _recursive_c_correct: recursive, ...expected } = hasReferenceData
    ? referenceJson<Record<string, Expected> & { _recursive_c_correct: Record<string, Record<string, number>> }>(
        'golden/expected/pycanon.json',
      )
    : ({ _recursive_c_correct: {} } as never);
  const files = Object.entries(expected as Record<string, Expected>).filter(([name]) => name.startsWith('Students'));

  it('has the three files', () => expect(files).toHaveLength(3));

  it.each(files)('%s', (_name, want) => {
    const table = referenceCsv(`golden/inputs/${want.file}`);
    expect(table.rowCount).toBe(want.n);
    const specs: ClassModelSpec[] = [
      { type: 'k-anonymity', k: 2 },
      { type: 'alpha-k-anonymity', alpha: 1, k: 2, sensitive },
      { type: 'distinct-l-diversity', l: 2, sensitive },
      { type: 'entropy-l-diversity', l: 2, sensitive },
      { type: 'beta-likeness', beta: 1, enhanced: false, sensitive },
      { type: 't-closeness', t: 0.1, distance: 'ordered', sensitive },
      { type: 'delta-disclosure', delta: 1, sensitive },
    ];
    const [k, alpha, l, entropy, beta, t, delta] = judged(table, want.qi, specs).classVerdicts.map(
      ({ measured }) => measured!,
    );
    expect(k).toBe(want.k);
    expect(alpha).toBeCloseTo(want.alpha_k_anonymity[0], TOLERANCE);
    expect(l).toBe(want.l_diversity);
    expect(entropy).toBeCloseTo(want.entropy_l_real, TOLERANCE);
    expect(beta).toBeCloseTo(want.basic_beta_likeness, TOLERANCE);
    expect(t).toBeCloseTo(want.t_closeness, TOLERANCE);
    expect(delta).toBeCloseTo(want.delta_disclosure, TOLERANCE);
    // pycanon's "enhanced" figure is the smaller of the greatest gain and -ln of the rarest value's share
    const { codes, values } = columnOf(table, sensitive)!;
    const rarest = Math.min(...values.slice(1).map((_, at) => codes.filter((code) => code === at + 1).length));
    expect(Math.min(beta!, -Math.log(rarest / want.n))).toBeCloseTo(want.enhanced_beta_likeness, TOLERANCE);
  });

  it.each(Object.entries(recursive as Record<string, Record<string, number>>).filter(([name]) => name in expected))(
    'the greatest c of recursive (c, l)-diversity, commonest value first: %s',
    (name, want) => {
      const { file, qi } = (expected as Record<string, Expected>)[name]!;
      const table = referenceCsv(`golden/inputs/${file}`);
      const c = want['c_sup (must be strictly greater)']!;
      const spec = { type: 'recursive-c-l-diversity', l: want.l!, sensitive } as const;
      const [equal, above] = judged(table, qi, [
        { ...spec, c },
        { ...spec, c: c + 0.001 },
      ]).classVerdicts;
      expect(equal!.measured).toBeCloseTo(c, TOLERANCE);
      expect(equal!.holds).toBe(false);
      expect(above!.holds).toBe(true);
    },
  );
});
