import { isScalar, parseDocument, Scalar, visit } from 'yaml';
import { parseTemplateText, type TemplatePart } from './parse-template-text.js';
import { TemplateError } from './template-error.js';

/** Annotations by which a service remembers what it was made from. */
const TEMPLATE_ANNOTATION = 'meshagent.service.template.yaml';
const VALUES_ANNOTATION = 'meshagent.service.template.values';

/** A text that is larger when it is rendered is refused. */
const MAX_RENDERED_CHARACTERS = 4 * 1024 * 1024; // 4 Mi
/** How many nodes aliases may stand for: a few lines of them could fill all memory. */
const MAX_ALIASES = 100;

type PlainObject = Readonly<Record<string, unknown>>;

/** What a template was rendered to. Neither is checked against its schema yet. */
export interface RenderedTemplate {
  /** The ServiceTemplate with its values in place. */
  readonly template: PlainObject;
  /** The ServiceSpec that it stands for: without variables, with two annotations that tell where it is from. */
  readonly spec: PlainObject;
}

/** A variable that a template declares, as far as rendering goes. */
export interface TemplateVariableInfo {
  readonly name: string;
  readonly optional: boolean;
  readonly enum: readonly string[] | undefined;
}

/**
 * Renders a service template: YAML with `{{ name }}`, `{{ name | default("…") }}` and `{% if name %}…{% else %}…{% endif %}` in it.
 *
 * Values never become part of the structure: whatever a value holds, line breaks and colons too, stays within the scalar in
 * which its name stands. A scalar without quotes that is nothing but a name becomes a number, a boolean or null where its value
 * is written like one, as it would in YAML. Names without a value render as empty text.
 *
 * @throws TemplateError `template_unsupported` for other Jinja, `template_value_missing` for a variable that is not optional,
 * `invalid_request` for what is no YAML, and for a value that is not among those that its variable allows
 */
export function renderServiceTemplate(
  template: string,
  values: Readonly<Record<string, string>>,
): RenderedTemplate {
  const given = new Map(Object.entries(values));
  const rendered = parseYaml(parseTemplateText(template), given);
  checkValues(readVariables(rendered), given);
  const { variables: _variables, metadata, ...rest } = rendered;
  const annotations = isObject(metadata) && isObject(metadata.annotations) ? metadata.annotations : {};
  return {
    template: rendered,
    spec: {
      ...rest,
      kind: 'Service',
      metadata: isObject(metadata)
        ? {
            ...metadata,
            annotations: {
              ...annotations,
              [TEMPLATE_ANNOTATION]: template,
              [VALUES_ANNOTATION]: JSON.stringify(values),
            },
          }
        : metadata,
    },
  };
}

/**
 * Returns the variables that a template declares, to ask a person for their values.
 *
 * @throws TemplateError as {@link renderServiceTemplate} does for the text alone
 */
export function listTemplateVariables(template: string): readonly TemplateVariableInfo[] {
  return readVariables(parseYaml(parseTemplateText(template), new Map()));
}

/** Parses the text with a mark in place of each value, and puts the values into the scalars that have the marks. */
function parseYaml(parts: readonly TemplatePart[], values: ReadonlyMap<string, string>): PlainObject {
  const mark = unusedMark(parts);
  const inserted: string[] = [];
  const pieces: string[] = [];
  let size = 0;
  const write = (some: readonly TemplatePart[]): void => {
    for (const part of some) {
      if (part.kind === 'if') {
        write((values.get(part.name) ?? '') === '' ? part.ifNot : part.ifSet);
        continue;
      }
      if (part.kind === 'text') pieces.push(part.text);
      else pieces.push(`${mark}${inserted.push(values.get(part.name) ?? part.fallback) - 1}${MARK_END}`);
      size += part.kind === 'text' ? part.text.length : (inserted.at(-1)?.length ?? 0);
      if (size > MAX_RENDERED_CHARACTERS) {
        throw new TemplateError('invalid_request', 'The rendered template is over 4 Mi characters.');
      }
    }
  };
  write(parts);
  const document = parseDocument(pieces.join(''), {
    customTags: [{ tag: '!template', resolve: (text: string) => text }],
  });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const where = problem.linePos === undefined ? '' : ` in line ${problem.linePos[0].line}`;
    throw new TemplateError(
      'invalid_request',
      `The template is not valid YAML${where}: ${firstLine(problem.message)}`,
    );
  }
  const marks = new RegExp(`${mark}(\\d+)${MARK_END}`, 'g');
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !node.value.includes(mark)) return;
      const alone = new RegExp(`^${mark}(\\d+)${MARK_END}$`).exec(node.value);
      const isPlain = node.type === Scalar.PLAIN && node.tag === undefined;
      node.value =
        alone !== null && isPlain
          ? toYamlValue(inserted[Number(alone[1])] ?? '')
          : node.value.replace(marks, (_mark, index: string) => inserted[Number(index)] ?? '');
    },
  });
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    throw new TemplateError('invalid_request', 'The template has too many aliases.');
  }
  if (!isObject(value)) {
    throw new TemplateError(
      'invalid_request',
      'The template must be a YAML mapping: `version`, `kind`, `metadata`, …',
    );
  }
  return value;
}

const MARK_END = 'z';

/** Returns a word that does not occur in the text, and that YAML takes for nothing but text. */
function unusedMark(parts: readonly TemplatePart[]): string {
  const text = JSON.stringify(parts);
  let mark = 'xq';
  while (text.includes(mark)) mark += 'q';
  return mark;
}

/** Reads a text the way YAML reads a scalar without quotes; what would not be a scalar stays text. */
function toYamlValue(text: string): unknown {
  if (text.trim() === '') return null;
  if (!/^[-+.\w]{1,40}$/.test(text)) return text;
  const { contents, errors } = parseDocument(text);
  const value = errors.length === 0 && isScalar(contents) ? contents.value : text;
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : text;
}

function readVariables({ variables }: PlainObject): TemplateVariableInfo[] {
  if (!Array.isArray(variables)) return [];
  return variables.filter(isObject).map((variable) => ({
    name: String(variable.name),
    optional: variable.optional === true,
    enum: Array.isArray(variable.enum) ? variable.enum.map(String) : undefined,
  }));
}

function checkValues(variables: readonly TemplateVariableInfo[], values: ReadonlyMap<string, string>): void {
  for (const { name, optional, enum: allowed } of variables) {
    const value = values.get(name) ?? '';
    if (value === '') {
      if (optional) continue;
      throw new TemplateError('template_value_missing', `The template needs a value for \`${name}\`.`);
    }
    if (allowed !== undefined && !allowed.includes(value)) {
      throw new TemplateError('invalid_request', `\`${name}\` must be one of ${allowed.join(', ')}.`);
    }
  }
}

function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/:?$/, '.');
}
