import { compileSchema, type Parameter, type Schema } from '../spec.js';
import type { CalledOperation } from './find-operation.js';
import type { WireRequest } from './wire-request.js';

/**
 * Returns in which ways a request breaks the rules of the specification; such a request must not succeed.
 *
 * Found from the bytes that are sent and the schemas alone, with nothing of the server's own reading of either.
 */
export function violationsOf(request: WireRequest, { operation, path }: CalledOperation): string[] {
  const violations: string[] = [];
  const check = (what: string, schema: Schema, value: unknown): void => {
    if (!compileSchema(schema)(value)) violations.push(what);
  };

  const query = new URLSearchParams(request.target.split('?').slice(1).join('?').split('#', 1)[0]);
  for (const [name, parameter] of parametersIn(operation.parameters, 'query')) {
    const values = query.getAll(name);
    query.delete(name);
    if (values.length === 0) continue;
    if (values.length > 1) violations.push(`${name} given ${values.length} times`);
    else check(name, parameter.schema, fromText(values[0] ?? '', parameter.schema));
  }
  // `?=x` names nothing, and `__proto__` is dropped by every parser worth its name.
  for (const name of [...query.keys()]) if (name === '' || name.startsWith('__proto__')) query.delete(name);
  // Older clients send the metadata filter flat, so there every name means something.
  if (query.size > 0 && operation.id !== 'getContent')
    violations.push(`unknown parameter ${[...query.keys()][0]}`);

  for (const [name, parameter] of parametersIn(operation.parameters, 'path'))
    check(name, parameter.schema, path[name]);
  for (const [name, parameter] of parametersIn(operation.parameters, 'header')) {
    const value = request.headers[name.toLowerCase()];
    if (value !== undefined) check(name, parameter.schema, [value].flat().join(', '));
  }

  // No bytes at all are those of an empty file.
  if (operation.takesBytes && mediaOf(request) !== OCTETS) violations.push('no bytes');
  if (operation.bodySchema !== undefined) {
    const body = readBody(request);
    if (body === undefined) violations.push('no JSON body');
    else check('body', operation.bodySchema, body.json);
  }
  return violations;
}

function parametersIn(parameters: readonly Parameter[], place: Parameter['in']): [string, Parameter][] {
  return parameters
    .filter((parameter) => parameter.in === place && parameter.schema.type !== 'object')
    .map((parameter) => [parameter.name, parameter]);
}

function fromText(text: string, schema: Schema): unknown {
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return schema.type === 'integer' && text.trim() !== '' ? Number(text) : text;
}

const OCTETS = 'application/octet-stream';

function mediaOf({ headers }: WireRequest): string | undefined {
  return [headers['content-type'] ?? ''].flat()[0]?.split(';')[0]?.trim().toLowerCase();
}

function readBody(request: WireRequest): { json: unknown } | undefined {
  const { headers, body } = request;
  const media = mediaOf(request);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (media !== 'application/json' || encoding !== 'identity' || body === undefined) return undefined;
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return undefined;
  }
}
