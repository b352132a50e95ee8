import type { UserCreate, UserProfile, UserProfileUpdate, UserToken } from 'mesa-rest/meshagent';
import type { Caller } from '../caller.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import { getMember, shareProject } from '../store/members.js';
import {
  deleteUserTokens,
  getUser,
  insertUser,
  insertUserToken,
  type MeshUserRecord,
  updateUserNames,
} from '../store/users.js';
import { newUuid, parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { createUserToken, hashUserToken } from './user-tokens.js';

/** In the place of a user id: who calls. */
const ME = 'me';

/** Users of the server, their profiles and tokens. */
export class UserService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** @throws MeshagentError `already_exists` when another user has the address. */
  async create({ email, first_name, last_name }: UserCreate): Promise<UserProfile> {
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('email', 'must be an e-mail address');
    const user: MeshUserRecord = {
      id: newUuid(this.#deps),
      email,
      firstName: first_name ?? null,
      lastName: last_name ?? null,
      isOperator: false,
      createdAt: this.#deps.now(),
    };
    if (!(await this.#deps.storage.transaction((tx) => insertUser(tx, user)))) {
      throw new MeshagentError('already_exists', 'There is a user with this address already.');
    }
    return toProfile(user);
  }

  /** Returns a token; it is shown this once. @throws MeshagentError `permission_denied`, `not_found` */
  async createToken(caller: Caller, userId: string): Promise<UserToken> {
    const { id } = await this.#findOwnOrAny(caller, userId);
    const token = createUserToken(this.#deps);
    await this.#deps.storage.transaction((tx) =>
      insertUserToken(tx, { sha256: hashUserToken(token), userId: id, createdAt: this.#deps.now() }),
    );
    return { token };
  }

  /** @throws MeshagentError `permission_denied`, `not_found` */
  async revokeTokens(caller: Caller, userId: string): Promise<void> {
    const { id } = await this.#findOwnOrAny(caller, userId);
    await this.#deps.storage.transaction((tx) => deleteUserTokens(tx, id));
  }

  /** Who may not see a user is told that there is none. @throws MeshagentError `not_found` */
  async getProfile(caller: Caller, userId: string): Promise<UserProfile> {
    const user = await this.#find(caller, userId);
    if (user === undefined || !(await this.#sees(caller, user))) throw notFound('user');
    return toProfile(user);
  }

  /** @throws MeshagentError `permission_denied` for the profile of somebody else, `not_found` */
  async updateProfile(
    caller: Caller,
    userId: string,
    { first_name, last_name }: UserProfileUpdate,
  ): Promise<void> {
    const user = await this.#find(caller, userId);
    if (user === undefined) throw notFound('user');
    if (!isSelf(caller, user)) {
      throw new MeshagentError('permission_denied', 'Only your own profile can be changed.');
    }
    await this.#deps.storage.transaction((tx) =>
      updateUserNames(tx, user.id, { firstName: first_name, lastName: last_name }),
    );
  }

  /** Users see to their own tokens, operators to those of everybody. */
  async #findOwnOrAny(caller: Caller, userId: string): Promise<MeshUserRecord> {
    const user = await this.#find(caller, userId);
    const isOperator = caller.kind === 'user' && caller.user.isOperator;
    if (!isOperator && (user === undefined || !isSelf(caller, user))) {
      throw new MeshagentError('permission_denied', 'Only operators manage the tokens of other users.');
    }
    if (user === undefined) throw notFound('user');
    return user;
  }

  async #find(caller: Caller, userId: string): Promise<MeshUserRecord | undefined> {
    if (userId === ME) {
      if (caller.kind === 'user') return caller.user;
      throw new MeshagentError('permission_denied', 'An API key is no user and has no profile.');
    }
    const id = parseUuid(userId);
    return id === undefined ? undefined : getUser(this.#deps.storage.read, id);
  }

  async #sees(caller: Caller, user: MeshUserRecord): Promise<boolean> {
    const { read } = this.#deps.storage;
    if (caller.kind === 'api-key') {
      const key = { projectId: caller.key.projectId, userId: user.id };
      return (await getMember(read, key)) !== undefined;
    }
    return caller.user.isOperator || isSelf(caller, user) || shareProject(read, caller.user.id, user.id);
  }
}

function isSelf(caller: Caller, { id }: MeshUserRecord): boolean {
  return caller.kind === 'user' && caller.user.id === id;
}

function toProfile({ id, email, firstName, lastName }: MeshUserRecord): UserProfile {
  return { id, email, first_name: firstName, last_name: lastName };
}
