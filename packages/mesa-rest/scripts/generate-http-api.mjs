// Writes docs/http-api.md from openapi/depot.yaml: every operation with what it takes, answers and refuses.
import { failures, operations, refName, resolve, spec, writeDocument } from './lib/spec.mjs';

const SERVER = spec.servers.at(-1).url;
const schemas = spec.components.schemas;

const sections = spec.tags.map((tag) => {
  const members = operations.filter((operation) => operation.tag === tag.name);
  return { tag, members };
});

writeDocument(
  'http-api.md',
  `<!-- Generated from openapi/depot.yaml by \`pnpm generate\`. Do not edit. -->

# HTTP API

${sentence(spec.info.summary)} ${oneLine(spec.info.description)}

There are ${operations.length} operations, of which ${operations.filter(({ extension }) => extension).length} are extensions. The same operations in TypeScript:
[mesa-rest](../packages/mesa-rest/README.md).

## Contents

- [Conventions](#conventions)
${sections.map(contents).join('\n')}
- [Schemas](#schemas)

${conventions()}
${sections.map(section).join('\n')}
## Schemas

${Object.keys(schemas).map(schemaSection).join('\n')}`,
);

function contents({ tag, members }) {
  const lines = members.map(
    ({ id, summary }) => `  - [${id}](#${anchor(id)}): ${lowerFirst(oneLine(summary))}`,
  );
  return [`- [${title(tag.name)}](#${anchor(title(tag.name))})`, ...lines].join('\n');
}

function conventions() {
  return `## Conventions

- **Base URL**: \`${spec.servers[0].url}\` for the hosted service, \`${SERVER}\` for a depot on this
  machine. Paths below are appended to it. Path parameters are percent-encoded: a slash in a bookmark travels as \`%2F\`.
- **Credential**: \`Authorization: Bearer <API key or access token>\` on every request. Scopes include one another:
  \`admin\` includes \`write\`, \`write\` includes \`read\`.
- **Bodies** are JSON with \`Content-Type: application/json\` where nothing else is said. Unknown members are refused with 400, as are unknown query
  parameters.
- **Pages**: lists take \`limit\` (1 to 100, default 50) and \`cursor\`, and answer \`next_cursor\` (null on the last page) and
  \`has_more\` beside the items. A cursor belongs to the list and the filters it came from.
- **Retries**: \`Idempotency-Key\` on POST and PATCH makes a retry safe: for 24 hours the same key answers what the first
  request answered.
- **Extensions** are marked; they are additions to the official operations, and other servers may not know them.
- Every answer has the header \`x-request-id\`. Quote it when something fails.

### Errors

Every answer that is not a success has this body; \`trace_id\` is there on 5xx answers. One code stands for one cause:
[docs/errors.md](errors.md).

\`\`\`json
${JSON.stringify(spec.components.responses.NotFound.content['application/json'].example, null, 2)}
\`\`\`

| Status | When | Example code |
|---|---|---|
${errorRows()}
`;
}

function errorRows() {
  const shared = new Map(operations.flatMap(failures).filter(([, response]) => isShared(response)));
  return [...shared]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, { description, content }]) => {
      const { code } = content['application/json'].example.error;
      return `| ${status} | ${cell(description)} | \`${code}\` |`;
    })
    .concat(`| other | ${cell(resolve(spec.components.responses.OtherError).description)} | |`)
    .join('\n');
}

function section({ tag, members }) {
  return `## ${title(tag.name)}

${sentence(tag.description)}

${members.map(operationSection).join('\n')}`;
}

function operationSection(operation) {
  const { id, verb, path, scope, extension, summary, description, namespace, method, body, status } =
    operation;
  const { pathParameters, queryParameters, headerParameters, success, answer, answersBytes, answersText } =
    operation;
  const { byHand, takesBytes, event } = operation;
  const parameters = [...pathParameters, ...queryParameters, ...headerParameters];
  const facts = [
    `scope \`${scope}\``,
    ...(extension ? ['**extension**'] : []),
    `\`mesa.${namespace}.${method}()\``,
    `\`${byHand ?? id}()\``,
  ];
  const only = event ? `events, each a ${link(event)}` : answersBytes ? 'bytes' : 'no body';
  const others = [
    ...(answersBytes && answer ? ['with `Accept: application/octet-stream`, the bytes'] : []),
    ...(answersText ? ['with `Accept: text/plain`, text'] : []),
  ];
  const own = failures(operation).filter(([, response]) => !isShared(response));
  const statuses = failures(operation).map(([code]) => code);
  return `### ${id}

\`${verb.toUpperCase()} ${path}\` · ${facts.join(' · ')}

${sentence(summary)}${description ? ` ${oneLine(description)}` : ''}

${parameters.length > 0 ? parameterTable(parameters) : ''}${body ? bodyText(body) : ''}${takesBytes ? 'Body: bytes, as `application/octet-stream`.\n\n' : ''}Answers **${status}**: ${
    answer ? link(answer) : only
  }${others.length > 0 ? `; ${others.join('; ')}` : ''}.${note(success.description)}

[Errors](#errors): ${statuses.join(', ')}.${own.map(([code, { description }]) => ` ${code}: ${sentence(description)}`).join('')}

${curl(operation)}`;
}

/** The failures that every operation has are described once, under Conventions. */
function isShared(response) {
  return Object.values(spec.components.responses).includes(response);
}

function note(description) {
  const text = oneLine(description ?? '').replace(/^(Success|Created|Registered)\.\s*/, '');
  return text === '' ? '' : ` ${text}`;
}

