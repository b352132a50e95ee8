// Writes docs/http-api.md and its like from openapi/*.yaml: every operation with what it takes, answers and refuses.
import { commitmentsPage } from './lib/commitments-page.mjs';
import { depotPage } from './lib/depot-page.mjs';
import { meshagentPage } from './lib/meshagent-page.mjs';
import { APIS, failures, loadApi, refName, writeDocument } from './lib/spec.mjs';

/** What the page of each API says in words of its own. */
const PAGES = { depot: depotPage, commitments: commitmentsPage, meshagent: meshagentPage };

for (const name of APIS) {
  const page = PAGES[name];
  if (!page) throw new Error(`openapi/${name}.yaml has no page in generate-http-api.mjs.`);
  writeDocument(page.file, pageText(loadApi(name), page));
}

function pageText(api, page) {
  const { operations, resolve, spec } = api;
  const server = spec.servers.at(-1).url;
  const { schemas } = spec.components;
  const sections = spec.tags.map((tag) => {
    const members = operations.filter((operation) => operation.tag === tag.name);
    return { tag, members };
  });

  return `<!-- Generated from openapi/${api.name}.yaml by \`pnpm generate\`. Do not edit. -->

# ${page.title}

${sentence(spec.info.summary)} ${oneLine(spec.info.description)}

There are ${operations.length} operations, of which ${operations.filter(({ extension }) => extension).length} are extensions. ${page.typescript}

## Contents

- [Conventions](#conventions)
${sections.map(contents).join('\n')}
- [Schemas](#schemas)

## Conventions

${page.conventions({ servers: spec.servers, server, errorExample: errorExample() })}
| Status | When | Example code |
|---|---|---|
${errorRows()}

${sections.map(section).join('\n')}
## Schemas

${Object.keys(schemas).map(schemaSection).join('\n')}`;

  function errorExample() {
    return JSON.stringify(spec.components.responses.NotFound.content['application/json'].example, null, 2);
  }

  function contents({ tag, members }) {
    const lines = members.map(
      ({ id, summary }) => `  - [${id}](#${anchor(id)}): ${lowerFirst(oneLine(summary))}`,
    );
    return [`- [${title(tag.name)}](#${anchor(title(tag.name))})`, ...lines].join('\n');
  }

  function errorRows() {
    const shared = new Map(operations.flatMap(failures).filter(([, response]) => isShared(response)));
    return [...shared]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([status, { description, content }]) => {
        const code = page.codeOf(content);
        return `| ${status} | ${cell(description)} | ${code === undefined ? '' : `\`${code}\``} |`;
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
      page.scope(scope),
      ...(extension ? ['**extension**'] : []),
      `\`${page.client}.${namespace}.${method}()\``,
      `\`${byHand ?? id}()\``,
    ];
    const only =
      status === '101'
        ? `events, each a ${link(answer)}`
        : event
          ? `events, each a ${link(event)}`
          : answersBytes
            ? 'bytes'
            : 'no body';
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
      answer && status !== '101' ? link(answer) : only
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
  function curl(operation) {
    const { verb, path, body, takesBytes, event, pathParameters, queryParameters } = operation;
    if (operation.status === '101') return '';
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
      `curl ${event ? '-N ' : ''}${verb === 'get' ? '' : `-X ${verb.toUpperCase()} `}${quote}${server}${filled}${query ? `?${query}` : ''}${quote}`,
      ...page.credentialHeaders(operation),
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
