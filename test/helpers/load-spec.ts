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

/** An operation of a specification, whose credentials have one of these scopes. */
export interface Operation<Scope extends string = string> {
  readonly id: string;
  readonly method: string;
  /** With `{name}` where a path parameter goes. */
  readonly path: string;
  /** Whether it is none of the official operations. */
  readonly isExtension: boolean;
  /** Scope that the credential needs. */
  readonly scope: Scope;
  readonly parameters: readonly Parameter[];
  readonly bodySchema: Schema | undefined;
  /** Whether the body is bytes. */
  readonly takesBytes: boolean;
  /** Statuses listed, as text, without `default`. */
  readonly statuses: readonly string[];
}

/** A specification of `openapi/`, and what it says of requests and answers. */
export interface Spec<Scope extends string = string> {
  readonly operations: readonly Operation<Scope>[];
  /** Codes that it lists. */
  readonly errorCodes: readonly string[];
  /** Returns the operation of that name. */
  operationOf(id: string): Operation<Scope>;
  /** Returns what `$ref` points to; anything else is returned as it is. */
  follow<T>(value: T): T;
  /** Returns why a body is not what the specification says of this answer; empty when it is. Unknown members count. */
  problemsOf(operation: Operation, status: number, contentType: string, body: unknown): string[];
  /** Returns the validator of a schema of the specification. */
  compileSchema(schema: Schema): ValidateFunction;
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'];

/** Reads a specification. */
export function loadSpec<Scope extends string = string>(name: string): Spec<Scope> {
  const document = parse(readFileSync(new URL(`../../openapi/${name}.yaml`, import.meta.url), 'utf8'));
  const operations = Object.entries<Schema>(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, value]) => toOperation<Scope>(path, method, value as Schema, follow)),
  );
  const codes = document.components.schemas.ErrorCode;
  const ajv = new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'mesa', components: closed(document.components) });
  const validators = new Map<string, ValidateFunction>();
  const compiled = new WeakMap<Schema, ValidateFunction>();

  function follow<T>(value: T): T {
    const reference = (value as { $ref?: string })?.$ref;
    if (reference === undefined) return value;
    return reference
      .slice(2)
      .split('/')
      .reduce((node, key) => node[key], document);
  }

  function problemsOf(operation: Operation, status: number, contentType: string, body: unknown): string[] {
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

  function compileSchema(schema: Schema): ValidateFunction {
    const validate = compiled.get(schema) ?? ajv.compile(relocated(schema));
    compiled.set(schema, validate);
    return validate;
  }

  return {
    operations,
    errorCodes: codes.enum ?? codes.anyOf[0].enum,
    operationOf(id) {
      const operation = operations.find((candidate) => candidate.id === id);
      if (!operation) throw new Error(`no operation ${id} in the specification`);
      return operation;
    },
    follow,
    problemsOf,
    compileSchema,
  };
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

function toOperation<Scope extends string>(
  path: string,
  method: string,
  value: Schema,
  follow: Spec['follow'],
): Operation<Scope> {
  const body = (value.requestBody as Schema | undefined)?.content as
    | Record<string, { schema: Schema }>
    | undefined;
  return {
    id: value.operationId as string,
    method,
    path,
    isExtension: value['x-mesa-extension'] === true,
    scope: value['x-mesa-scope'] as Scope,
    parameters: ((value.parameters as Parameter[] | undefined) ?? []).map((parameter) => follow(parameter)),
    bodySchema: body?.['application/json']?.schema,
    takesBytes: body?.['application/octet-stream'] !== undefined,
    statuses: Object.keys(value.responses as object).filter((status) => status !== 'default'),
  };
}
