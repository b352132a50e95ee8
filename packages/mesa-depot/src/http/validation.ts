import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { DepotError } from '../errors/index.js';
import type { JsonSchema } from './openapi.js';
import { type Complaint, explain } from './validation-messages.js';

/** Part of a request that has a schema, as Fastify names it. */
export type RequestPart = 'body' | 'querystring' | 'params' | 'headers';

/** Checks one part of a request; `value` is what the handler gets, with defaults filled in. */
export type PartValidator = (value: unknown) => { value: unknown } | { error: DepotError };

/** How a part is called in a message, and in the `path` of a complaint. */
const PART_NAMES: Record<RequestPart, { title: string; root: string }> = {
  body: { title: 'request body', root: 'body' },
  querystring: { title: 'query', root: 'query' },
  params: { title: 'path', root: 'path' },
  headers: { title: 'headers', root: 'headers' },
};

/** At most so many complaints are told in the message. */
const MAX_TOLD = 3;

/** At most so many complaints are listed in `details.errors`. */
const MAX_COMPLAINTS = 20;

/**
 * Up to this size a refused value is checked a second time for all its faults. Beyond, only the first is told: patterns
 * and formats then run without the length limits before them, and some take quadratic time.
 */
const ALL_FAULTS_MAX_CHARACTERS = 8 * 1024;

// A body is taken as it is: nothing is coerced, filled in or removed. Values of a query are strings on the wire, so
// there `limit=5` is a number and an absent parameter gets its default.
const bodyAjv = createAjv({ coerceTypes: false, useDefaults: false, allErrors: false });
const queryAjv = createAjv({ coerceTypes: true, useDefaults: true, allErrors: false });
const allFaultsBodyAjv = createAjv({ coerceTypes: false, useDefaults: false, allErrors: true });
const allFaultsQueryAjv = createAjv({ coerceTypes: true, useDefaults: true, allErrors: true });

/**
 * Returns the validator of one part of a request.
 *
 * The schema is compiled when the first request needs it, so that a server with dozens of operations starts at once.
 * A refusal is one `BAD_REQUEST` that names the member, what is wrong with it and what is allowed; its
 * `details.errors` lists every complaint as `{ path, message }`.
 */
export function createValidator(schema: JsonSchema, part: RequestPart): PartValidator {
  const ajv = part === 'querystring' ? queryAjv : bodyAjv;
  const allFaultsAjv = part === 'querystring' ? allFaultsQueryAjv : allFaultsBodyAjv;
  let validate: ValidateFunction | undefined;
  return (given) => {
    // An absent body reaches validators as null, which would read "must be an object, not null".
    if (part === 'body' && given === null) return { error: missingBody() };
    validate ??= ajv.compile(schema);
    if (validate(given)) return { value: given };
    const errors = allFaults(allFaultsAjv, schema, given) ?? validate.errors ?? [];
    return { error: refusal(part, explain(errors, ajv)) };
  };
}

function allFaults(ajv: Ajv2020, schema: JsonSchema, given: unknown): ErrorObject[] | undefined {
  if (!isSmall(given)) return undefined;
  const validate = ajv.compile(schema);
  validate(given);
  return validate.errors ?? undefined;
}

function refusal(part: RequestPart, complaints: readonly Complaint[]): DepotError {
  const { title, root } = PART_NAMES[part];
  const listed = complaints.slice(0, MAX_COMPLAINTS);
  const told = listed.slice(0, MAX_TOLD).map(({ message }) => message);
  if (told.length === 0) told.push('it does not fit its schema');
  const others = complaints.length - told.length;
  const more = others > 0 ? ` (and ${others} more ${others === 1 ? 'problem' : 'problems'})` : '';
  return new DepotError('BAD_REQUEST', `Invalid ${title}: ${told.join('; ')}${more}.`, {
    details: {
      errors: listed.map(({ path, message }) => ({ path: joinPath(root, path), message })),
    },
  });
}

function joinPath(root: string, path: string): string {
  if (path === '') return root;
  return path.startsWith('[') ? root + path : `${root}.${path}`;
}

function missingBody(): DepotError {
  const message = 'a JSON object is required, and none was sent';
  return new DepotError('BAD_REQUEST', `Invalid request body: ${message}.`, {
    details: { errors: [{ path: 'body', message }] },
  });
}

function createAjv(options: { coerceTypes: boolean; useDefaults: boolean; allErrors: boolean }): Ajv2020 {
  // `strict` is about the schema, not the data: the contract carries keywords (`x-…`, `example`) ajv has no word for.
  // `verbose` puts the refused value into the error, which choosing the branch of an `anyOf` needs.
  const ajv = new Ajv2020({ ...options, strict: false, verbose: true });
  addFormats.default(ajv);
  return ajv;
}

/** Whether `value` holds at most `ALL_FAULTS_MAX_CHARACTERS`, found without walking more of it than that. */
function isSmall(value: unknown): boolean {
  let left = ALL_FAULTS_MAX_CHARACTERS;
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string') left -= next.length;
    left -= 1;
    if (left < 0) return false;
    if (typeof next !== 'object' || next === null) continue;
    for (const key in next) {
      left -= key.length;
      if (left < 0) return false;
      pending.push((next as Record<string, unknown>)[key]);
      if (pending.length > ALL_FAULTS_MAX_CHARACTERS) return false;
    }
  }
  return true;
}
