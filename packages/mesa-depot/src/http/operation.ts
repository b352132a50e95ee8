import type { Scope } from 'mesa-rest';
import { dereference } from './dereference.js';
import type { JsonSchema, OpenApiDocument, OpenApiOperation, OpenApiParameter } from './openapi.js';

/** The path under which the operations of the contract are served. */
export const API_PREFIX = '/v1';

/** The request header that makes a retry safe. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** What the server needs to know of an operation of the contract. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** The path below `/v1` as the contract writes it: `/{org}/{repo}`. */
  readonly path: string;
  readonly scope: Scope;
  readonly successStatus: number;
  /** Media types of the successful answer, the default one first. */
  readonly mediaTypes: readonly string[];
  /** Media type of the request body; undefined where there is none. */
  readonly bodyType: string | undefined;
  readonly queryNames: ReadonlySet<string>;
  readonly takesIdempotencyKey: boolean;
  /** Schemas of the parts of a request, by the names that Fastify has for them. */
  readonly schema: Readonly<Record<string, JsonSchema>>;
}

/** Returns the operations of `document` by their id. */
export function listOperations(document: OpenApiDocument): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations.set(operation.operationId, toOperation(document, path, method, operation));
    }
  }
  return operations;
}

function toOperation(
  document: OpenApiDocument,
  path: string,
  method: string,
  operation: OpenApiOperation,
): Operation {
  const success = Object.entries(operation.responses).find(([status]) => /^2\d\d$/.test(status));
  const scope = operation['x-mesa-scope'];
  if (success === undefined || scope === undefined) {
    throw new Error(`openapi: ${operation.operationId} needs a 2xx response and an x-mesa-scope`);
  }
  const parameters = dereference<readonly OpenApiParameter[]>(document, operation.parameters ?? []);
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const headers = parameters.filter((parameter) => parameter.in === 'header').map(withLowerCaseName);
  const content = operation.requestBody?.content;
  const body = content?.['application/json']?.schema;
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    scope: scope as Scope,
    successStatus: Number(success[0]),
    mediaTypes: Object.keys(success[1].content ?? {}),
    bodyType: Object.keys(content ?? {})[0],
    queryNames: new Set(query.map(({ name }) => name)),
    takesIdempotencyKey: headers.some(({ name }) => name === IDEMPOTENCY_HEADER),
    schema: {
      params: toObjectSchema(parameters.filter((parameter) => parameter.in === 'path')),
      // A misspelt filter that is silently ignored would answer more than was asked for.
      querystring: { ...toObjectSchema(query), additionalProperties: false },
      headers: toObjectSchema(headers),
      ...(body === undefined ? {} : { body: dereference<JsonSchema>(document, body) }),
    },
  };
}

function withLowerCaseName(parameter: OpenApiParameter): OpenApiParameter {
  return { ...parameter, name: parameter.name.toLowerCase() };
}

/** Returns the schema of an object that has parameters as its members. */
export function toObjectSchema(parameters: readonly OpenApiParameter[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
  };
}
