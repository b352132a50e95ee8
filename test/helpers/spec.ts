import { loadSpec, type Operation as SpecOperation } from './load-spec.js';

export type { Parameter, Schema } from './load-spec.js';

/** Scope that the credential of an operation needs. */
type Scope = 'read' | 'write' | 'admin';

/** An operation of `openapi/depot.yaml`. */
export type Operation = SpecOperation<Scope>;

/** What `openapi/depot.yaml` says, by the names that most tests use. */
export const {
  operations: OPERATIONS,
  errorCodes: ERROR_CODES,
  operationOf,
  follow,
  problemsOf,
  compileSchema,
} = loadSpec<Scope>('depot');
