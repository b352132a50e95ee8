// What the generators of this folder know about openapi/*.yaml, and where they write.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const rootFolder = join(packageFolder, '..', '..');

/** The specs, by name. openapi-ts.config.ts goes through the same folder. */
export const APIS = readdirSync(join(rootFolder, 'openapi'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort();

/**
 * With MESA_GEN_OUT set, that folder stands in for this package and the tree is not touched: the code goes to its
 * src/generated, and docs/http-api.md, which belongs to the root of the repository, to its docs. The check for stale
 * generated files compares the two.
 */
const scratch = process.env.MESA_GEN_OUT;
const generatedFolder = join(scratch ?? packageFolder, 'src', 'generated');
const documentsFolder = join(scratch ?? rootFolder, 'docs');

export function writeGenerated(file, text) {
  write(join(generatedFolder, file), text);
}

export function writeDocument(file, text) {
  write(join(documentsFolder, file), text);
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Returns the text of a file that an earlier step generated. */
export function readGenerated(file) {
  return readFileSync(join(generatedFolder, file), 'utf8');
}

export function readPackageVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}

/** Returns the name of a referenced component, for example `Repo`. */
export function refName(node) {
  return node?.$ref?.split('/').at(-1);
}

export const pascal = (name) => name[0].toUpperCase() + name.slice(1);

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads a spec: what is in it, a function that follows its references, and its operations. */
export function loadApi(name) {
  const spec = parse(readFileSync(join(rootFolder, 'openapi', `${name}.yaml`), 'utf8'));

  /** Follows a reference within the spec; returns anything else as it is. */
  function resolve(node) {
    if (node?.$ref === undefined) return node;
    const target = node.$ref
      .slice(2)
      .split('/')
      .reduce((parent, part) => parent?.[part], spec);
    if (target === undefined) throw new Error(`${node.$ref} is not in the spec.`);
    return resolve(target);
  }

  /** Every operation of the spec, in its order, with what the generators need of it. */
  const operations = Object.entries(spec.paths).flatMap(([path, item]) =>
    VERBS.filter((verb) => item[verb]).map((verb) => {
      const operation = item[verb];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
      const [namespace, method] = (operation['x-mesa-resource'] ?? '').split('.');
      if (!method) throw new Error(`${operation.operationId} lacks x-mesa-resource: <namespace>.<method>.`);
      const [status, success] = Object.entries(operation.responses).find(([code]) => /^(2|101)/.test(code));
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
        body: body?.content['application/json'] && {
          required: body.required === true,
          schema: body.content['application/json'].schema,
        },
        takesBytes: body?.content['application/octet-stream'] !== undefined,
        /** Name of the function written by hand, where the generated ones do not fit. */
        byHand: operation['x-mesa-function'],
        status,
        success: resolve(success),
        answer: refName(content['application/json']?.schema),
        answersBytes: 'application/octet-stream' in content,
        answersText: 'text/plain' in content,
        event: refName(content['text/event-stream']?.schema),
        responses: Object.entries(operation.responses).map(([code, response]) => [code, resolve(response)]),
      };
    }),
  );

  /** First line of every file that is generated from this spec. */
  const banner = `// Generated from openapi/${name}.yaml by \`pnpm generate\`. Do not edit.\n`;
  return { name, spec, resolve, operations, banner };
}

/** Code and meaning of the failures an operation names, for documentation. */
export function failures(operation) {
  return operation.responses.filter(([status]) => !status.startsWith('2') && status !== 'default');
}
