import { toAuditEvent } from '../audit/audit-event.js';
import { type AuditReport, type VerifyOptions, verifyAuditLog } from '../audit/verify-audit-log.js';
import { DEFAULT_AUDIT_PAGE } from '../limits.js';
import { listAuditRecords } from '../store/audit.js';
import type { CommitmentsDeps } from './deps.js';
import type { WireObject } from './to-wire.js';

/** What happened, in a log that shows when it was changed. */
export class AuditService {
  readonly #deps: CommitmentsDeps;

  constructor(deps: CommitmentsDeps) {
    this.#deps = deps;
  }

  /** Returns entries after a number, oldest first. */
  async list({
    after = 0,
    limit = DEFAULT_AUDIT_PAGE,
  }: {
    readonly after?: number | undefined;
    readonly limit?: number | undefined;
  }): Promise<WireObject[]> {
    const records = await listAuditRecords(this.#deps.storage.read, { after, limit });
    return records.map((record) => ({ ...toAuditEvent(record) }));
  }

  /** Reads the whole log and returns what is not as it was written. */
  verify(options?: VerifyOptions): Promise<AuditReport> {
    return verifyAuditLog(this.#deps.storage.read, options);
  }
}
