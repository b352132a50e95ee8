import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from './openapi.js';
import { chooseBranch } from './validation-branch.js';

/** One thing that is wrong with a request. */
export interface Complaint {
  /** Where, below the part of the request: `files[0].content`, empty for the part itself. */
  readonly path: string;
  /** A clause that begins with the path and tells what is allowed: `` `limit` must be between 1 and 100 ``. */
  readonly message: string;
}

/** Patterns of the contract in words. A pattern that is missing here is shown as it is. */
const PATTERNS: Readonly<Record<string, string>> = {
  '^[zyxwvutsrqponmlk]{32}$': 'must be a change id: 32 letters from k to z',
  '^[0-9a-f]{40}$': 'must be a commit oid: 40 lower-case hexadecimal digits',
  '^https?://': 'must begin with http:// or https://',
  '^[A-Za-z0-9_-]{43}$':
    'must be a raw Ed25519 public key: 32 bytes as 43 characters of base64url without padding',
  '^[^<>\\r\\n\\x00]*[^<>\\s\\x00][^<>\\r\\n\\x00]*$':
    'must have a visible character and none of <, >, line breaks and NUL',
  '^[^<>\\r\\n\\x00]*$': 'must have none of <, >, line breaks and NUL',
};

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'must be a date and time with an offset, for example 2026-11-22T10:00:00Z',
  uri: 'must be an absolute URL',
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

/** Longest piece of the caller's own input that a message repeats. */
const MAX_QUOTED_CHARACTERS = 64;

/**
 * Returns the complaints behind ajv's errors, in words.
 *
 * Where a value had to fit one of several schemas, ajv tells what is wrong with each of them; only the
 * complaints of the one that the value was meant for are kept.
 */
export function explain(errors: readonly ErrorObject[], ajv: Ajv2020): Complaint[] {
  return dedupe(
    errors.filter((error) => !isCoveredByUnion(error, errors)).flatMap((error) => explainOne(error, ajv)),
  );
}

function isUnion(error: ErrorObject): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

/** Whether `error` is a complaint of one branch of a union that has an error of its own. */
function isCoveredByUnion(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return errors.some(
    (other) => other !== error && isUnion(other) && error.schemaPath.startsWith(`${other.schemaPath}/`),
  );
}

function explainOne(error: ErrorObject, ajv: Ajv2020): Complaint[] {
  const path = toPath(error.instancePath);
  if (isUnion(error)) return explainUnion(error, path, ajv);
  // The complaint about the key itself follows as an error of its own.
  if (error.keyword === 'propertyNames') return [];
  if (error.keyword === 'required') {
    const missing = appendKey(path, String(error.params.missingProperty));
    return [complain(missing, 'is required')];
  }
  if (error.keyword === 'additionalProperties') return [unknownMember(error, path)];
  if (error.propertyName !== undefined) {
    return [complain(path, `has the key ${quote(error.propertyName)}, which ${rule(error, ajv)}`)];
  }
  return [complain(path, rule(error, ajv))];
}

function explainUnion(error: ErrorObject, path: string, ajv: Ajv2020): Complaint[] {
  const choice = chooseBranch(error.schema as readonly JsonSchema[], error.data);
  if ('branch' in choice) {
    const validate = ajv.compile(choice.branch);
    if (validate(error.data)) return [complain(path, 'fits more than one of the allowed forms')];
    return explain(validate.errors ?? [], ajv).map(({ path: inner, message }) => {
      const full = joinPaths(path, inner);
      return { path: full, message: message.replace(name(inner), () => name(full)) };
    });
  }
  if ('member' in choice) return [complain(appendKey(path, choice.member), oneOf(choice.values))];
  return [complain(path, mustBe(choice.types, error.data))];
}

function unknownMember(error: ErrorObject, path: string): Complaint {
  const member = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
  const allowed = known.length === 0 ? 'none is allowed here' : `allowed are ${known.map(code).join(', ')}`;
  return complain(appendKey(path, member), `is not known; ${allowed}`);
}

