import { createHash } from 'node:crypto';
import { canonicalJson } from 'mesa-rest/canonical-json';
import type { Transaction } from '../../storage/index.js';
import { appendAuditEvent, type NewAuditEvent } from '../audit/append-audit-event.js';
import { CommitmentsError, InvalidInput } from '../errors/index.js';
import { identify } from '../gate/identify.js';
import { narrowByToken } from '../gate/narrow-by-token.js';
import type { SignedEnvelope } from '../gate/signed-envelope.js';
import { decide, type Verdict } from '../policies/decide.js';
import { isRecordId, newRecordId } from '../record-id.js';
import { insertApproval } from '../store/approvals.js';
import {
  type CommitmentFilter,
  type CommitmentRecord,
  countCommitments,
  getCommitment,
  insertCommitment,
  listCommitments,
} from '../store/commitments.js';
import { updateDeliberation } from '../store/deliberations.js';
import { insertEvent } from '../store/events.js';
import type { ListWindow } from '../store/list-window.js';
import { countHits, listPoliciesFor, type PolicyRecord } from '../store/policies.js';
import { isEnvelopeUsed, useEnvelope } from '../store/used-envelopes.js';
import type { CommitmentsDeps } from './deps.js';
import { duplicateEnvelope } from './duplicate-envelope.js';
import { type ItemList, listOf } from './item-list.js';
import { toCommitment, toCommitmentRecord, toCommitmentRef, type WireObject } from './to-wire.js';

const STATUSES = ['active', 'flagged', 'blocked'];

/** What came out of the transaction of an envelope. */
type Outcome =
  | { readonly stored: CommitmentRecord }
  /** The first policy that blocked; hits and audit entries are stored all the same. */
  | { readonly blockedBy: PolicyRecord };

/** The gate, and what passed it. */
export class CommitmentService {
  readonly #deps: CommitmentsDeps;

  constructor(deps: CommitmentsDeps) {
    this.#deps = deps;
  }

