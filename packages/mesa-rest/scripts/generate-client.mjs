// Writes what the package exports on top of the generator's output, from openapi/*.yaml:
//   <api>/functions.gen.ts  one flat function per operation, and those for answers that are not JSON
//   <api>/resources.gen.ts  the same operations as methods, grouped by x-mesa-resource
//   <api>/models.gen.ts     the model types, by name
//   version.gen.ts          the version of the package
// The generator's own functions stay private: their options are those of ky, and their results hold the request with
// its credential.
import {
  APIS,
  failures,
  loadApi,
  pascal,
  readGenerated,
  readPackageVersion,
  refName,
  writeGenerated,
} from './lib/spec.mjs';

/** What is particular to an API: the client that its functions take if it is not `MesaClient`, and whether there is a resource client. */
const SETTINGS = {
  depot: { hasResources: true },
  // mesa-sdk/commitments is the client with resources.
  commitments: { client: 'CommitmentsClient', clientModule: 'commitments-client', hasResources: false },
  // As is mesa-sdk/meshagent.
  meshagent: { client: 'MeshagentClient', clientModule: 'meshagent-client', hasResources: false },
};

for (const name of APIS) {
  const { operations: all, banner } = loadApi(name);
  const settings = SETTINGS[name];
  if (!settings) throw new Error(`openapi/${name}.yaml has no settings in generate-client.mjs.`);
  // What travels as bytes or as events has functions and methods written by hand, for example src/watch-repo.ts.
  const operations = all.filter(({ byHand }) => byHand === undefined);
  const api = { name, banner, settings, operations, variants: operations.flatMap(variantsOf) };
  check(api);
  writeGenerated(`${name}/functions.gen.ts`, functionsFile(api));
  if (settings.hasResources) writeGenerated(`${name}/resources.gen.ts`, resourcesFile(api));
  writeGenerated(`${name}/models.gen.ts`, modelsFile(api));
}
writeGenerated(
  'version.gen.ts',
  `// Generated from package.json by \`pnpm generate\`. Do not edit.\n\n/** Version of this package. */\nexport const VERSION = '${readPackageVersion()}';\n`,
);

/** Returns an operation's answers, each a function of its own: their types differ. */
function variantsOf(operation) {
  const { id, method } = operation;
  const { answersBytes, answersText, status } = operation;
  // What an answer without content holds is never read: servers differ in it.
  const isEmpty = status === '204' || operation.answer === 'Empty';
  return [
    {
      operation,
      name: id,
      method,
      form: isEmpty ? 'none' : 'json',
      type: isEmpty ? 'undefined' : operation.answer,
      accept: 'application/json',
    },
    ...(answersBytes
      ? [
          {
            operation,
            name: `${id}Bytes`,
            method: `${method}Bytes`,
            form: 'bytes',
            type: 'Uint8Array<ArrayBuffer>',
            accept: 'application/octet-stream',
            note: 'As bytes, read to the end.',
          },
          {
            operation,
            name: `${id}Stream`,
            method: `${method}Stream`,
            form: 'stream',
            type: 'ReadableStream<Uint8Array>',
            accept: 'application/octet-stream',
            note: 'As a stream of bytes, which has to be read or cancelled. The deadline of the call covers it to its end: pass a larger `timeoutMs`, or 0, for what takes long to read.',
          },
        ]
      : []),
    ...(answersText
      ? [
          {
            operation,
            name: `${id}Text`,
            method: `${method}Text`,
            form: 'text',
            type: 'string',
            accept: 'text/plain',
            note: 'As text.',
          },
        ]
      : []),
  ];
}

function check({ variants }) {
  const RESERVED = new Set(['client', 'constructor']);
  for (const { operation, form } of variants) {
    if (!operation.answer && form === 'json')
      throw new Error(`${operation.id}: the JSON answer must be a $ref to a named schema.`);
    const names = [...operation.pathParameters, ...operation.queryParameters].map(
      (parameter) => parameter.name,
    );
    if (operation.body) names.push('body');
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice)
      throw new Error(
        `${operation.id}: '${twice}' occurs twice among path, query and body; the resource client has one argument.`,
      );
    if (RESERVED.has(operation.namespace))
      throw new Error(`${operation.id}: the namespace '${operation.namespace}' is taken.`);
  }
}

