import { errors, jwtVerify, SignJWT } from 'jose';
import type { ApiScope } from 'mesa-rest/meshagent';
import { normalizeApiScope } from 'mesa-rest/meshagent-formats';
import type { Executor } from '../../storage/index.js';
import { MeshagentError } from '../meshagent-error.js';
import { getApiKey } from '../store/api-keys.js';
import type { ProjectRecord } from '../store/projects.js';
import { parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { openApiKeySecret, openTokenKey } from './project-secrets.js';

/** How long a connection token is valid. */
export const CONNECTION_TOKEN_SECONDS = 3_600; // 1 hour

/** Version of the token's form: readers take a token without one for an older form. */
const TOKEN_VERSION = '0.35.8';

/** What a participant token says. */
export interface ParticipantClaims {
  /** Name of the participant. */
  readonly name: string;
  readonly roomName: string | undefined;
  /** `user`, `agent` or `tool`. */
  readonly role: string;
  readonly permissions: ApiScope | undefined;
}

/** A token to be made. */
export interface ConnectionTokenInput extends ParticipantClaims {
  readonly project: ProjectRecord;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Returns a participant token, an HS256 JWT that lets its bearer into a room. The key is one of the project that only the
 * server has, so it names no API key as the one it is signed with.
 */
export function createConnectionToken(
  deps: Pick<MeshagentDeps, 'instanceKey'>,
  { project, roomName, name, role, permissions, expiresAt }: ConnectionTokenInput,
): Promise<string> {
  const grants = [
    { name: 'room', scope: roomName },
    { name: 'role', scope: role },
    { name: 'api', scope: permissions },
  ];
  return new SignJWT({ name, grants, version: TOKEN_VERSION })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(project.id)
    .setExpirationTime(expiresAt)
    .sign(toKey(openTokenKey(deps, project)));
}

/**
 * Returns what a participant token of a project says, which the server made or somebody with an API key of the project:
 * it names that key as `kid` in its payload.
 *
 * @throws MeshagentError `unauthenticated`; which check failed is not told.
 */
export async function verifyParticipantToken(
  deps: Pick<MeshagentDeps, 'instanceKey' | 'now'>,
  executor: Executor,
  { token, project }: { readonly token: string; readonly project: ProjectRecord },
): Promise<ParticipantClaims> {
  const { payload } = await jwtVerify(
    token,
    // The payload is not verified yet: it only says which key to verify it with.
    async (_header, { payload: unverified }) => {
      const { kid } = readObject(unverified);
      if (kid === undefined) return toKey(openTokenKey(deps, project));
      const id = parseUuid(String(kid));
      const key = id === undefined ? undefined : await getApiKey(executor, id);
      if (key?.projectId !== project.id) throw refused();
      return toKey(openApiKeySecret(deps, key));
    },
    { algorithms: ['HS256'], subject: project.id, currentDate: new Date(deps.now()) },
  ).catch((error: unknown) => {
    throw error instanceof errors.JOSEError ? refused() : error;
  });
  const grants = Array.isArray(payload.grants) ? payload.grants : [];
  const scopeOf = (name: string): unknown => grants.find((grant) => grant?.name === name)?.scope;
  const [room, role, api] = [scopeOf('room'), scopeOf('role'), scopeOf('api')];
  return {
    name: String(payload.name ?? ''),
    roomName: typeof room === 'string' ? room : undefined,
    role: typeof role === 'string' ? role : 'user',
    permissions:
      typeof api === 'object' && api !== null
        ? normalizeApiScope(api as Readonly<Record<string, unknown>>)
        : undefined,
  };
}

function readObject(base64url: unknown): { readonly kid?: unknown } {
  try {
    const value: unknown = JSON.parse(Buffer.from(String(base64url), 'base64url').toString());
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw refused();
  }
}

function toKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

function refused(): MeshagentError {
  return new MeshagentError('unauthenticated', 'The participant token is not valid, or it has expired.');
}
