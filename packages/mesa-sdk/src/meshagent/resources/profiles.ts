import { getUserProfile, type UserProfile, updateUserProfile } from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';

/** Profiles of users. */
export class Profiles {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Returns the profile of a user. `me` is the caller.
   *
   * @throws {NotFoundError} `not_found`.
   */
  get(userId: string, options: CallOptions = {}): Promise<UserProfile> {
    return this.#connection.send(options, (base) => getUserProfile({ ...base, path: { user_id: userId } }));
  }

  /** Replaces the name of a user; nobody but the user may. */
  update(
    userId: string,
    firstName: string | null,
    lastName: string | null,
    options: CallOptions = {},
  ): Promise<void> {
    const body = { first_name: firstName, last_name: lastName };
    return this.#connection.act(options, (base) =>
      updateUserProfile({ ...base, path: { user_id: userId }, body }),
    );
  }
}
