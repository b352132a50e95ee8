import { dereference } from '../../http/dereference.js';
import {
  type JsonSchema,
  loadOpenApi,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
} from '../../http/openapi.js';
import { createChecker } from './checker.js';

/** An operation of the contract, `openapi/commitments.yaml`, as far as serving it goes. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** As the contract writes it: `/principals/{id}`. */
  readonly path: string;
  readonly isForAdmin: boolean;
  readonly successStatus: number;
  /** @throws InvalidInput when a request body does not have the form that the contract asks for. */
  checkBody(body: unknown): void;
  /** Returns the parameters of a query, numbers as numbers. @throws InvalidInput */
  readQuery(query: URLSearchParams): Readonly<Record<string, unknown>>;
}

/** Returns the operations of the contract. */
export async function loadOperations(): Promise<Operation[]> {
  const document = await loadOpenApi('commitments');
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      isForAdmin: operation['x-mesa-scope'] === 'admin',
      successStatus: Number(Object.keys(operation.responses).find((status) => /^[12]/.test(status))),
      checkBody: bodyChecker(document, operation),
      readQuery: queryReader(document, operation),
    })),
  );
}

function bodyChecker(document: OpenApiDocument, { requestBody }: OpenApiOperation): Operation['checkBody'] {
  const schema = requestBody?.content['application/json']?.schema;
  return schema === undefined ? () => {} : createChecker('body', dereference<JsonSchema>(document, schema));
}

function queryReader(document: OpenApiDocument, operation: OpenApiOperation): Operation['readQuery'] {
  const parameters = dereference<readonly OpenApiParameter[]>(document, operation.parameters ?? []).filter(
    (parameter) => parameter.in === 'query',
  );
  const check = createChecker('query', { type: 'object', properties: toProperties(parameters) });
  const integers = new Set(
    parameters.filter(({ schema }) => schema.type === 'integer').map(({ name }) => name),
  );
  return (query) => {
    // Of a parameter that is given twice the last value counts.
    const values = Object.fromEntries(
      [...query].map(([name, text]) => [
        name,
        integers.has(name) && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : text,
      ]),
    );
    check(values);
    return values;
  };
}

/** Which values of a choice there are is judged by the services, which have codes for it. */
function toProperties(parameters: readonly OpenApiParameter[]): JsonSchema {
  return Object.fromEntries(parameters.map(({ name, schema: { enum: _, ...schema } }) => [name, schema]));
}
