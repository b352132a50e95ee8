import {
  createUser,
  createUserToken,
  revokeUserTokens,
  type UserCreate,
  type UserProfile,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkMembers } from '../../core/known-members.js';
import type { Connection } from '../connection.js';

/** Input of `users.create`. */
export interface UserInput {
  readonly email: string;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
}

/** Users of the server and their tokens. All of it is an extension, that servers other than a depot may not know. */
export class Users {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a user. Only operators of the server may.
   *
   * @throws {ConflictError} `already_exists` when there is a user with this address.
   */
  create(input: UserInput, options: CallOptions = {}): Promise<UserProfile> {
    return this.#connection.send(options, (base) => {
      checkMembers('users.create', input, ['email', 'firstName', 'lastName']);
      const { email, firstName: first_name, lastName: last_name } = input;
      return createUser({ ...base, body: toBody<UserCreate>({ email, first_name, last_name }) });
    });
  }

  /** Issues a token of a user and returns it; it is shown nowhere else. For oneself, or by an operator for anybody. */
  async createToken(userId: string, options: CallOptions = {}): Promise<string> {
    const path = { user_id: userId };
    return (await this.#connection.send(options, (base) => createUserToken({ ...base, path }))).token;
  }

  /** Revokes all tokens of a user. For oneself, or by an operator for anybody. */
  revokeTokens(userId: string, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => revokeUserTokens({ ...base, path: { user_id: userId } }));
  }
}
