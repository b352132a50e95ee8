import { getOrg, type Organization, type RequestOptions } from 'mesa-rest';
import type { OrgInput } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import type { Session } from '../core/session.js';

/** The organization. */
export class OrgResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Returns when the organization was created and how many repositories it has. */
  async get(input: OrgInput = {}, options: RequestOptions = {}): Promise<Organization> {
    checkMembers('org.get', input, ['org']);
    const path = await this.#session.orgPath(input, options);
    return (await getOrg({ ...this.#session.call(options), path })).data;
  }
}
