import { type AuditEvent, listAuditEvents } from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { checkMembers } from '../core/known-members.js';
import type { Connection } from './connection.js';

/** Input of `audit.list`. */
export interface AuditInput {
  /** Number of the last entry that the caller knows. Default 0. */
  readonly after?: number | undefined;
  /** Most entries to return, 1 to 500. Default 100. */
  readonly limit?: number | undefined;
}

/** The log of everything that changed something. It needs the admin token. */
export class Audit {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Returns entries of the log in their order; each carries the hash of the one before it. */
  list(input: AuditInput = {}, options: CallOptions = {}): Promise<AuditEvent[]> {
    return this.#connection.send(options, (base) => {
      checkMembers('audit.list', input, ['after', 'limit']);
      return listAuditEvents({ ...base, query: input });
    });
  }
}
