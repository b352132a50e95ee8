import type { ApiScope } from 'mesa-rest/meshagent';
import { normalizeApiScope } from 'mesa-rest/meshagent-formats';
import { dereference } from '../../http/dereference.js';
import { type JsonSchema, loadOpenApi } from '../../http/openapi.js';
import { createValidator, type PartValidator } from '../../http/validation.js';

let loaded: Promise<PartValidator> | undefined;

/**
 * Returns permissions in the spelling in which they are stored. Clients of some versions write camelCase, which the check of the
 * request takes for members that it does not know: so the outcome is checked once more. Sections that nobody knows stay.
 *
 * @throws The error of the validator, naming every member that does not fit
 */
export async function toStoredScope(scope: Readonly<Record<string, unknown>>): Promise<ApiScope> {
  const permissions = normalizeApiScope(scope);
  loaded ??= load();
  const validate = await loaded;
  const result = validate({ permissions });
  if ('error' in result) throw result.error;
  return permissions;
}

/** The schema that the contract shows, with its sections closed. It is read once a process. */
async function load(): Promise<PartValidator> {
  const document = await loadOpenApi('meshagent');
  const { properties = {}, ...scope } = dereference<JsonSchema>(
    document,
    document.components.schemas?.ApiScope,
  );
  const sections = Object.entries(properties as object).map(([name, section]) => [name, closed(section)]);
  const permissions = { ...scope, properties: Object.fromEntries(sections) };
  return createValidator({ type: 'object', properties: { permissions } }, 'body');
}

/**
 * Returns a schema that refuses members it does not know: a restriction that is misspelled, or newer than this server, would
 * restrict nothing.
 */
function closed<Schema>(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(closed) as Schema;
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  const isOpen = 'properties' in schema && (schema as JsonSchema).additionalProperties === true;
  return { ...inner, ...(isOpen ? { additionalProperties: false } : {}) } as Schema;
}
