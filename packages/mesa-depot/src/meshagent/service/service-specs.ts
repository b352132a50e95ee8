import type { ServiceInput, ServiceSpec, ServiceTemplate } from 'mesa-rest/meshagent';
import { renderServiceTemplate } from 'mesa-rest/meshagent-templates';
import { dereference } from '../../http/dereference.js';
import { loadOpenApi } from '../../http/openapi.js';
import { createValidator, type PartValidator } from '../../http/validation.js';
import { invalid, MeshagentError } from '../meshagent-error.js';
import { requireStorable } from '../require-storable.js';

/** The largest specification, in characters of JSON: lists answer all of them. */
const MAX_SPEC_CHARACTERS = 256 * 1024; // 256 Ki
/** How deep objects and lists in a specification may be nested. */
const MAX_DEPTH = 64;

/**
 * Returns the specification that a request is for, rendered if it sent a template. Members that it did not give are not added,
 * but for the two annotations that tell the template.
 *
 * @throws MeshagentError `invalid_request` naming every member that does not fit, `payload_too_large`; TemplateError
 */
export async function toServiceSpec(input: ServiceInput): Promise<ServiceSpec> {
  if (!('template' in input)) return requireSpec(input);
  const { template, spec } = renderServiceTemplate(input.template, input.values);
  await requireTemplate(template);
  return requireSpec(spec);
}

/**
 * Renders a template and returns it with its values in place.
 *
 * @throws MeshagentError `invalid_request` naming every member that does not fit; TemplateError
 */
export async function toServiceTemplate(
  text: string,
  values: Readonly<Record<string, string>>,
): Promise<ServiceTemplate> {
  return requireTemplate(renderServiceTemplate(text, values).template);
}

async function requireTemplate(value: unknown): Promise<ServiceTemplate> {
  const { template } = await loadValidators();
  requireFit(template, value);
  const checked = value as ServiceTemplate;
  requireOneKind(checked);
  return checked;
}

async function requireSpec(value: unknown): Promise<ServiceSpec> {
  const { spec } = await loadValidators();
  requireShallow(value);
  requireFit(spec, value);
  const checked = value as ServiceSpec;
  requireOneKind(checked);
  requireStorable('metadata.name', checked.metadata.name);
  if (JSON.stringify(checked).length > MAX_SPEC_CHARACTERS) {
    throw new MeshagentError('payload_too_large', 'A service may have 256 Ki characters of JSON.');
  }
  return checked;
}

interface Validators {
  readonly spec: PartValidator;
  readonly template: PartValidator;
}

let loaded: Promise<Validators> | undefined;

/** The same schemas that the contract shows. They are read once a process. */
function loadValidators(): Promise<Validators> {
  loaded ??= loadOpenApi('meshagent').then((document) => ({
    spec: createValidator(dereference(document, document.components.schemas?.ServiceSpec), 'body'),
    template: createValidator(dereference(document, document.components.schemas?.ServiceTemplate), 'body'),
  }));
  return loaded;
}

function requireFit(validate: PartValidator, value: unknown): void {
  const result = validate(value);
  if ('error' in result) throw result.error;
}

/** What the schemas cannot say, or not in words that help. */
function requireOneKind({ container, external }: ServiceSpec | ServiceTemplate): void {
  if (container && external) throw invalid('external', 'must not be there beside `container`');
  for (const [index, { value, token, secret }] of (container?.environment ?? []).entries()) {
    if ([value, token, secret].filter((given) => given !== undefined && given !== null).length > 1) {
      throw invalid(
        `container.environment[${index}]`,
        'may have one of `value`, `token` and `secret`, not several',
      );
    }
  }
}

/** Goes down level by level, since a function that calls itself could go too deep. */
function requireShallow(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw new MeshagentError('invalid_request', `A service may be nested ${MAX_DEPTH} levels deep.`);
    }
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
}
