import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a script without types, which runs before anything is installed
import { makeSample } from '../../../scripts/make-sample.mjs';
import { readBytes, rowsOf } from '../../support/read-csv.ts';

const shipped = new URL('../../../resources/samples/patients.csv', import.meta.url);

describe('the sample register', () => {
  it('is what the generator makes, byte for byte', () => {
    expect(readFileSync(shipped, 'utf8') === makeSample(6000, 1)).toBe(true);
  });

  it('differs with the seed only', () => {
    expect(makeSample(50, 7)).toBe(makeSample(50, 7));
    expect(makeSample(50, 7)).not.toBe(makeSample(50, 8));
  });

  it('has the columns, types and gaps that it says', async () => {
    const { table, profiles } = await readBytes(makeSample(5000, 3), { missing: [''] });
    expect(table.rowCount).toBe(5000);
    expect(profiles.map(({ name, type }) => [name, type])).toEqual([
      ['patient_id', 'string'],
      ['first_name', 'string'],
      ['last_name', 'string'],
      ['email', 'string'],
      ['national_number', 'string'],
      ['birth_date', 'date'],
      ['sex', 'string'],
      ['postal_code', 'string'],
      ['admission_date', 'date'],
      ['discharge_date', 'date'],
      ['diagnosis_code', 'string'],
      ['weight_kg', 'number'],
      ['smoker', 'boolean'],
      ['note', 'string'],
    ]);
    const of = (name: string) => profiles.find((profile) => profile.name === name)!;
    expect(of('patient_id').distinct).toBe(5000);
    expect(of('national_number').distinct).toBe(5000);
    for (const name of ['email', 'discharge_date', 'weight_kg', 'smoker', 'note'])
      expect(of(name).missing, name).toBeGreaterThan(0);
    expect(of('postal_code').distinct).toBeGreaterThan(150);
  });

  it('has national numbers whose check digits hold, and addresses that nobody has', async () => {
    const { table } = await readBytes(makeSample(1000, 5), { missing: [''] });
    for (const [, , , email, number, birth, sex] of rowsOf(table)) {
      expect(97 - (Number(number!.slice(0, 9)) % 97)).toBe(Number(number!.slice(9)));
      expect(number!.slice(0, 6)).toBe(birth!.replaceAll('-', '').slice(2));
      if (sex !== 'X') expect(Number(number!.slice(6, 9)) % 2).toBe(sex === 'M' ? 1 : 0);
      if (email !== null) expect(email).toMatch(/^[a-z.0-9]+@example\.(org|com|net)$/);
    }
  });

  it('has diagnoses that fit age and sex', async () => {
    const { table } = await readBytes(makeSample(5000, 9));
    for (const row of rowsOf(table)) {
      const [birth, sex, admitted, code] = [row[5]!, row[6], row[8]!, row[10]];
      const age = (Date.parse(admitted) - Date.parse(birth)) / (365.25 * 86_400_000);
      if (code === 'O80') expect([sex, age > 16 && age < 46]).toEqual(['F', true]);
      if (code === 'C61') expect([sex, age > 54]).toEqual(['M', true]);
      if (code === 'Z38.0') expect(age).toBeLessThan(1);
      expect(age).toBeGreaterThanOrEqual(0);
    }
  });
});
