// Makes a patient register that nobody is in: names are put together from syllables, addresses use reserved domains
// (RFC 2606), telephone numbers come from a block reserved for fiction. The same bytes from the same seed, on every machine:
// no clock, no locale, no transcendental functions.
//
//   node scripts/make-sample.mjs [ROWS=20000] [SEED=1] [OUT=patients.csv]
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const COLUMNS =
  'patient_id,first_name,last_name,email,national_number,birth_date,sex,postal_code,admission_date,discharge_date,diagnosis_code,weight_kg,smoker,note';
const DAY_MS = 86_400_000;
const FIRST_ADMISSION = Date.UTC(2022, 0, 1);
const ADMISSION_DAYS = 1096; // three years, one of them a leap year

/** @returns {string} the whole CSV file, '\n' at the end of each row */
export function makeSample(rows, seed) {
  const random = generator(seed);
  const postalCodes = makePostalCodes(random);
  const lastNames = makeLastNames(random);
  const taken = { nationalNumbers: new Set(), emails: new Set() };
  const lines = [COLUMNS];
  let id = 1000 + random.below(1000);
  for (let row = 0; row < rows; row++) {
    id += 1 + random.below(7);
    lines.push(patient(String(id).padStart(7, '0'), random, { postalCodes, lastNames, taken }).map(quoted).join(','));
  }
  return `${lines.join('\n')}\n`;
}

function patient(id, random, { postalCodes, lastNames, taken }) {
  const admitted = FIRST_ADMISSION + seasonalDay(random) * DAY_MS;
  const born = admitted - ageInDays(random) * DAY_MS;
  const age = Math.floor((admitted - born) / DAY_MS / 365.25);
  const sex = random.chance(0.004) ? 'X' : random.chance(0.53) ? 'F' : 'M';
  const diagnosis = pickDiagnosis(random, age, sex);
  const first = random.skewed(
    FIRST_NAMES[sex === 'X' ? (random.chance(0.5) ? 'F' : 'M') : sex][age < 30 ? 'young' : 'old'],
  );
  const last = random.skewed(lastNames);
  const stay = stayInDays(random, diagnosis.stay);
  const leaves = admitted + stay * DAY_MS;
  const isStillThere = leaves >= FIRST_ADMISSION + ADMISSION_DAYS * DAY_MS;
  const smokes = random.chance(sex === 'M' ? 0.27 : 0.2) || (diagnosis.code === 'C34.1' && random.chance(0.6));
  return [
    id,
    first,
    last,
    random.chance(age < 12 || age > 85 ? 0.55 : 0.06) ? '' : email(first, last, born, random, taken.emails),
    nationalNumber(born, sex, random, taken.nationalNumbers),
    isoDate(born),
    sex,
    random.skewed(postalCodes),
    isoDate(admitted),
    isStillThere ? '' : isoDate(leaves),
    diagnosis.code,
    random.chance(0.03) ? '' : weight(random, age, sex),
    age < 14 ? '' : smokes ? 'yes' : 'no',
    note(random, age, lastNames),
  ];
}

/** sfc32 (Chris Doty-Humphrey), 32-bit integers only. */
function generator(seed) {
  let [a, b, c, counter] = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b9, 1];
  const uint32 = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 20; i++) uint32();
  const next = () => uint32() / 2 ** 32;
  const below = (bound) => Math.floor(next() * bound);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)],
    /** The first of the list are frequent, the last are rare: the smaller of two uniform numbers. */
    skewed: (list) => list[Math.floor(Math.min(next(), next()) * list.length)],
    /** Nearly normal, within six deviations: twelve uniform numbers. */
    normal: (mean, deviation) => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return mean + deviation * sum;
    },
  };
}

/** Fewer people come in summer. */
function seasonalDay(random) {
  for (;;) {
    const day = random.below(ADMISSION_DAYS);
    const month = Math.floor(((day % 365.25) / 365.25) * 12);
    if (random.chance([1, 1, 0.95, 0.9, 0.9, 0.8, 0.7, 0.7, 0.85, 0.9, 0.95, 0.9][month])) return day;
  }
}

/** Newborns, children, adults, and most of all the old: shares of hospital stays by age. */
function ageInDays(random) {
  const kind = random.next();
  if (kind < 0.06) return random.chance(0.85) ? 0 : random.below(28);
  if (kind < 0.14) return random.below(18 * 365);
  if (kind < 0.4) return Math.floor((18 + random.next() * 30) * 365.25);
  return Math.floor(Math.min(103, Math.max(18, random.normal(68, 13))) * 365.25);
}

