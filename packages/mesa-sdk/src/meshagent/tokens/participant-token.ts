import { InvalidOptionsError } from 'mesa-rest';
import type { ApiScope } from 'mesa-rest/meshagent';
import { normalizeApiScope, parseApiKey } from 'mesa-rest/meshagent-formats';
import { isSignedHs256, type JsonObject, readToken, signHs256 } from '../../core/jws.js';
import { checkMembers, checkObject } from '../../core/known-members.js';
import { InvalidTokenError } from '../errors/invalid-token-error.js';

/** What a participant is: a person, a program that acts by itself, or one that is called. */
export type ParticipantRole = 'user' | 'agent' | 'tool';

/** One thing that a token grants, as it is in the token: a room, a role, or what may be done there. */
export interface ParticipantGrant {
  /** `room`, `role`, `api`, or what another version knows. */
  readonly name: string;
  readonly scope: unknown;
}

/** What a `ParticipantToken` is made of. */
export interface ParticipantTokenInit {
  /** Name of the participant. */
  readonly name: string;
  /** UUID of the project. Default: that of the API key with which it is signed. */
  readonly projectId?: string | undefined;
  /** UUID of the API key. Default: that of the API key with which it is signed. */
  readonly apiKeyId?: string | undefined;
  readonly grants?: readonly ParticipantGrant[] | undefined;
  /** Version of the MeshAgent clients that the token is like; null to say none. Default: that of this package's time. */
  readonly version?: string | null | undefined;
  /** When it ends. Default: never. */
  readonly expiresAt?: Date | undefined;
  /** Further members of the token. */
  readonly extra?: JsonObject | undefined;
}

/** What a token is signed or verified with. */
export type TokenKey =
  | {
      /** Value of an API key. */
      readonly apiKey: string;
      readonly secret?: never;
    }
  | {
      /** The secret part of an API key, or another secret that the server knows. */
      readonly secret: string;
      readonly apiKey?: never;
    };

const INIT = [
  'name',
  'projectId',
  'apiKeyId',
  'grants',
  'version',
  'expiresAt',
  'extra',
] as const satisfies readonly (keyof ParticipantTokenInit)[];

/** Servers take a token without a version for one of long ago, and read its grants as they were then. */
const DEFAULT_VERSION = '0.35.8';

/** The latest time that a `Date` holds, in seconds. */
const MAX_SECONDS = 8_640_000_000_000;

/** Members of a token that have a place here. */
const CLAIMS = new Set(['name', 'grants', 'sub', 'kid', 'version', 'exp']);

/**
 * What somebody enters a room with: who it is, and what may be done there.
 *
 * @example
 * ```ts
 * const token = new ParticipantToken({ name: 'helper', expiresAt: new Date(Date.now() + 3_600_000) });
 * token.addRoomGrant('front-desk').addRoleGrant('agent').addApiGrant(agentDefaultApiScope());
 * const jwt = await token.toJwt({ apiKey });
 * ```
 */
export class ParticipantToken {
  /** Name of the participant. */
  readonly name: string;
  /** UUID of the project; undefined when nothing says it. */
  readonly projectId: string | undefined;
  /** UUID of the API key; undefined for a token that was signed with another secret. */
  readonly apiKeyId: string | undefined;
  /** Version of the client that made it; undefined for those before there was one. */
  readonly version: string | undefined;
  /** When it ends; undefined when it does not. */
  readonly expiresAt: Date | undefined;
  /** Further members of the token. */
  readonly extra: JsonObject;

  readonly #grants: ParticipantGrant[];

  /** @throws {InvalidOptionsError} `INVALID_OPTIONS` when there is no name, or a member that nobody reads. */
  constructor(init: ParticipantTokenInit) {
    checkMembers('ParticipantToken', init, INIT);
    const { name, projectId, apiKeyId, grants = [], version = DEFAULT_VERSION, expiresAt, extra = {} } = init;
    if (typeof name !== 'string' || name === '') {
      throw new InvalidOptionsError('ParticipantToken needs the `name` of the participant.');
    }
    if (expiresAt !== undefined && !(expiresAt instanceof Date && !Number.isNaN(expiresAt.getTime()))) {
      throw new InvalidOptionsError('`expiresAt` is not a valid Date.');
    }
    if (!isGrants(grants)) throw new InvalidOptionsError('`grants` is not a list of `{ name, scope }`.');
    checkObject('`extra` of ParticipantToken', extra);
    const reserved = Object.keys(extra).find((member) => CLAIMS.has(member));
    if (reserved !== undefined) {
      throw new InvalidOptionsError(
        `\`extra\` has \`${reserved}\`, which is a member of every token with a place of its own.`,
      );
    }
    this.name = name;
    this.projectId = projectId;
    this.apiKeyId = apiKeyId;
    this.version = version ?? undefined;
    this.expiresAt = expiresAt;
    this.extra = extra;
    this.#grants = [...grants];
  }