function parameterTable(parameters) {
  const rows = parameters.map((parameter) => {
    const { name, in: place, required, schema, description } = parameter;
    const extension = parameter['x-mesa-extension'] ? ' Extension.' : '';
    return `| \`${name}\` | ${place} | ${cell(type(schema))} | ${required ? 'yes' : ''} | ${cell(`${oneLine(description ?? '')}${defaultText(schema)}${extension}`)} |`;
  });
  return `| Parameter | In | Type | Required | Meaning |\n|---|---|---|---|---|\n${rows.join('\n')}\n\n`;
}

function bodyText({ schema }) {
  const name = refName(schema);
  return `Body ${link(name)}:\n\n${memberTable(resolve(schema))}\n`;
}

function memberTable(schema) {
  const rows = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const target = resolve(member);
    const text = `${oneLine(member.description ?? (refName(member) ? '' : target.description) ?? '')}${defaultText(target)}`;
    const extension = member['x-mesa-extension'] ? ' Extension.' : '';
    const required = schema.required?.includes(name) ? 'yes' : '';
    return `| \`${name}\` | ${cell(type(member))} | ${required} | ${cell(`${text}${extension}`)} |`;
  });
  return rows.length === 0
    ? ''
    : `| Member | Type | Required | Meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function schemaSection(name) {
  const schema = schemas[name];
  const extension = schema['x-mesa-extension'] ? ' **Extension.**' : '';
  const description = schema.description
    ? `${oneLine(schema.description)}${extension}\n\n`
    : extension && `${extension.trim()}\n\n`;
  const example = schema.example
    ? `\nFor example:\n\n\`\`\`json\n${JSON.stringify(schema.example, null, 2)}\n\`\`\`\n`
    : '';
  const table = memberTable(schema);
  const shape = table === '' ? `${type({ ...schema, description: undefined })}\n` : table;
  return `### ${name} schema\n\n${description}${shape}${example}`;
}

/** Returns the type of a schema in words, with links to named ones. */
function type(schema) {
  if (!schema) return 'any';
  const name = refName(schema);
  if (name) return link(name);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map(type).join(' or ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  const kinds = [schema.type ?? 'any'].flat();
  return kinds.map((kind) => kindText(kind, schema)).join(' or ') + limits(schema, kinds);
}

function kindText(kind, schema) {
  if (kind === 'array') {
    const items = type(schema.items);
    return items.includes(',') ? `array of (${items})` : `array of ${items}`;
  }
  if (kind === 'object' && typeof schema.additionalProperties === 'object') {
    return `object of ${type(schema.additionalProperties)}`;
  }
  if (kind === 'string' && schema.format) return `string (${schema.format})`;
  if (kind === 'string' && schema.contentEncoding) return `string (${schema.contentEncoding})`;
  return kind;
}

function limits(schema, kinds) {
  const unit = kinds.includes('string') ? ' characters' : kinds.includes('array') ? ' items' : '';
  const [low, high] = [
    schema.minimum ?? schema.minLength ?? schema.minItems,
    schema.maximum ?? schema.maxLength ?? schema.maxItems,
  ];
  const parts = [];
  if (low === 1 && high === undefined && unit !== '') parts.push('not empty');
  else if (low !== undefined && high !== undefined) parts.push(`${number(low)} to ${number(high)}${unit}`);
  else if (high !== undefined) parts.push(`at most ${number(high)}${unit}`);
  else if (low !== undefined && low > 0) parts.push(`at least ${number(low)}${unit}`);
  if (schema.pattern) parts.push(`matching \`${schema.pattern}\``);
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

function number(value) {
  return value.toLocaleString('en-US');
}

function defaultText(schema) {
  const value = resolve(schema)?.default;
  return value === undefined ? '' : ` Default \`${value}\`.`;
}

/** An example that runs against a local depot, made of the examples of the spec. */
function curl({ verb, path, body, takesBytes, event, pathParameters, queryParameters }) {
  const samples = {
    org: 'acme',
    repo: 'site',
    bookmark: 'feature%2Fx',
    base: 'main',
    change_id: 'k'.repeat(32),
    oid: '2e65efe2a145dda7ee51d1741299f848e5bf752e',
  };
  const filled = pathParameters.reduce(
    (url, { name }) => url.replace(`{${name}}`, samples[name] ?? `$${name.toUpperCase()}`),
    path,
  );
  const query = queryParameters
    .filter(({ required }) => required)
    .map(({ name }) => `${name}=…`)
    .join('&');
  // A variable is only filled in within double quotes.
  const quote = filled.includes('$') ? '"' : "'";
  const lines = [
    `curl ${event ? '-N ' : ''}${verb === 'get' ? '' : `-X ${verb.toUpperCase()} `}${quote}${SERVER}${filled}${query ? `?${query}` : ''}${quote}`,
    `-H "Authorization: Bearer $MESA_API_KEY"`,
  ];
  if (body) {
    const example = resolve(body.schema).example ?? {};
    lines.push(
      `-H 'Content-Type: application/json'`,
      `-d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`,
    );
  }
  if (takesBytes) lines.push(`-H 'Content-Type: application/octet-stream'`, `--data-binary @file`);
  return `\`\`\`sh\n${lines.join(' \\\n  ')}\n\`\`\`\n`;
}

function link(name) {
  // A heading of the bare name would be the same as that of an operation: whoami and Whoami.
  return `[${name}](#${anchor(`${name} schema`)})`;
}

function anchor(text) {
  return text.toLowerCase().replaceAll(' ', '-');
}

function title(tag) {
  return tag[0].toUpperCase() + tag.slice(1);
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function sentence(text) {
  const line = oneLine(text);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function lowerFirst(text) {
  return /^[A-Z]{2}/.test(text) ? text : text[0].toLowerCase() + text.slice(1);
}

function cell(text) {
  return text.replaceAll('|', '\\|').trim();
}
