import { createHash } from 'node:crypto';
import type { Executor } from '../../storage/index.js';
import { type AuditEnds, listAuditRecords } from '../store/audit.js';
import { getSignedRecords, type SignedRecord } from '../store/signed-records.js';
import { type AuditEvent, toAuditEvent } from './audit-event.js';
import type { Complain } from './audit-problem.js';

const AT_ONCE = 200;

/** What the log says that the status of a commitment is, and where. */
interface ToldStatus {
  readonly seq: number;
  readonly status: string;
}

/** Compares commitments and turns with what the audit log tells of them. */
export class RecordCheck {
  readonly #executor: Executor;
  readonly #complain: Complain;
  /** Commitments whose status a decision may change, or has changed. All others are active for good. */
  readonly #open = new Map<string, ToldStatus>();
  #commitments = 0;
  #turns = 0;

  constructor(executor: Executor, complain: Complain) {
    this.#executor = executor;
    this.#complain = complain;
  }

  /** Takes the next entries of the log. */
  async see(events: readonly AuditEvent[]): Promise<void> {
    const signed = events.filter(({ kind }) => kind === 'commitment_signed');
    const said = events.filter(({ kind }) => kind === 'transcript_turn');
    this.#commitments += signed.length;
    this.#turns += said.length;
    for (const [table, told] of [
      ['commitments', signed],
      ['deliberation_turns', said],
    ] as const) {
      const stored = await getSignedRecords(
        this.#executor,
        table,
        told.map(({ target }) => target),
      );
      for (const event of told) this.#compare(event, stored.get(event.target));
    }
    for (const { seq, kind, data } of events) {
      if (kind !== 'approval_decided') continue;
      const { commitment_id, decision } = data as {
        readonly commitment_id: string;
        readonly decision: string;
      };
      this.#open.set(commitment_id, { seq, status: decision === 'approve' ? 'active' : 'blocked' });
    }
  }

  /** Says what only shows at the end: statuses, and what the log has no entry of. */
  async end({ commitments, lastSeq, turns }: AuditEnds): Promise<void> {
    for (const [id, told] of await this.#wrongStatuses(lastSeq)) {
      this.#complain(told.seq, 'record_changed', `The status of commitment ${id} is not "${told.status}".`);
    }
    for (const [name, stored, told] of [
      ['commitments', commitments, this.#commitments],
      ['turns', turns, this.#turns],
    ] as const) {
      if (stored <= told) continue; // those that are gone have been told of
      this.#complain(
        lastSeq,
        'record_added',
        `There are ${stored} ${name}, and the log tells of ${told}: some did not come through the gate.`,
      );
    }
  }

  #compare({ data, kind, seq, target }: AuditEvent, stored: SignedRecord | undefined): void {
    const told = data as {
      readonly envelope_sha256?: unknown;
      readonly signature?: unknown;
      readonly status?: unknown;
    };
    if (stored === undefined) {
      this.#complain(seq, 'record_changed', `What it tells of, ${target}, is missing.`);
    } else if (sha256(stored.envelope) !== told.envelope_sha256 || stored.signature !== told.signature) {
      this.#complain(seq, 'record_changed', `What it tells of, ${target}, is not as it was signed.`);
    } else if (told.status === 'flagged') {
      this.#open.set(target, { seq, status: 'flagged' });
    } else if (kind === 'commitment_signed' && stored.status !== told.status) {
      this.#complain(seq, 'record_changed', `The status of commitment ${target} is not "${told.status}".`);
    }
  }

  async #wrongStatuses(lastSeq: number): Promise<Map<string, ToldStatus>> {
    const wrong = new Map<string, ToldStatus>();
    const open = [...this.#open];
    for (let start = 0; start < open.length; start += AT_ONCE) {
      const part = open.slice(start, start + AT_ONCE);
      const stored = await getSignedRecords(
        this.#executor,
        'commitments',
        part.map(([id]) => id),
      );
      for (const [id, told] of part) {
        const status = stored.get(id)?.status;
        if (status !== undefined && status !== told.status) wrong.set(id, told);
      }
    }
    if (wrong.size > 0) await this.#excuse(wrong, lastSeq);
    return wrong;
  }

  /** Takes out what was decided while the log was read. */
  async #excuse(wrong: Map<string, ToldStatus>, lastSeq: number): Promise<void> {
    for (let after = lastSeq; ; ) {
      const records = await listAuditRecords(this.#executor, { after, limit: AT_ONCE });
      for (const event of records.map(toAuditEvent)) {
        if (event.kind === 'approval_decided')
          wrong.delete((event.data as { readonly commitment_id: string }).commitment_id);
        after = event.seq;
      }
      if (records.length < AT_ONCE) return;
    }
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
