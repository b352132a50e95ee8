// What the generators of this folder know about openapi/depot.yaml, and where they write.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const rootFolder = join(packageFolder, '..', '..');

/** First line of every generated file. */
export const BANNER = '// Generated from openapi/depot.yaml by `pnpm generate`. Do not edit.\n';

/**
 * With MESA_GEN_OUT set, everything is written below that folder and the tree is not touched: what belongs to
 * src/generated directly below it, and docs/http-api.md as docs/http-api.md. The check for stale generated files
 * works so.
 */
const scratch = process.env.MESA_GEN_OUT;

export function writeGenerated(file, text) {
  write(join(scratch ?? join(packageFolder, 'src', 'generated'), file), text);
}

export function writeDocument(file, text) {
  write(join(scratch ?? rootFolder, 'docs', file), text);
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Returns the text of a file that an earlier step generated. */
export function readGenerated(file) {
  return readFileSync(join(scratch ?? join(packageFolder, 'src', 'generated'), file), 'utf8');
}

export function readPackageVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}

export const spec = parse(readFileSync(join(rootFolder, 'openapi', 'depot.yaml'), 'utf8'));

/** Follows a reference within the spec; returns anything else as it is. */
export function resolve(node) {
  if (node?.$ref === undefined) return node;
  const target = node.$ref
    .slice(2)
    .split('/')
    .reduce((parent, name) => parent?.[name], spec);
  if (target === undefined) throw new Error(`${node.$ref} is not in the spec.`);
  return resolve(target);
}

/** Returns the name of a referenced component, for example `Repo`. */
export function refName(node) {
  return node?.$ref?.split('/').at(-1);
}

export const pascal = (name) => name[0].toUpperCase() + name.slice(1);

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation of the spec, in its order, with what the generators need of it. */
export const operations = Object.entries(spec.paths).flatMap(([path, item]) =>
  VERBS.filter((verb) => item[verb]).map((verb) => {
    const operation = item[verb];
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
    const [namespace, method] = (operation['x-mesa-resource'] ?? '').split('.');
    if (!method) throw new Error(`${operation.operationId} lacks x-mesa-resource: <namespace>.<method>.`);
    const [status, success] = Object.entries(operation.responses).find(([code]) => code.startsWith('2'));
    const content = resolve(success).content ?? {};
    const body = resolve(operation.requestBody);
    return {
      id: operation.operationId,
      verb,
      path,
      namespace,
      method,
      tag: operation.tags[0],
      summary: operation.summary,
      description: operation.description,
      scope: operation['x-mesa-scope'],
      items: operation['x-mesa-items'],
      extension: operation['x-mesa-extension'] === true,
      pathParameters: parameters.filter((parameter) => parameter.in === 'path'),
      queryParameters: parameters.filter((parameter) => parameter.in === 'query'),
      headerParameters: parameters.filter((parameter) => parameter.in === 'header'),
      body: body && { required: body.required === true, schema: body.content['application/json'].schema },
      status,
      success: resolve(success),
      answer: refName(content['application/json']?.schema),
      answersBytes: 'application/octet-stream' in content,
      answersText: 'text/plain' in content,
      responses: Object.entries(operation.responses).map(([code, response]) => [code, resolve(response)]),
    };
  }),
);

/** Code and meaning of the failures an operation names, for documentation. */
export function failures(operation) {
  return operation.responses.filter(([status]) => !status.startsWith('2') && status !== 'default');
}