  /** What it grants, in the order in which that was added. */
  get grants(): readonly ParticipantGrant[] {
    return [...this.#grants];
  }

  /** The room that it is for; undefined when it is for none. */
  get room(): string | undefined {
    const scope = this.#scopeOf('room');
    return typeof scope === 'string' ? scope : undefined;
  }

  /** What the participant is. Default `user`. */
  get role(): ParticipantRole | (string & {}) {
    const roles = this.#grants.filter(({ name }) => name === 'role').map(({ scope }) => scope);
    // As other clients do: who is a user and something else besides is that.
    const role = roles.find((scope) => typeof scope === 'string' && scope !== 'user');
    return typeof role === 'string' ? role : 'user';
  }

  /** What may be done in the room, with its members in snake_case; undefined when it does not say. */
  get api(): ApiScope | undefined {
    const scope = this.#scopeOf('api');
    return typeof scope === 'object' && scope !== null ? normalizeApiScope({ ...scope }) : undefined;
  }

  /** Lets the participant enter a room. */
  addRoomGrant(room: string): this {
    if (typeof room !== 'string' || room === '') {
      throw new InvalidOptionsError('addRoomGrant needs the name of the room.');
    }
    return this.#replace('room', room);
  }

  /** Says what the participant is. */
  addRoleGrant(role: ParticipantRole): this {
    return this.#replace('role', role);
  }

  /** Says what may be done in the room, in place of what was said before. */
  addApiGrant(scope: ApiScope): this {
    checkObject('The scope of addApiGrant', scope ?? []);
    return this.#replace('api', scope);
  }

  /**
   * Returns the token, signed with HMAC-SHA256.
   *
   * @param key An API key, of which the token gets project and key id too; or a secret.
   * @throws {TypeError} when the API key is none; the message repeats nothing of it.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when the token is for another project or key than the API key.
   */
  async toJwt(key: TokenKey): Promise<string> {
    const { secret, id = this.apiKeyId, projectId = this.projectId } = readKey(key);
    if (!isSame(this.apiKeyId ?? id, id) || !isSame(this.projectId ?? projectId, projectId)) {
      throw new InvalidOptionsError(
        'The token names another project or API key than the one it is signed with.',
      );
    }
    const claims = {
      ...this.extra,
      name: this.name,
      grants: this.#grants,
      ...(projectId === undefined ? {} : { sub: projectId }),
      ...(id === undefined ? {} : { kid: id }),
      ...(this.version === undefined ? {} : { version: this.version }),
      ...(this.expiresAt === undefined ? {} : { exp: Math.floor(this.expiresAt.getTime() / 1000) }),
    };
    return signHs256({ alg: 'HS256', typ: 'JWT' }, claims, secret);
  }

  /**
   * Returns what a token says, if it was signed with a key, has begun and has not expired.
   *
   * @param options.now Time to compare with. Default: the clock.
   * @throws {InvalidTokenError} when it is none, is not signed with the key or for the project of the key, or has expired.
   */
  static async fromJwt(
    jwt: string,
    key: TokenKey,
    { now = new Date() }: { readonly now?: Date | undefined } = {},
  ): Promise<ParticipantToken> {
    const { secret, id, projectId } = readKey(key);
    const token = readToken(jwt);
    if (token === undefined) throw new InvalidTokenError('This is no participant token.');
    if (!(await isSignedHs256(token, secret))) {
      throw new InvalidTokenError('The participant token is not signed with this key.');
    }
    const participant = toParticipant(token.claims);
    const isForKey =
      isSame(participant.apiKeyId ?? id, id) && isSame(participant.projectId ?? projectId, projectId);
    if (id !== undefined && !isForKey) {
      throw new InvalidTokenError('The participant token is for another project or API key.');
    }
    if (participant.expiresAt !== undefined && participant.expiresAt <= now) {
      throw new InvalidTokenError(
        `The participant token has expired at ${participant.expiresAt.toISOString()}.`,
      );
    }
    const { nbf } = token.claims;
    if (nbf !== undefined && !(typeof nbf === 'number' && nbf * 1000 <= now.getTime())) {
      throw new InvalidTokenError('The participant token is not valid yet.');
    }
    return participant;
  }

  /**
   * Returns what a token says, and does not look at who signed it and when it ends: to show it, never to let somebody in.
   *
   * @throws {InvalidTokenError} when it is none.
   */
  static decode(jwt: string): ParticipantToken {
    const token = readToken(jwt);
    if (token === undefined) throw new InvalidTokenError('This is no participant token.');
    return toParticipant(token.claims);
  }

  /** Returns the members of the token; there is no secret among them. */
  toJSON(): Record<string, unknown> {
    const { name, projectId, apiKeyId, version, expiresAt, extra, grants } = this;
    return { name, projectId, apiKeyId, version, expiresAt: expiresAt?.toISOString(), extra, grants };
  }

  #scopeOf(name: string): unknown {
    return this.#grants.find((grant) => grant.name === name)?.scope;
  }

  #replace(name: string, scope: unknown): this {
    const index = this.#grants.findIndex((grant) => grant.name === name);
    if (index === -1) this.#grants.push({ name, scope });
    else this.#grants[index] = { name, scope };
    return this;
  }
}

function readKey(key: TokenKey): { secret: string; id?: string; projectId?: string } {
  if (key?.apiKey !== undefined) return parseApiKey(key.apiKey);
  if (typeof key?.secret === 'string' && key.secret !== '') return { secret: key.secret };
  throw new InvalidOptionsError('A participant token is signed with an `apiKey` or a `secret`.');
}

function toParticipant(claims: JsonObject): ParticipantToken {
  const { name, grants = [], sub, kid, version, exp } = claims;
  const isExpiry = exp === undefined || (typeof exp === 'number' && Math.abs(exp) <= MAX_SECONDS);
  if (typeof name !== 'string' || name === '' || !isGrants(grants) || !isExpiry) {
    throw new InvalidTokenError(
      'The token is not that of a participant: it needs a name and a list of grants.',
    );
  }
  const extra = Object.fromEntries(Object.entries(claims).filter(([member]) => !CLAIMS.has(member)));
  return new ParticipantToken({
    name,
    grants,
    projectId: text(sub),
    apiKeyId: text(kid),
    version: text(version) ?? null,
    expiresAt: exp === undefined ? undefined : new Date(exp * 1000),
    extra,
  });
}

/** UUIDs are the same in upper and lower case. */
function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

function isGrants(value: unknown): value is ParticipantGrant[] {
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => typeof (item as { name?: unknown } | null)?.name === 'string')
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
