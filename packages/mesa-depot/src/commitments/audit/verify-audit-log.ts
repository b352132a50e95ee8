import type { Executor } from '../../storage/index.js';
import { type AuditHead, type AuditRecord, getAuditEnds, listAuditRecords, NO_HASH } from '../store/audit.js';
import { type AuditEvent, hashAuditEvent, toAuditEvent } from './audit-event.js';
import type { AuditProblem, Complain } from './audit-problem.js';
import { RecordCheck } from './record-check.js';

/** What a look at the whole audit log found. */
export interface AuditReport {
  /** How many entries there are. */
  readonly entries: number;
  /** Where the log ends. Keep it elsewhere and give it to the next check: then nobody can rewrite what is before. */
  readonly head: AuditHead;
  /** Empty when all is as it was written; at most 100. */
  readonly problems: readonly AuditProblem[];
}

/** How to check. */
export interface VerifyOptions {
  /** Where the log ended at an earlier check. */
  readonly knownHead?: AuditHead;
}

/** What the entries tell of is read with them, and may have some hundred KiB each. */
const PAGE = 200;
const MAX_PROBLEMS = 100;

/**
 * Reads the audit log from its start and returns what does not fit: entries that were edited, deleted, added or reordered, an end
 * that was cut off, and commitments and turns that are not as the log tells of them.
 *
 * Who can write to the database can also write a whole new log with new hashes. Only `knownHead`, kept where they cannot write,
 * shows that.
 */
export async function verifyAuditLog(executor: Executor, options: VerifyOptions = {}): Promise<AuditReport> {
  const problems: AuditProblem[] = [];
  const complain: Complain = (seq, kind, message) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ seq, kind, message });
  };
  // Entries that come while this reads are for the next check.
  const ends = await getAuditEnds(executor);
  const head = ends.head ?? { seq: 0, hash: NO_HASH };
  const records = new RecordCheck(executor, complain);
  let entries = 0;
  let last: AuditHead = { seq: 0, hash: NO_HASH };
  for (;;) {
    const loaded = await listAuditRecords(executor, { after: last.seq, limit: PAGE });
    const events = loaded.filter(({ seq }) => seq <= ends.lastSeq).map(readEvent);
    for (const event of events) {
      checkEntry(event, last, complain);
      if (event.seq === options.knownHead?.seq && event.hash !== options.knownHead.hash) {
        complain(event.seq, 'other_history', `Entry ${event.seq} is not the one that was known.`);
      }
      last = { seq: event.seq, hash: event.hash };
    }
    entries += events.length;
    await records.see(events);
    if (events.length < PAGE) break;
  }
  await records.end(ends);
  checkEnd({ last, head: ends.head, knownHead: options.knownHead }, complain);
  return { entries, head, problems };
}

/** What is no JSON any more cannot be what the hash was made of, which is then told of. */
function readEvent(record: AuditRecord): AuditEvent {
  try {
    return toAuditEvent(record);
  } catch {
    return toAuditEvent({ ...record, data: '{}' });
  }
}

function checkEntry(event: AuditEvent, last: AuditHead, complain: Complain): void {
  const { seq } = event;
  if (seq !== last.seq + 1) {
    const gap =
      seq - last.seq === 2 ? `Entry ${last.seq + 1} is` : `Entries ${last.seq + 1} to ${seq - 1} are`;
    complain(seq, 'missing', `${gap} missing.`);
  } else if (event.prev_hash !== last.hash) {
    complain(seq, 'relinked', `Entry ${seq} does not follow the one before it.`);
  }
  if (hashAuditEvent(event) !== event.hash) {
    complain(seq, 'edited', `Entry ${seq} is not what its hash was made of.`);
  }
}

function checkEnd(
  {
    last,
    head,
    knownHead,
  }: {
    readonly last: AuditHead;
    readonly head: AuditHead | undefined;
    readonly knownHead: AuditHead | undefined;
  },
  complain: Complain,
): void {
  if (head === undefined) {
    if (last.seq > 0) complain(last.seq, 'truncated', 'The row that says where the log ends is missing.');
  } else if (last.seq < head.seq) {
    complain(head.seq, 'truncated', `The log ends with entry ${last.seq}, and it came to ${head.seq}.`);
  } else if (last.seq > head.seq) {
    complain(last.seq, 'added', `The log came to entry ${head.seq}, and there are entries after it.`);
  } else if (last.hash !== head.hash) {
    complain(head.seq, 'edited', `Entry ${head.seq} is not the one that the log ended with.`);
  }
  if (knownHead !== undefined && knownHead.seq > last.seq) {
    complain(knownHead.seq, 'truncated', `Entry ${knownHead.seq} was known and is missing.`);
  }
}
