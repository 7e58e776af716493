import type * as v from 'valibot';

/**
 * query: answers at once, changes nothing. command: changes something, answers when it is durable.
 * job: takes long; reports `Progress`, can be cancelled.
 */
export type OperationKind = 'query' | 'command' | 'job';

// biome-ignore lint/suspicious/noExplicitAny: the schema's own type parameters are inferred at each use
type AnySchema = v.BaseSchema<any, any, v.BaseIssue<unknown>>;

export interface Operation<Kind extends OperationKind, Schema extends AnySchema, Output> {
  readonly kind: Kind;
  /** One line, shown by the CLI's help and in the boundary tests. */
  readonly about: string;
  /** What the engine validates, whoever asks. */
  readonly input: Schema;
  /** A type only; the engine is trusted by its faces, never the other way round. */
  readonly output?: Output;
}

export function query<Output>() {
  return <Schema extends AnySchema>(about: string, input: Schema): Operation<'query', Schema, Output> => ({
    kind: 'query',
    about,
    input,
  });
}
export function command<Output>() {
  return <Schema extends AnySchema>(about: string, input: Schema): Operation<'command', Schema, Output> => ({
    kind: 'command',
    about,
    input,
  });
}
export function job<Output>() {
  return <Schema extends AnySchema>(about: string, input: Schema): Operation<'job', Schema, Output> => ({
    kind: 'job',
    about,
    input,
  });
}
