import { loadSpec } from './load-spec.js';

export type { Operation, Parameter, Schema } from './load-spec.js';

/** What `openapi/depot.yaml` says, by the names that most tests use. */
export const {
  operations: OPERATIONS,
  errorCodes: ERROR_CODES,
  operationOf,
  follow,
  problemsOf,
  compileSchema,
} = loadSpec('depot');