  /**
   * Takes an envelope through the gate: signature, authority, schema, deliberation, policies. What passes is stored.
   *
   * Authority comes before the schema, so that who may not emit a type learns nothing of it.
   *
   * @param authorization The header of that name: a capability token that narrows what the principal may do.
   * @throws CommitmentsError `unknown_principal`, `malformed_envelope`, `invalid_signature`, `wrong_envelope_type`,
   * `invalid_token`, `token_expired`, `authority_denied`, `schema_invalid`, `unknown_deliberation`, `duplicate_envelope`,
   * `deliberation_closed`, `policy_blocked`, in this order.
   */
  async submit(envelope: SignedEnvelope, authorization: string | undefined): Promise<WireObject> {
    const { onEvent, schemas, storage, tokens } = this.#deps;
    this.#requireDeliberation(envelope);
    const { principal, canonical } = await identify(storage.read, envelope);
    if (envelope.type === 'turn') {
      throw new CommitmentsError(
        'wrong_envelope_type',
        'A turn belongs to a deliberation: send it to /deliberations/{id}/turns.',
      );
    }
    const token = await narrowByToken(tokens, authorization, envelope, envelope.deliberationId);
    if (!principal.capabilities.includes(envelope.type) || token?.scopes.includes(envelope.type) === false) {
      throw new CommitmentsError('authority_denied', 'The principal may not emit envelopes of this type.', {
        type: envelope.type,
      });
    }
    const fault = schemas.explain(envelope.type, envelope.payload);
    if (fault !== undefined) throw new CommitmentsError('schema_invalid', fault);

    const outcome = await storage.transaction((tx) => this.#decideAndStore(tx, envelope, canonical));
    if ('blockedBy' in outcome) {
      const { id, name } = outcome.blockedBy;
      throw new CommitmentsError('policy_blocked', `The policy "${name}" blocks this commitment.`, {
        policy_id: id,
        policy_name: name,
      });
    }
    if (outcome.stored.deliberationId !== null) onEvent();
    return toCommitment(outcome.stored);
  }

  /** @throws CommitmentsError `not_found`. */
  async get(id: string): Promise<WireObject> {
    const commitment = isRecordId(id) ? await getCommitment(this.#deps.storage.read, id) : undefined;
    if (commitment === undefined) {
      throw new CommitmentsError('not_found', 'There is no commitment with this id.');
    }
    return toCommitmentRecord(commitment);
  }

  /** Returns commitments, oldest first. @throws CommitmentsError `invalid_query` for a status that there is not. */
  async list(filter: CommitmentFilter, window: ListWindow): Promise<ItemList> {
    if (filter.status !== undefined && !STATUSES.includes(filter.status)) {
      throw new CommitmentsError('invalid_query', `\`status\` must be one of ${STATUSES.join(', ')}.`);
    }
    if (!this.#canMatch(filter)) return { items: [], total: 0 };
    const { read } = this.#deps.storage;
    return listOf(window, {
      read: (part) => listCommitments(read, filter, part),
      count: () => countCommitments(read, filter),
      toWire: toCommitmentRecord,
    });
  }

  /** What no id and no type can be is in no row, and not every database takes every text to look for. */
  #canMatch({ deliberationId, principalId, type }: CommitmentFilter): boolean {
    const ids = [deliberationId, principalId].filter((id) => id !== undefined);
    return ids.every(isRecordId) && (type === undefined || this.#deps.schemas.has(type));
  }

  #requireDeliberation(envelope: SignedEnvelope): void {
    if (!this.#deps.requireDeliberation || envelope.deliberationId !== null) return;
    const isSent = Object.hasOwn(envelope.signed, 'deliberation_id');
    throw new InvalidInput([
      isSent
        ? {
            type: 'string_type',
            loc: ['body', 'deliberation_id'],
            msg: 'Input should be a valid string',
            input: null,
          }
        : { type: 'missing', loc: ['body', 'deliberation_id'], msg: 'Field required', input: {} },
    ]);
  }

  async #decideAndStore(tx: Transaction, envelope: SignedEnvelope, canonical: string): Promise<Outcome> {
    const { random, refuseReplays } = this.#deps;
    const now = this.#deps.now();
    const { deliberationId, emittedBy } = envelope;
    const name = { emittedBy, envelopeId: envelope.id };
    // The deliberation first: who has its row is the only one to write to it, so that it cannot be closed meanwhile.
    const deliberation = deliberationId === null ? undefined : await holdDeliberation(tx, deliberationId);
    if (refuseReplays && (await isEnvelopeUsed(tx, name))) throw duplicateEnvelope();
    if (deliberation !== undefined && deliberation.status !== 'open') {
      throw new CommitmentsError('deliberation_closed', 'The deliberation is closed.');
    }

    const verdict = decide(await listPoliciesFor(tx, emittedBy), envelope.payload);
    await countHits(
      tx,
      verdict.fired.map(({ id }) => id),
    );
    if (verdict.action === 'block') {
      for (const event of firings(verdict, emittedBy, null)) await appendAuditEvent(tx, event, now);
      const blocking = verdict.fired.find(({ action }) => action === 'block');
      if (blocking === undefined) throw new Error('A verdict of "block" comes from a policy that blocks.');
      return { blockedBy: blocking };
    }

    const commitment: CommitmentRecord = {
      id: newRecordId(random),
      type: envelope.type,
      principalId: emittedBy,
      deliberationId,
      status: verdict.action === 'allow' ? 'active' : 'flagged',
      envelope: canonical,
      signature: envelope.signature,
      decision: toDecision(verdict),
      createdAt: now,
    };
    // Of two that came at the same moment, the second one finds out here.
    if (!(await useEnvelope(tx, name, now)) && refuseReplays) throw duplicateEnvelope();
    await insertCommitment(tx, commitment);
    if (verdict.action === 'route') {
      const routeTo = verdict.fired.find(({ action }) => action === 'route')?.routeTo ?? null;
      await insertApproval(tx, {
        id: newRecordId(random),
        commitmentId: commitment.id,
        routeTo,
        status: 'pending',
        note: null,
        createdAt: now,
        decidedAt: null,
      });
    }
    if (deliberationId !== null) {
      const data = canonicalJson(toCommitmentRef(commitment));
      await insertEvent(tx, deliberationId, { type: 'commitment', data }, now);
    }
    await appendAuditEvent(tx, signing(commitment), now);
    for (const event of firings(verdict, emittedBy, commitment.id)) await appendAuditEvent(tx, event, now);
    return { stored: commitment };
  }
}

async function holdDeliberation(tx: Transaction, id: string) {
  const deliberation = isRecordId(id) ? await updateDeliberation(tx, id, {}) : undefined;
  if (deliberation === undefined) {
    throw new CommitmentsError('unknown_deliberation', '`deliberation_id` names no deliberation.');
  }
  return deliberation;
}

function toDecision({ action, fired }: Verdict): string {
  return JSON.stringify({
    action,
    applied: fired.map((policy) => ({
      policy_id: policy.id,
      policy_name: policy.name,
      action: policy.action,
      route_to: policy.routeTo,
    })),
  });
}

function signing(commitment: CommitmentRecord): NewAuditEvent {
  return {
    kind: 'commitment_signed',
    actor: commitment.principalId,
    target: commitment.id,
    data: {
      type: commitment.type,
      status: commitment.status,
      deliberation_id: commitment.deliberationId,
      envelope_sha256: createHash('sha256').update(commitment.envelope).digest('hex'),
      signature: commitment.signature,
    },
  };
}

/** @param commitmentId What came of the envelope; null when it was blocked. */
function firings({ fired }: Verdict, emittedBy: string, commitmentId: string | null): NewAuditEvent[] {
  return fired.map((policy) => ({
    kind: 'policy_fired',
    actor: emittedBy,
    target: policy.id,
    data: { policy_name: policy.name, action: policy.action, commitment_id: commitmentId },
  }));
}
