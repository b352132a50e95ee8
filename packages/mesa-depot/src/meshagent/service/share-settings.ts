import type { ApiScope } from 'mesa-rest/meshagent';
import { normalizeApiScope } from 'mesa-rest/meshagent-formats';
import type { JsonObject } from '../json-object.js';
import { invalid } from '../meshagent-error.js';

/** What the settings of a share say to this server; what else is in them is the client's own. */
export interface ShareSettings {
  /** Name or id of the room. */
  readonly room: string | undefined;
  readonly permissions: ApiScope;
  readonly role: 'user' | 'agent' | 'tool';
  /** What names of participants begin with. */
  readonly name: string;
  /** In milliseconds. */
  readonly expiresAt: number | undefined;
}

const ROLES = ['user', 'agent', 'tool'] as const;

/**
 * Reads the settings of a share.
 *
 * @throws MeshagentError `invalid_request` naming the member
 */
export function readShareSettings(settings: JsonObject): ShareSettings {
  const { room, permissions, role = 'user', name = 'guest', expires_at } = settings;
  if (room !== undefined && typeof room !== 'string') {
    throw invalid('settings.room', 'must be the name of a room');
  }
  if (permissions !== undefined && !isObject(permissions)) {
    throw invalid('settings.permissions', 'must be an object');
  }
  const known = ROLES.find((one) => one === role);
  if (known === undefined) throw invalid('settings.role', `must be one of ${ROLES.join(', ')}`);
  if (typeof name !== 'string') throw invalid('settings.name', 'must be a string');
  const expiresAt = isAbsent(expires_at) ? undefined : Date.parse(String(expires_at));
  if (Number.isNaN(expiresAt)) {
    throw invalid('settings.expires_at', 'must be a date and time such as 2026-05-13T06:00:00Z');
  }
  return { room, permissions: normalizeApiScope(permissions ?? {}), role: known, name, expiresAt };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
