import type { ServiceSpec, ServiceTemplate } from '../generated/meshagent/types.gen.js';
import { parseTemplateText, type TemplatePart } from './parse-template-text.js';
import { isPlainObject, type PlainObject, parseTemplateYaml } from './parse-template-yaml.js';
import { TemplateError } from './template-error.js';

/** Annotations by which a service remembers what it was made from. */
const TEMPLATE_ANNOTATION = 'meshagent.service.template.yaml';
const VALUES_ANNOTATION = 'meshagent.service.template.values';

/** The largest template, and the most that all values and their names may be. */
const MAX_TEMPLATE_CHARACTERS = 64 * 1024; // 64 Ki
/** At most so many of the allowed values are told. */
const MAX_TOLD = 20;

/** What a template was rendered to. Neither is checked against its schema yet: the types say what it is meant to be. */
export interface RenderedTemplate {
  /** The ServiceTemplate with its values in place. */
  readonly template: ServiceTemplate;
  /** The ServiceSpec that it stands for: without variables, with two annotations that tell where it is from. */
  readonly spec: ServiceSpec;
}

/** A variable that a template declares. */
export interface TemplateVariableInfo {
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** Whether it may do without a value. */
  readonly optional: boolean;
  /** Whether its value is not to be shown while it is typed. */
  readonly obscure: boolean;
  /** What it may be; undefined when it may be anything. */
  readonly enum: readonly string[] | undefined;
  /** What kind of text it is, for example `email`. */
  readonly type: string | undefined;
}

/**
 * Renders a service template: YAML with `{{ name }}`, `{{ name | default("…") }}` and `{% if name %}…{% else %}…{% endif %}` in it.
 *
 * Values never become part of the structure: whatever a value holds, line breaks and colons too, stays within the scalar in
 * which its name stands. In that it is stricter than to render the text and then to parse it, which lets a value add members. As
 * there, a scalar without quotes with a name in it becomes a number, a boolean or null where it is then written like one, so
 * texts such as versions belong in quotes. Names without a value render as empty text.
 *
 * Template and values have 64 Ki characters at most, and the result 512 Ki, also with all that aliases stand for. The
 * annotations hold the values as they are, also those of variables that are `obscure`.
 *
 * @throws TemplateError `template_unsupported` for other Jinja, `template_value_missing` for a variable that is not optional,
 * `invalid_request` for what is no YAML, and for a value that is not among those that its variable allows
 */
export function renderServiceTemplate(
  template: string,
  values: Readonly<Record<string, string>>,
): RenderedTemplate {
  const wrong = Object.entries(values).find(([, value]) => typeof value !== 'string');
  if (wrong !== undefined) {
    throw new TemplateError('invalid_request', `The value of \`${wrong[0].slice(0, 64)}\` is not a text.`);
  }
  const given = new Map(Object.entries(values));
  requireSize(
    'values',
    [...given].reduce((size, [name, value]) => size + name.length + value.length, 0),
  );
  const rendered = parse(template, given);
  checkValues(readVariables(rendered), given);
  const { variables: _variables, metadata, ...rest } = rendered;
  const annotations =
    isPlainObject(metadata) && isPlainObject(metadata.annotations) ? metadata.annotations : {};
  const spec = {
    ...rest,
    kind: 'Service',
    metadata: isPlainObject(metadata)
      ? {
          ...metadata,
          annotations: {
            ...annotations,
            [TEMPLATE_ANNOTATION]: template,
            [VALUES_ANNOTATION]: JSON.stringify(values),
          },
        }
      : metadata,
  };
  // What they are meant to be; the server says what does not fit.
  return { template: rendered as unknown as ServiceTemplate, spec: spec as unknown as ServiceSpec };
}

/**
 * Returns the variables that a template declares, to ask a person for their values.
 *
 * @throws TemplateError as {@link renderServiceTemplate} does for the text alone
 */
export function listTemplateVariables(template: string): readonly TemplateVariableInfo[] {
  return readVariables(parse(template, new Map()));
}

/**
 * Returns the values that a template falls back to where a variable has none, by name: the first `default("…")` of each.
 *
 * @throws TemplateError as {@link renderServiceTemplate} does for the text alone
 */
export function listTemplateDefaults(template: string): ReadonlyMap<string, string> {
  requireSize('template', template.length);
  const defaults = new Map<string, string>();
  const collect = (parts: readonly TemplatePart[]): void => {
    for (const part of parts) {
      if (part.kind === 'if') {
        collect(part.ifSet);
        collect(part.ifNot);
      } else if (part.kind === 'value' && part.fallback !== '' && !defaults.has(part.name)) {
        defaults.set(part.name, part.fallback);
      }
    }
  };
  collect(parseTemplateText(template));
  return defaults;
}

function parse(template: string, values: ReadonlyMap<string, string>): PlainObject {
  requireSize('template', template.length);
  return parseTemplateYaml(parseTemplateText(template), values);
}

function requireSize(what: 'template' | 'values', size: number): void {
  if (size <= MAX_TEMPLATE_CHARACTERS) return;
  throw new TemplateError(
    'invalid_request',
    `The ${what} may have ${MAX_TEMPLATE_CHARACTERS / 1024} Ki characters, and this has ${size}.`,
  );
}

function listed(allowed: readonly string[]): string {
  const told = allowed.slice(0, MAX_TOLD).join(', ');
  return allowed.length > MAX_TOLD ? `${told} and others` : told;
}

/** What is not written as the schema wants it is left out: the schema says so afterwards, and in better words. */
function readVariables({ variables }: PlainObject): TemplateVariableInfo[] {
  if (!Array.isArray(variables)) return [];
  return variables.filter(isPlainObject).flatMap((variable) => {
    const { name, title, description, optional, obscure, enum: allowed, type } = variable;
    if (typeof name !== 'string') return [];
    return [
      {
        name,
        title: textOf(title),
        description: textOf(description),
        optional: optional === true,
        obscure: obscure === true,
        enum: Array.isArray(allowed) ? allowed.filter((item) => typeof item === 'string') : undefined,
        type: textOf(type),
      },
    ];
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function checkValues(variables: readonly TemplateVariableInfo[], values: ReadonlyMap<string, string>): void {
  for (const { name, optional, enum: allowed } of variables) {
    const value = values.get(name) ?? '';
    if (value === '') {
      if (optional) continue;
      throw new TemplateError('template_value_missing', `The template needs a value for \`${name}\`.`);
    }
    if (allowed !== undefined && !allowed.includes(value)) {
      throw new TemplateError('invalid_request', `\`${name}\` must be one of ${listed(allowed)}.`);
    }
  }
}
