import type { ServiceFromTemplate } from 'mesa-rest/meshagent';

/** Values for the variables of a service template, by name. */
export type TemplateValues = Readonly<Record<string, string>>;

/** Returns the body that makes a service from a template. The server renders it. */
export function fromTemplate(template: string, values: TemplateValues): ServiceFromTemplate {
  return { template, values: { ...values } };
}
