import { InvalidOptionsError } from 'mesa-rest';
import {
  listTemplateDefaults,
  listTemplateVariables,
  renderServiceTemplate,
} from 'mesa-rest/meshagent-templates';
import type { TemplateValues } from '../resources/from-template.js';

/** What to ask a person for before a service can be made from a template. */
export interface TemplatePrompt {
  /** Name of the variable. */
  readonly name: string;
  /** What to call it: its title, or else its name. */
  readonly label: string;
  readonly description: string | undefined;
  /** Whether it can be left empty. */
  readonly isRequired: boolean;
  /** Whether the value is not to be shown while it is typed. */
  readonly isObscure: boolean;
  /** What there is to choose from; undefined when anything may be typed. */
  readonly choices: readonly string[] | undefined;
  /** What to put there to begin with; undefined for nothing. */
  readonly defaultValue: string | undefined;
  /** What kind of text it is: `email`, `route`, or what another version knows. */
  readonly type: string | undefined;
}

/**
 * Returns what to ask for, in the order in which the template declares it.
 *
 * @throws {TemplateError} `template_unsupported`, `invalid_request` when the template cannot be read.
 */
export function templatePrompts(template: string): TemplatePrompt[] {
  const defaults = listTemplateDefaults(template);
  return listTemplateVariables(template).map((variable) => ({
    name: variable.name,
    label: variable.title ?? variable.name,
    description: variable.description,
    isRequired: !variable.optional,
    isObscure: variable.obscure,
    choices: variable.enum,
    defaultValue: defaults.get(variable.name),
    type: variable.type,
  }));
}

/**
 * Returns values for a template that it can be rendered with: those given, and the defaults of variables that have none.
 *
 * @throws {TemplateError} `template_value_missing` when a variable needs a value, `invalid_request` when one may not have its
 * value.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a value that is no text.
 */
export function templateValues(
  template: string,
  given: Readonly<Record<string, string | undefined>>,
): TemplateValues {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (typeof value !== 'string') throw new InvalidOptionsError(`The value of \`${name}\` is not a text.`);
    values[name] = value;
  }
  for (const [name, value] of listTemplateDefaults(template)) {
    if (!values[name]) values[name] = value;
  }
  renderServiceTemplate(template, values);
  return values;
}