function rule(error: ErrorObject, ajv: Ajv2020): string {
  const limit = error.params.limit as number | undefined;
  switch (error.keyword) {
    case 'type':
      return mustBe([error.schema].flat() as string[], error.data, isQuery(ajv));
    case 'enum':
      return oneOf(error.params.allowedValues as unknown[]);
    case 'const':
      return oneOf([error.params.allowedValue]);
    case 'pattern':
      return (
        PATTERNS[String(error.params.pattern)] ?? `must match the pattern ${String(error.params.pattern)}`
      );
    case 'format':
      return FORMATS[String(error.params.format)] ?? `must be in the format ${String(error.params.format)}`;
    case 'not':
      return isDollarKey(error.schema) ? 'must not begin with `$`' : 'is not allowed';
    case 'minLength':
      return limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${count(limit)} characters`;
    case 'minItems':
      return limit === 1 ? 'must have at least one item' : `must have at least ${limit} items`;
    case 'maxItems':
      return `must have at most ${count(limit)} items`;
    case 'uniqueItems':
      return 'must not have the same item twice';
    case 'minProperties':
      return limit === 1 ? 'must have at least one member' : `must have at least ${limit} members`;
    case 'maxProperties':
      return `must have at most ${count(limit)} members`;
    case 'minimum':
    case 'maximum':
      return range(error);
    default:
      return error.message ?? 'is not valid';
  }
}

function range(error: ErrorObject): string {
  const { minimum, maximum } = (error.parentSchema ?? {}) as { minimum?: number; maximum?: number };
  if (minimum !== undefined && maximum !== undefined) return `must be between ${minimum} and ${maximum}`;
  return minimum === undefined ? `must be at most ${maximum}` : `must be at least ${minimum}`;
}

function isDollarKey(schema: unknown): boolean {
  return (schema as { pattern?: string }).pattern === '^\\$';
}

/** Whether the values were all texts on the wire: they are then shown in place of their type. */
function isQuery(ajv: Ajv2020): boolean {
  return Boolean(ajv.opts.coerceTypes);
}

function mustBe(types: readonly string[], actual: unknown, inQuery = false): string {
  const names = types.map((type) => TYPE_NAMES[type] ?? type);
  const found = inQuery && typeof actual === 'string' ? quote(actual) : typeName(actual);
  return `must be ${list(names)}, not ${found === '``' ? 'empty' : found}`;
}

function oneOf(values: readonly unknown[]): string {
  const shown = values.map((value) => (value === null ? 'null' : code(String(value))));
  return shown.length === 1 ? `must be ${shown[0]}` : `must be one of ${shown.join(', ')}`;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a fraction';
  return TYPE_NAMES[typeof value] ?? typeof value;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function count(limit: number | undefined): string {
  return (limit ?? 0).toLocaleString('en-US');
}

function complain(path: string, what: string): Complaint {
  return { path, message: `${name(path)} ${what}` };
}

/** How a path is called in a sentence. */
function name(path: string): string {
  return path === '' ? 'it' : code(path);
}

function code(text: string): string {
  return `\`${text}\``;
}

function quote(text: string): string {
  return code(shorten(text));
}

function shorten(text: string): string {
  return text.length <= MAX_QUOTED_CHARACTERS ? text : `${text.slice(0, MAX_QUOTED_CHARACTERS)}…`;
}

/** Turns a JSON pointer into the way people write a member: `/files/0/content` into `files[0].content`. */
function toPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => appendKey(path, part), '');
}

function appendKey(path: string, key: string): string {
  if (/^\d+$/.test(key)) return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$-]*$/.test(key) || key.length > MAX_QUOTED_CHARACTERS) {
    return `${path}[${JSON.stringify(shorten(key))}]`;
  }
  return path === '' ? key : `${path}.${key}`;
}

function joinPaths(outer: string, inner: string): string {
  if (inner === '' || outer === '') return outer + inner;
  return inner.startsWith('[') ? outer + inner : `${outer}.${inner}`;
}

/** Two keywords may complain in the same words, for example `minimum` and `maximum` of one range. */
function dedupe(complaints: readonly Complaint[]): Complaint[] {
  return [...new Map(complaints.map((complaint) => [complaint.message, complaint])).values()];
}