/** code, share, mean stay in days, youngest, oldest, sex or null: the tenth revision's codes, three groups of frequency */
const DIAGNOSES = [
  ['Z38.0', 900, 3, 0, 0, null],
  ['P07.3', 70, 16, 0, 0, null],
  ['P59.9', 90, 4, 0, 0, null],
  ['J21.9', 60, 4, 0, 2, null],
  ['A09.9', 60, 3, 0, 95, null],
  ['J45.9', 45, 3, 2, 60, null],
  ['J35.3', 60, 2, 2, 14, null],
  ['S52.5', 50, 2, 4, 95, null],
  ['S06.0', 55, 2, 1, 95, null],
  ['K35.8', 70, 4, 6, 70, null],
  ['O80', 260, 3, 17, 45, 'F'],
  ['O82', 110, 5, 18, 46, 'F'],
  ['O26.8', 40, 3, 17, 45, 'F'],
  ['F10.0', 60, 2, 16, 75, null],
  ['F32.2', 55, 24, 16, 85, null],
  ['F20.0', 22, 26, 18, 65, null],
  ['N20.1', 40, 3, 22, 80, null],
  ['K80.2', 60, 4, 25, 90, null],
  ['M51.2', 55, 6, 25, 80, null],
  ['E11.9', 50, 6, 40, 95, null],
  ['I10', 70, 4, 45, 98, null],
  ['I20.0', 60, 4, 45, 95, null],
  ['I21.4', 65, 6, 45, 98, null],
  ['I48.0', 80, 4, 50, 98, null],
  ['I50.1', 130, 9, 60, 103, null],
  ['I63.9', 85, 10, 50, 103, null],
  ['J18.9', 95, 8, 55, 103, null],
  ['J44.1', 80, 8, 50, 95, null],
  ['K57.3', 40, 6, 50, 95, null],
  ['M16.1', 65, 8, 55, 90, null],
  ['M17.1', 65, 8, 55, 90, null],
  ['N39.0', 60, 6, 55, 103, null],
  ['N40', 55, 4, 55, 95, 'M'],
  ['S72.0', 75, 13, 65, 103, null],
  ['C34.1', 45, 8, 50, 88, null],
  ['C50.4', 60, 4, 35, 92, 'F'],
  ['C61', 45, 6, 55, 88, 'M'],
  ['C18.7', 35, 11, 50, 92, null],
  ['G20', 18, 10, 60, 95, null],
  ['G40.2', 25, 5, 1, 90, null],
  ['F03', 25, 14, 70, 103, null],
  ['B20', 4, 11, 20, 70, null],
  ['E84.0', 3, 12, 1, 45, null],
  ['G12.2', 3, 12, 40, 80, null],
  ['Q21.1', 4, 7, 0, 40, null],
  ['D57.1', 2, 8, 2, 50, null],
].map(([code, share, stay, youngest, oldest, sex]) => ({ code, share, stay, youngest, oldest, sex }));

function pickDiagnosis(random, age, sex) {
  const possible = DIAGNOSES.filter(
    (diagnosis) => age >= diagnosis.youngest && age <= diagnosis.oldest && (diagnosis.sex ?? sex) === sex,
  );
  let left = random.next() * possible.reduce((sum, diagnosis) => sum + diagnosis.share, 0);
  for (const diagnosis of possible) {
    left -= diagnosis.share;
    if (left < 0) return diagnosis;
  }
  return possible[possible.length - 1];
}

/** A few stay very long. */
function stayInDays(random, mean) {
  let days = 0;
  while (days < 200 && random.chance(mean / (mean + 1))) days++;
  return Math.max(1, days);
}

/** Kilograms with one decimal: newborns, children, adults. */
function weight(random, age, sex) {
  const kilograms =
    age === 0
      ? random.normal(3.6, 0.6)
      : age < 18
        ? random.normal(8 + age * 3, 1.5 + age * 0.5)
        : random.normal(sex === 'M' ? 85 : 71, sex === 'M' ? 15 : 14);
  return Math.max(1.2, kilograms).toFixed(1);
}

