/**
 * Section 0 of a package, decrypted: a Frictionless Data Package v2 descriptor. It says what the tables are and how they were
 * protected. Members of Bulla's own carry the prefix `bulla:`. The schema is closed; docs/package-format.md explains each member.
 */
import * as v from 'valibot';
import { AppError } from '../std/app-error.ts';
import { type Bytes, fromHex } from '../std/bytes.ts';
import { canonicalBytes, parseCanonicalJson } from '../std/canonical-json.ts';
import { FilledLine, Instant, Line, MAX_DEPTH, MAX_SECTIONS, SafeName, Uuid, Whole } from './fields.ts';

export const DESCRIPTOR_PROFILE = 'https://datapackage.org/profiles/2.0/datapackage.json';
export const DESCRIPTOR_NAME = 'datapackage.json';
export const DESCRIPTOR_MEDIA_TYPE = 'application/vnd.bulla.datapackage+json';
export const MAX_DESCRIPTOR_BYTES = 8 * 1024 * 1024;
/** Bytes of one table as CSV. */
export const MAX_TABLE_BYTES = 4 * 1024 ** 3;
export const MAX_COLUMNS = 2000;

const FIELD_TYPES = ['string', 'integer', 'number', 'boolean', 'date', 'datetime'] as const;

/** A column's name is the data's own text, not somebody's words: any characters. */
const ColumnName = v.pipe(v.string(), v.maxLength(1000));

const Field = v.strictObject({
  name: ColumnName,
  type: v.picklist(FIELD_TYPES),
  'bulla:role': v.picklist(['direct-identifier', 'quasi-identifier', 'sensitive', 'other']),
  /** What was done to the column: a technique of the recipe, and for a generalization "level of height". */
  'bulla:transform': Line,
});

const Resource = v.strictObject({
  name: SafeName,
  path: SafeName,
  type: v.literal('table'),
  format: v.literal('csv'),
  mediatype: v.literal('text/csv'),
  encoding: v.literal('utf-8'),
  bytes: Whole(0, MAX_TABLE_BYTES),
  hash: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  dialect: v.strictObject({ delimiter: v.literal(','), header: v.literal(true) }),
  schema: v.strictObject({
    fields: v.pipe(v.array(Field), v.minLength(1), v.maxLength(MAX_COLUMNS)),
    missingValues: v.tuple([v.literal('')]),
  }),
  'bulla:rows': Whole(0, 50_000_000),
});

const Model = v.strictObject({
  type: FilledLine,
  label: FilledLine,
  /** Measured on the rows that are in the package; null when there are none. */
  measured: v.nullable(v.pipe(v.number(), v.finite())),
});

const DescriptorSchema = v.strictObject({
  $schema: v.literal(DESCRIPTOR_PROFILE),
  id: Uuid,
  name: SafeName,
  title: FilledLine,
  created: Instant,
  licenses: v.tuple([v.strictObject({ name: v.literal('LicenseRef-Bulla'), title: FilledLine })]),
  contributors: v.tuple([v.strictObject({ title: FilledLine, roles: v.tuple([v.literal('rightsHolder')]) })]),
  resources: v.pipe(v.array(Resource), v.minLength(1), v.maxLength(MAX_SECTIONS - 1)),
  'bulla:anonymization': v.strictObject({
    tool: FilledLine,
    /** HMAC-SHA-256 of the canonical recipe under a key of the issuer: a plain digest could be guessed. */
    recipe: v.pipe(v.string(), v.regex(/^hmac-sha256:[0-9a-f]{64}$/)),
    rowsIn: Whole(0, Number.MAX_SAFE_INTEGER),
    rowsOut: Whole(0, Number.MAX_SAFE_INTEGER),
    suppressed: Whole(0, Number.MAX_SAFE_INTEGER),
    models: v.pipe(v.array(Model), v.maxLength(32)),
  }),
});
export type Descriptor = v.InferOutput<typeof DescriptorSchema>;
export type DescriptorResource = Descriptor['resources'][number];
export type DescriptorField = DescriptorResource['schema']['fields'][number];

/** Throws `data.bad-descriptor` with where it is wrong. `packageId` and `tables` come from the verified manifest. */
export function parseDescriptor(bytes: Bytes, packageId: string, tables: readonly string[]): Descriptor {
  const parsed = v.safeParse(DescriptorSchema, descriptorJson(bytes));
  if (!parsed.success) throw bad(v.getDotPath(parsed.issues[0]) ?? '');
  const descriptor = parsed.output;
  if (descriptor.id !== packageId) throw bad('id');
  const paths = descriptor.resources.map((resource) => resource.path);
  const isOneToOne = paths.length === tables.length && tables.every((table, at) => table === paths[at]);
  if (!isOneToOne) throw bad('resources');
  const names = new Set(descriptor.resources.map((resource) => resource.name));
  if (names.size !== paths.length) throw bad('resources');
  for (const resource of descriptor.resources) {
    const fields = new Set(resource.schema.fields.map((field) => field.name));
    if (fields.size !== resource.schema.fields.length) throw bad('resources.schema.fields');
  }
  return descriptor;
}

/** The canonical bytes; throws what a reader would, so that nothing is written that cannot be read. */
export function descriptorBytes(descriptor: Descriptor): Bytes {
  const bytes = canonicalBytes(descriptor);
  parseDescriptor(
    bytes,
    descriptor.id,
    descriptor.resources.map((resource) => resource.path),
  );
  return bytes;
}

/** SHA-256 of the uncompressed CSV. */
export function resourceDigest(resource: DescriptorResource): Bytes {
  return fromHex(resource.hash.slice('sha256:'.length));
}

function descriptorJson(bytes: Bytes): unknown {
  try {
    return parseCanonicalJson(bytes, { maxBytes: MAX_DESCRIPTOR_BYTES, maxDepth: MAX_DEPTH });
  } catch (error) {
    throw error instanceof AppError ? bad(error.code) : error;
  }
}

function bad(where: string): AppError {
  return new AppError('integrity', 'data.bad-descriptor', { where, reference: 'D07' });
}
