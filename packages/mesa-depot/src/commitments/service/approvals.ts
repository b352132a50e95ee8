import { canonicalJson } from 'mesa-rest/canonical-json';
import { appendAuditEvent } from '../audit/append-audit-event.js';
import { CommitmentsError } from '../errors/index.js';
import { isRecordId } from '../record-id.js';
import {
  type ApprovalRecord,
  countApprovals,
  decideApproval,
  getApproval,
  listApprovals,
} from '../store/approvals.js';
import { getCommitment, setCommitmentStatus } from '../store/commitments.js';
import { updateDeliberation } from '../store/deliberations.js';
import { insertEvent } from '../store/events.js';
import type { ListWindow } from '../store/list-window.js';
import type { CommitmentsDeps } from './deps.js';
import { type ItemList, listOf } from './item-list.js';
import { requireStorable } from './require-storable.js';
import { toApproval, toCommitmentRef, type WireObject } from './to-wire.js';

const STATUSES = ['pending', 'approved', 'rejected'];

/** Commitments that a policy routed to somebody, and what became of them. */
export class ApprovalService {
  readonly #deps: CommitmentsDeps;

  constructor(deps: CommitmentsDeps) {
    this.#deps = deps;
  }

  /** Returns approvals, oldest first. @throws CommitmentsError `invalid_status`. */
  async list(status: string | undefined, window: ListWindow): Promise<ItemList> {
    if (status !== undefined && !STATUSES.includes(status)) {
      throw new CommitmentsError('invalid_status', '`status` must be `pending`, `approved` or `rejected`.');
    }
    const { read } = this.#deps.storage;
    return listOf(window, {
      read: (part) => listApprovals(read, { status, ...part }),
      count: () => countApprovals(read, status),
      toWire: toApproval,
    });
  }

  /**
   * Decides an approval: the commitment becomes active, or blocked. The first decision counts; the same one again changes
   * nothing.
   *
   * @throws CommitmentsError `not_found`, `approval_decided`.
   */
  async decide(
    id: string,
    input: { readonly decision: string; readonly note?: string | null },
  ): Promise<WireObject> {
    const { now, onEvent, storage } = this.#deps;
    const note = input.note == null ? null : requireStorable('note', input.note);
    const status = input.decision === 'approve' ? 'approved' : 'rejected';
    const approval = await storage.transaction(async (tx): Promise<ApprovalRecord> => {
      const found = isRecordId(id) ? await getApproval(tx, id) : undefined;
      const commitment = found && (await getCommitment(tx, found.commitmentId));
      if (found === undefined || commitment === undefined) {
        throw new CommitmentsError('not_found', 'There is no approval with this id.');
      }
      const { deliberationId } = commitment;
      // In the order in which a new commitment takes rows, so that the two cannot wait for each other.
      if (deliberationId !== null) await updateDeliberation(tx, deliberationId, {});
      const at = now();
      const decided = await decideApproval(tx, id, { status, note, now: at });
      if (decided === undefined) return sameDecision(await getApproval(tx, id), status);
      const after = await setCommitmentStatus(
        tx,
        commitment.id,
        status === 'approved' ? 'active' : 'blocked',
      );
      if (deliberationId !== null) {
        const data = canonicalJson(toCommitmentRef(after));
        await insertEvent(tx, deliberationId, { type: 'commitment', data }, at);
      }
      await appendAuditEvent(
        tx,
        {
          kind: 'approval_decided',
          actor: 'admin',
          target: id,
          data: { commitment_id: commitment.id, decision: input.decision, note },
        },
        at,
      );
      return decided;
    });
    onEvent();
    return toApproval(approval);
  }
}

function sameDecision(approval: ApprovalRecord | undefined, status: string): ApprovalRecord {
  if (approval?.status === status) return approval;
  throw new CommitmentsError(
    'approval_decided',
    `This has been decided before: it is ${approval?.status ?? 'gone'}.`,
  );
}
