import type { ApiScope } from 'mesa-rest/meshagent';
import { normalizeApiScope } from 'mesa-rest/meshagent-formats';
import { dereference } from '../../http/dereference.js';
import { loadOpenApi } from '../../http/openapi.js';
import { createValidator, type PartValidator } from '../../http/validation.js';

let loaded: Promise<PartValidator> | undefined;

/**
 * Returns permissions in the spelling in which they are stored. Clients of some versions write camelCase, which the check of the
 * request takes for members that it does not know: so the outcome is checked once more.
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

/** The same schema that the contract shows. It is read once a process. */
async function load(): Promise<PartValidator> {
  const document = await loadOpenApi('meshagent');
  const properties = { permissions: document.components.schemas?.ApiScope };
  return createValidator(dereference(document, { type: 'object', properties }), 'body');
}
