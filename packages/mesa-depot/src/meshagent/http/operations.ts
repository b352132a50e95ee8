import { dereference } from '../../http/dereference.js';
import {
  type JsonSchema,
  loadOpenApi,
  type OpenApiOperation,
  type OpenApiParameter,
} from '../../http/openapi.js';
import { toObjectSchema } from '../../http/operation.js';

/** Who may call an operation, as the contract says it. */
export const SCOPES = [
  /** Anybody, without a credential. */
  'none',
  /** Any valid credential. */
  'caller',
  /** A token of a user. */
  'user',
  /** A token of a user who runs the server. */
  'operator',
  'member',
  'developer',
  'admin',
  'room-creator',
  /** As `room-creator`; the service looks whether the room is one of theirs. */
  'room-manager',
] as const;

export type Scope = (typeof SCOPES)[number];

/** An operation of the contract, `openapi/meshagent.yaml`, as far as serving it goes. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** As the contract writes it: `/accounts/projects/{project_id}`. */
  readonly path: string;
  readonly scope: Scope;
  readonly successStatus: number;
  /** Media type of the request body; undefined where there is none. */
  readonly bodyType: string | undefined;
  /** Whether a request without a body stands for one with an empty object. */
  readonly isBodyOptional: boolean;
  /** Schemas of the parts of a request, by the names that Fastify has for them. */
  readonly schema: Readonly<Record<string, JsonSchema>>;
}

let loaded: Promise<readonly Operation[]> | undefined;

/** Returns the operations of the contract. They are made once a process. */
export function loadOperations(): Promise<readonly Operation[]> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<readonly Operation[]> {
  const document = await loadOpenApi('meshagent');
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parameters = dereference<readonly OpenApiParameter[]>(document, operation.parameters ?? []);
      const content = operation.requestBody?.content;
      const body = content?.['application/json']?.schema;
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        scope: scopeOf(operation),
        successStatus: Number(Object.keys(operation.responses).find((status) => /^2/.test(status))),
        bodyType: Object.keys(content ?? {})[0],
        isBodyOptional: body !== undefined && operation.requestBody?.required !== true,
        schema: {
          params: toObjectSchema(parameters.filter((parameter) => parameter.in === 'path')),
          // Parameters that are not known are ignored: clients of other versions send some.
          querystring: toObjectSchema(parameters.filter((parameter) => parameter.in === 'query')),
          ...(body === undefined ? {} : { body: dereference<JsonSchema>(document, body) }),
        },
      };
    }),
  );
}

function scopeOf({ operationId, 'x-mesa-scope': given }: OpenApiOperation): Scope {
  const scope = SCOPES.find((known) => known === given);
  if (scope === undefined) throw new Error(`openapi: ${operationId} needs an x-mesa-scope`);
  return scope;
}
