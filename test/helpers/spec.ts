import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** A JSON schema as it stands in the specification. */
export type Schema = Record<string, unknown>;

/** A parameter of an operation, references followed. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

/** An operation of the specification. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With `{name}` where a path parameter goes. */
  readonly path: string;
  /** Whether it is none of the official operations. */
  readonly isExtension: boolean;
  readonly scope: 'read' | 'write' | 'admin';
  readonly parameters: readonly Parameter[];
  readonly bodySchema: Schema | undefined;
  /** Whether the body is bytes. */
  readonly takesBytes: boolean;
  /** Statuses listed, as text, without `default`. */
  readonly statuses: readonly string[];
}

const document = parse(readFileSync(new URL('../../openapi/depot.yaml', import.meta.url), 'utf8'));
const METHODS = ['get', 'post', 'patch', 'put', 'delete'];

/** Every operation of `openapi/depot.yaml`. */
export const OPERATIONS: readonly Operation[] = Object.entries<Schema>(document.paths).flatMap(
  ([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, value]) => toOperation(path, method, value as Schema)),
);

/** Codes that the specification lists. */
export const ERROR_CODES: readonly string[] = document.components.schemas.ErrorCode.anyOf[0].enum;

/** Returns the operation of that name. */
export function operationOf(id: string): Operation {
  const operation = OPERATIONS.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`no operation ${id} in the specification`);
  return operation;
}

/** Returns what `$ref` points to; anything else is returned as it is. */
export function follow<T>(value: T): T {
  const reference = (value as { $ref?: string })?.$ref;
  if (reference === undefined) return value;
  return reference
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], document);
}

const ajv = new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'mesa', components: closed(document.components) });
const validators = new Map<string, ValidateFunction>();

/** Returns why a body is not what the specification says of this answer; empty when it is. Unknown members count. */
export function problemsOf(
  operation: Operation,
  status: number,
  contentType: string,
  body: unknown,
): string[] {
  const media = contentType.split(';')[0]?.trim() ?? '';
  const responses = document.paths[operation.path][operation.method].responses;
  const response = follow(responses[status] ?? responses.default);
  if (response.content === undefined && media === '' && body === '') return [];
  const schema = response.content?.[media]?.schema;
  if (!schema) return [`${operation.id} must not answer ${status} with ${media || 'no content type'}`];
  if (media !== 'application/json') return [];
  const key = `${operation.id} ${responses[status] ? status : 'default'}`;
  const validate = validators.get(key) ?? ajv.compile(relocated(closed(schema)));
  validators.set(key, validate);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    (error) => `${operation.id} ${status}: ${error.instancePath} ${error.message}`,
  );
}

const compiled = new WeakMap<Schema, ValidateFunction>();

/** Returns the validator of a schema of the specification. */
export function compileSchema(schema: Schema): ValidateFunction {
  const validate = compiled.get(schema) ?? ajv.compile(relocated(schema));
  compiled.set(schema, validate);
  return validate;
}

/** Answers may carry no member that the specification does not know, so objects that say nothing of others are closed. */
function closed<T>(node: T): T {
  if (Array.isArray(node)) return node.map(closed) as T;
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  if (copy.type === 'object' && copy.properties && copy.additionalProperties === undefined)
    copy.additionalProperties = false;
  return copy as T;
}

function relocated<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"mesa#/components/'));
}

function toOperation(path: string, method: string, value: Schema): Operation {
  const body = (value.requestBody as Schema | undefined)?.content as
    | Record<string, { schema: Schema }>
    | undefined;
  return {
    id: value.operationId as string,
    method,
    path,
    isExtension: value['x-mesa-extension'] === true,
    scope: value['x-mesa-scope'] as Operation['scope'],
    parameters: ((value.parameters as Parameter[] | undefined) ?? []).map(follow),
    bodySchema: body?.['application/json']?.schema,
    takesBytes: body?.['application/octet-stream'] !== undefined,
    statuses: Object.keys(value.responses as object).filter((status) => status !== 'default'),
  };
}