/** YYMMDD, a serial number (odd for men), and 97 minus the remainder of the first nine digits by 97. */
function nationalNumber(born, sex, random, taken) {
  const date = isoDate(born).replaceAll('-', '').slice(2);
  for (;;) {
    const serial = 1 + random.below(498) * 2 + (sex === 'M' ? 0 : sex === 'F' ? 1 : random.below(2));
    const nine = `${date}${String(serial).padStart(3, '0')}`;
    const number = nine + String(97 - (Number(nine) % 97)).padStart(2, '0');
    if (taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}

function email(first, last, born, random, taken) {
  const plain = (name) =>
    name
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();
  const domain = random.pick(['example.org', 'example.org', 'example.com', 'example.net']);
  const base = random.chance(0.3) ? `${plain(first).slice(0, 1)}.${plain(last)}` : `${plain(first)}.${plain(last)}`;
  const year = isoDate(born).slice(2, 4);
  for (let number = 0; ; number++) {
    const address = `${base}${number === 0 ? '' : number === 1 ? year : `${year}${number}`}@${domain}`;
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
}

/** Five digits; a town has a handful of codes, and some villages are home to two or three patients only. */
function makePostalCodes(random) {
  const codes = new Set();
  for (const town of ['010', '011', '041', '067', '090', '107', '986']) {
    const size = 3 + random.below(9);
    for (let i = 0; i < size; i++) codes.add(`${town}${String(1 + random.below(98)).padStart(2, '0')}`);
  }
  while (codes.size < 240) codes.add(`0${1 + random.below(9)}${String(random.below(1000)).padStart(3, '0')}`);
  return [...codes];
}

function makeLastNames(random) {
  const starts =
    'Al Bar Bren Cas Dor Eb Fal Gar Hol Il Jar Kel Lor Mar Nor Ost Per Quen Ros Sol Tal Ul Ver Wal Zim Ö Mü'.split(' ');
  const ends =
    'bach berg dahl ding feld gard hausen heim hoff ing ko laender lin mann mond nau ner rup sen son stein thal vik wald'.split(
      ' ',
    );
  const names = starts.flatMap((start) => ends.map((end) => start + end));
  for (let at = names.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [names[at], names[other]] = [names[other], names[at]];
  }
  return names;
}

const NOTES = [
  'Follow-up in six weeks.',
  'Discharged in good condition.',
  'Allergic to penicillin.',
  'See letter to the family doctor.',
  'Interpreter needed.',
  'Family asks for a single room.',
  'Vaccinations complete.',
  'Transferred from another hospital.',
  'X-ray without findings, observed overnight.',
  'Temperature 38.6, better the next morning.',
  'Ward round:\nwound clean, drain removed.',
  'Known since birth; the only case in the village, be careful with publication.',
];
const ADULT_NOTES = [
  ...NOTES,
  'Lives alone, home care arranged.',
  'Says "no pain at all", walks without help.',
  'Works as a carpenter, asks for a sick note.',
  'Refused blood transfusion.',
  'Retired teacher, reads the leaflet first.',
  'Has a living will, copy in the file.',
];

/** Most rows have a note; in some somebody wrote what should not stand in a note. */
function note(random, age, lastNames) {
  const kind = random.next();
  if (kind < 0.38) return '';
  const [one, two] = [0, 0].map(() => random.skewed(age < 16 ? NOTES : ADULT_NOTES));
  const text = random.chance(0.45) && one !== two ? `${one} ${two}` : one;
  if (kind < 0.9) return text;
  // 030 23125 000 to 999 is reserved for film and fiction (Bundesnetzagentur, decree 148/2021)
  const telephone = `030 23125 ${String(random.below(1000)).padStart(3, '0')}`;
  const relative = `${random.pick(['Mr', 'Ms'])} ${random.skewed(lastNames)}`;
  if (kind < 0.95) return `${text} Call ${telephone}.`;
  return `${text} Next of kin: ${relative}, tel. ${telephone}`;
}

const FIRST_NAMES = {
  F: {
    young: 'Mia Emma Lina Hana Lea Ida Nora Ella Maja Zoé Aylin Sofia Clara Mira Leni Yara Juna Elif Noor Tilda'.split(
      ' ',
    ),
    old: 'Maria Ursula Helga Karin Renate Ingrid Monika Gisela Anna Elke Brigitte Eva Ruth Zofia Käthe Ayse Irena Lotte Olga Thea'.split(
      ' ',
    ),
  },
  M: {
    young:
      'Noah Leon Paul Finn Elias Emil Anton Theo Luca Omar Jonas Mats Adam Levi Yusuf Oskar Bela Kian Milo Arthur'.split(
        ' ',
      ),
    old: 'Peter Hans Klaus Wolfgang Jürgen Karl Heinz Werner Günter Manfred Josef Uwe Mehmet Jan Horst Otto Ivan Egon Luigi Bruno'.split(
      ' ',
    ),
  },
};

function isoDate(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function quoted(cell) {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [rows = '20000', seed = '1', out = 'patients.csv'] = process.argv.slice(2);
  if (!/^\d{1,8}$/.test(rows) || !/^\d{1,15}$/.test(seed)) {
    process.stderr.write('usage: node scripts/make-sample.mjs [ROWS] [SEED] [OUT]\n');
    process.exit(2);
  }
  writeFileSync(out, makeSample(Number(rows), Number(seed)));
}