function functionsFile({ banner, settings, operations, variants }) {
  const types = unique([
    ...variants.filter(({ form }) => form === 'json').map(({ type }) => type),
    ...operations.map(dataType),
  ]);
  const { client, clientModule } = settings;
  const ofClient = client === undefined ? '' : `, ${client}`;
  const functions = variants.map(({ operation, name, form, type, accept, note }) => {
    const { id } = operation;
    const schema =
      form === 'json'
        ? `\n      schema: async () => (await import('./zod.gen.js')).z${pascal(id)}Response,`
        : '';
    return `${docstring([...prose(operation, note), ...parameterLines(operation, 'part'), ...throwsLines(operation)])}
export async function ${name}(options: CallOptions<${dataType(operation)}${ofClient}>): Promise<ApiResponse<${type}>> {
  return clientOf(options).run(
    {
      send: sdk.${id},
      form: '${form}',
      accept: '${accept}',${schema}
    },
    options,
  );
}
`;
  });
  return `${banner}
import { clientOf } from '../../call.js';
${client === undefined ? '' : `import type { ${client} } from '../../${clientModule}.js';\n`}import type { ApiResponse, CallOptions } from '../../request-options.js';
import * as sdk from './sdk.gen.js';
import type { ${types.join(', ')} } from './types.gen.js';

${functions.join('\n')}`;
}

function resourcesFile({ name, banner, operations, variants }) {
  const namespaces = unique(operations.map(({ namespace }) => namespace));
  const types = unique([
    ...operations.map((operation) => operation.answer),
    ...operations.filter(takesArguments).map(dataType),
    ...operations.filter(({ items }) => items).map((operation) => itemType(operation, name)),
  ]);
  const classes = namespaces.map((namespace) => {
    const methods = variants
      .filter(({ operation }) => operation.namespace === namespace)
      .map((variant) => methodText(variant, name));
    return `/** The operations of \`${namespace}\`. */
export class ${className(namespace)} {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

${methods.join('\n')}}
`;
  });
  return `${banner}
import type { MesaClient } from '../../client.js';
import { checkMembers } from '../../known-members.js';
import { PagePromise } from '../../pagination.js';
import type { Arguments, RequestOptions } from '../../request-options.js';
import * as functions from './functions.gen.js';
import type { ${types.join(', ')} } from './types.gen.js';

${classes.join('\n')}
/** Every namespace over one client. */
export class Resources {
${namespaces.map((namespace) => `  readonly ${namespace}: ${className(namespace)};`).join('\n')}

  constructor(client: MesaClient) {
${namespaces.map((namespace) => `    this.${namespace} = new ${className(namespace)}(client);`).join('\n')}
  }
}
`;
}

function methodText({ operation, name, method, form, type, note }, api) {
  const { pathParameters, queryParameters, body, items } = operation;
  const isOptional =
    pathParameters.length === 0 && !queryParameters.some(({ required }) => required) && !body?.required;
  const pick = (parameters) => parameters.map(({ name }) => `${name}: args.${name}`).join(', ');
  const parts = [
    'client: this.#client',
    ...(pathParameters.length > 0 ? [`path: { ${pick(pathParameters)} }`] : []),
    ...(queryParameters.length > 0
      ? [`query: { ${pick(queryParameters)}${items ? ', ...position' : ''} }`]
      : []),
    ...(body ? ['body: args.body'] : []),
    '...options',
  ];
  const members = [...pathParameters, ...queryParameters, ...(body ? [{ name: 'body' }] : [])];
  const known = members.map(({ name }) => `'${name}'`).join(', ');
  const check = `checkMembers('${operation.namespace}.${method}', args, [${known}]);`;
  const isPager = items !== undefined && form === 'json';
  const argument = `${
    takesArguments(operation) ? `args: Arguments<${dataType(operation)}>` : 'args: Record<string, never>'
  }${isOptional ? ' = {}' : ''}`;
  const lines = [
    ...prose(operation, note),
    ...(isPager
      ? [
          '',
          `Awaiting it gives a page; \`for await\` over it gives every one of its \`${items}\`, page by page.`,
        ]
      : []),
    ...parameterLines(operation, 'args'),
    '@param options what this call decides for itself: timeout, headers, retries, signal, idempotency key',
    ...throwsLines(operation),
  ];
  const doc = docstring(lines, '  ');
  if (!isPager) {
    return `${doc}
  async ${method}(${argument}, options: RequestOptions = {}): Promise<${type}> {
    ${check}
    const { data } = await functions.${name}({ ${parts.join(', ')} });
    return data;
  }
`;
  }
  return `${doc}
  ${method}(${argument}, options: RequestOptions = {}): PagePromise<${type}, ${itemType(operation, api)}> {
    return new PagePromise({
      fetch: async (cursor) => {
        ${check}
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.${name}({ ${parts.join(', ')} });
        return data;
      },
      items: (page) => page.${items},
    });
  }
`;
}

