import { createHash, timingSafeEqual } from 'node:crypto';
import { type ApiKeyParts, parseApiKey } from 'mesa-rest/meshagent-formats';
import type { Caller, ProjectAccess, Role } from '../caller.js';
import { LAST_USED_STEP_MS } from '../limits.js';
import { MeshagentError, notFound } from '../meshagent-error.js';
import { getApiKey, type MeshApiKeyRecord, touchApiKey } from '../store/api-keys.js';
import { getMember, type MemberFlags } from '../store/members.js';
import { getProject } from '../store/projects.js';
import { getUserByToken } from '../store/users.js';
import { parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { openApiKeySecret } from './project-secrets.js';
import { hashUserToken, isUserToken } from './user-tokens.js';

/** Finds out who calls, and what they are in a project. */
export class AccessService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /**
   * Returns who sent an `Authorization` header.
   *
   * @throws MeshagentError `unauthenticated`; why a credential is no good is not told.
   */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    const [, token] = /^bearer +(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
    if (token === undefined) {
      throw new MeshagentError(
        'unauthenticated',
        'A credential is required: `Authorization: Bearer` and a token of a user or an API key.',
      );
    }
    const caller = isUserToken(token) ? await this.#findUser(token) : await this.#findApiKey(token);
    if (caller === undefined) {
      throw new MeshagentError('unauthenticated', 'The credential is not valid, or it was revoked.');
    }
    return caller;
  }

  /**
   * Returns what a caller is in a project.
   *
   * An API key learns nothing of other projects, not even which there are.
   *
   * @throws MeshagentError `not_found` or `permission_denied`
   */
  async enter(caller: Caller, projectId: string): Promise<ProjectAccess> {
    const id = parseUuid(projectId);
    if (caller.kind === 'api-key' && caller.key.projectId !== id) {
      throw new MeshagentError('permission_denied', 'The API key is for another project.');
    }
    const { read } = this.#deps.storage;
    const project = id === undefined ? undefined : await getProject(read, id);
    if (project === undefined) throw notFound('project');
    if (caller.kind === 'api-key') return { caller, project, role: 'developer', canCreateRooms: true };
    const flags = await getMember(read, { projectId: project.id, userId: caller.user.id });
    if (flags === undefined) {
      throw new MeshagentError('permission_denied', 'You are not a member of this project.');
    }
    return { caller, project, role: roleOf(flags), canCreateRooms: flags.isAdmin || flags.canCreateRooms };
  }

  async #findUser(token: string): Promise<Caller | undefined> {
    const user = await getUserByToken(this.#deps.storage.read, hashUserToken(token));
    return user && { kind: 'user', user };
  }

  async #findApiKey(token: string): Promise<Caller | undefined> {
    const parts = tryParse(token);
    const key = parts && (await getApiKey(this.#deps.storage.read, parts.id));
    if (parts === undefined || key === undefined || key.projectId !== parts.projectId) return undefined;
    if (!isSame(parts.secret, openApiKeySecret(this.#deps, key))) return undefined;
    await this.#noteUse(key);
    return { kind: 'api-key', key };
  }

  async #noteUse({ id, lastUsedAt }: MeshApiKeyRecord): Promise<void> {
    const now = this.#deps.now();
    if (lastUsedAt !== null && now - lastUsedAt < LAST_USED_STEP_MS) return;
    await this.#deps.storage.transaction((tx) => touchApiKey(tx, id, now));
  }
}

function roleOf({ isAdmin, isDeveloper }: MemberFlags): Role {
  if (isAdmin) return 'admin';
  return isDeveloper ? 'developer' : 'member';
}

function tryParse(value: string): ApiKeyParts | undefined {
  try {
    return parseApiKey(value);
  } catch {
    return undefined;
  }
}

/** Compares hashes, which have the same length, in constant time. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
