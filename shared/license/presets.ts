/** Four licences to start from. Each is complete: a person may seal it as it is. */
import { type Action, type LicenceDraft, type PresetName, ROLES } from './terms.ts';
import { formatUtc } from './utc.ts';

const DAY_MS = 86_400_000;
const DEFAULT_CELL_SIZE = 10;

/** Acts that no preset allows: they happen outside the application, or break what the data were protected for. */
const NEVER: readonly Action[] = [
  'bulla:combine',
  'bulla:reidentify',
  'bulla:contactSubjects',
  'odrl:distribute',
  'odrl:secondaryUse',
];

type Preset = Pick<
  LicenceDraft,
  'purposes' | 'nonCommercialOnly' | 'roles' | 'permitted' | 'prohibited' | 'minimumCellSize' | 'agreement'
> & { readonly days: number };

const CITE = 'Name the source of the data in everything you publish from it.';

const PRESETS: Readonly<Record<PresetName, Preset>> = {
  'aggregate-only': {
    days: 90,
    purposes: ['DUO:0000006'],
    nonCommercialOnly: true,
    roles: ['bulla:principalInvestigator', 'bulla:analyst'],
    permitted: ['bulla:viewMetadata', 'bulla:tabulate', 'bulla:exportResults'],
    prohibited: ['bulla:viewRows', 'bulla:exportRows', ...NEVER],
    minimumCellSize: DEFAULT_CELL_SIZE,
    agreement: {
      title: 'Agreement for an aggregate-only study',
      text: [
        '1. You receive these data to make tables of groups. You will not try to see or reconstruct the record of any person.',
        '2. You will not try to find out who anybody in the data is, and you will not contact anybody in the data. If you recognise somebody by chance, you keep it to yourself and tell the issuer at once.',
        '3. You use the data only for the project and the purpose stated in this licence, and you do not link them with any other data.',
        '4. You publish only tables in which every group has at least the minimum size stated in this licence.',
        `5. ${CITE}`,
        '6. Every use in the application is written to a log. You send the log to the issuer when asked.',
        '7. At the end of the licence you delete the package and all copies of it.',
      ].join('\n'),
    },
  },
  'row-access': {
    days: 180,
    purposes: ['DUO:0000006'],
    nonCommercialOnly: true,
    roles: ['bulla:principalInvestigator', 'bulla:analyst'],
    permitted: ['bulla:viewMetadata', 'bulla:viewRows', 'bulla:tabulate', 'bulla:exportResults'],
    prohibited: ['bulla:exportRows', ...NEVER],
    minimumCellSize: DEFAULT_CELL_SIZE,
    agreement: {
      title: 'Agreement for row access in the application',
      text: [
        '1. You may look at single records inside the application. You will not copy them out of it in any way: not by hand, not by photograph, not by screen capture.',
        '2. You will not try to find out who anybody in the data is, and you will not contact anybody in the data. If you recognise somebody by chance, you keep it to yourself and tell the issuer at once.',
        '3. You use the data only for the project and the purpose stated in this licence, and you do not link them with any other data.',
        '4. You publish only tables in which every group has at least the minimum size stated in this licence.',
        `5. ${CITE}`,
        '6. Every use in the application is written to a log. You send the log to the issuer when asked.',
        '7. At the end of the licence you delete the package and all copies of it.',
      ].join('\n'),
    },
  },
  institution: {
    days: 365,
    purposes: ['DUO:0000042'],
    nonCommercialOnly: true,
    roles: ['bulla:principalInvestigator', 'bulla:analyst'],
    permitted: ['bulla:viewMetadata', 'bulla:viewRows', 'bulla:tabulate', 'bulla:exportResults', 'bulla:exportRows'],
    prohibited: ['bulla:reidentify', 'bulla:contactSubjects', 'odrl:distribute', 'odrl:secondaryUse'],
    minimumCellSize: DEFAULT_CELL_SIZE,
    agreement: {
      title: 'Agreement for use within the institution',
      text: [
        '1. You may work with these data inside your institution, also outside the application. Exported rows stay on computers that your institution manages.',
        '2. You will not pass the data to anybody who is not named in this licence.',
        '3. You will not try to find out who anybody in the data is, and you will not contact anybody in the data. If you recognise somebody by chance, you keep it to yourself and tell the issuer at once.',
        '4. You use the data only for the project and the purposes stated in this licence.',
        `5. ${CITE}`,
        '6. Every use in the application is written to a log. You send the log to the issuer when asked.',
        '7. At the end of the licence you delete the package, every exported file, and all copies.',
      ].join('\n'),
    },
  },
  teaching: {
    days: 365,
    purposes: ['DUO:0000042'],
    nonCommercialOnly: false,
    roles: ROLES,
    permitted: ['bulla:viewMetadata', 'bulla:viewRows', 'bulla:tabulate', 'bulla:exportResults', 'bulla:exportRows'],
    prohibited: ['bulla:reidentify', 'bulla:contactSubjects'],
    minimumCellSize: DEFAULT_CELL_SIZE,
    agreement: {
      title: 'Agreement for teaching',
      text: [
        '1. These data are for learning. You may look at them, analyse them and export them for your course.',
        '2. You will not try to find out who anybody in the data is, and you will not contact anybody in the data.',
        `3. ${CITE}`,
        '4. Every use in the application is written to a log.',
      ].join('\n'),
    },
  },
};

/** The licence starts at the beginning of today (UTC) and ends with the last second of its last day. */
export function presetDraft(
  name: PresetName,
  { title, now, contact }: { readonly title: string; readonly now: number; readonly contact: string },
): LicenceDraft {
  const { days, ...terms } = PRESETS[name];
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return {
    bulla: 'licence-draft/1',
    preset: name,
    title,
    project: '',
    contact,
    ...terms,
    validFrom: formatUtc(today),
    validUntil: formatUtc(today + (days + 1) * DAY_MS - 1000),
    attribution: title === '' ? 'Cite the issuer of this dataset.' : `Cite "${title}" and its issuer.`,
  };
}