function modelsFile({ name, banner }) {
  // ClientOptions describes the generated client, which is private.
  const names = [...readGenerated(`${name}/types.gen.ts`).matchAll(/^export type (\w+) =/gm)]
    .map(([, type]) => type)
    .filter((type) => type !== 'ClientOptions')
    .sort();
  return `${banner}\nexport type {\n${names.map((type) => `  ${type},\n`).join('')}} from './types.gen.js';\n`;
}

function prose({ summary, description, extension }, note) {
  return [
    `${summary}.`,
    ...(note ? ['', note] : []),
    ...(description ? ['', description] : []),
    ...(extension ? ['', 'An extension: servers other than a depot may not know it.'] : []),
  ];
}

/** Flat functions take path, query and body apart (`part`), methods take one argument (`args`). */
function parameterLines({ pathParameters, queryParameters, body }, style) {
  const root = style === 'args' ? () => 'args' : (part) => `options.${part}`;
  const line =
    (part) =>
    ({ name, description, schema }) => {
      const fallback = schema?.default === undefined ? '' : ` Default: ${JSON.stringify(schema.default)}.`;
      return `@param ${root(part)}.${name} ${description ?? ''}${fallback}`;
    };
  const bodyName = style === 'args' ? 'args.body' : 'options.body';
  return [
    ...pathParameters.map(line('path')),
    ...queryParameters.map(line('query')),
    ...(body ? [`@param ${bodyName} \`${refName(body.schema)}\``] : []),
  ];
}

function throwsLines(operation) {
  const CLASSES = {
    400: 'ValidationError',
    401: 'AuthenticationError',
    403: 'AuthorizationError',
    404: 'NotFoundError',
    406: 'ValidationError',
    409: 'ConflictError',
    422: 'ApiError',
    500: 'ServerError',
  };
  return failures(operation)
    .filter(([status]) => CLASSES[status])
    .map(([status, { description }]) => `@throws ${CLASSES[status]} ${status}: ${description}`);
}

function docstring(lines, indent = '') {
  const wrapped = lines.flatMap((line) =>
    line === '' ? [''] : wrap(line.replaceAll('*/', '*\\/'), 110 - indent.length),
  );
  return [
    `${indent}/**`,
    ...wrapped.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}`),
    `${indent} */`,
  ].join('\n');
}

function wrap(text, width) {
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = text.startsWith('@') ? `  ${word}` : word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function itemType(operation, api) {
  const page = readGenerated(`${api}/types.gen.ts`);
  const match = new RegExp(
    `export type ${operation.answer} = \\{[^}]*?\\n    ${operation.items}: Array<(\\w+)>`,
  ).exec(page);
  if (!match)
    throw new Error(
      `${operation.id}: ${operation.answer} has no array '${operation.items}' of a named schema.`,
    );
  return match[1];
}

function takesArguments({ pathParameters, queryParameters, body }) {
  return pathParameters.length + queryParameters.length > 0 || body !== undefined;
}

function dataType({ id }) {
  return `${pascal(id)}Data`;
}

function className(namespace) {
  return `${pascal(namespace)}Resource`;
}

function unique(values) {
  return [...new Set(values)].sort();
}
