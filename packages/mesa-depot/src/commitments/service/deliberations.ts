import { createHash } from 'node:crypto';
import { canonicalJson } from 'mesa-rest/canonical-json';
import { appendAuditEvent } from '../audit/append-audit-event.js';
import { CommitmentsError, InvalidInput, valueFault } from '../errors/index.js';
import { identify } from '../gate/identify.js';
import { narrowByToken } from '../gate/narrow-by-token.js';
import type { SignedEnvelope } from '../gate/signed-envelope.js';
import { isRecordId, newRecordId } from '../record-id.js';
import { listCommitments } from '../store/commitments.js';
import {
  countDeliberations,
  type DeliberationPatch,
  type DeliberationRecord,
  getDeliberation,
  insertDeliberation,
  listDeliberations,
  takeTurnIndex,
  updateDeliberation,
} from '../store/deliberations.js';
import { insertEvent } from '../store/events.js';
import type { ListWindow } from '../store/list-window.js';
import { insertTurn, listTurns, type TurnRecord } from '../store/turns.js';
import { isEnvelopeUsed, useEnvelope } from '../store/used-envelopes.js';
import type { CommitmentsDeps } from './deps.js';
import { duplicateEnvelope } from './duplicate-envelope.js';
import { type ItemList, listOf } from './item-list.js';
import { requireStorable } from './require-storable.js';
import { toCommitmentRef, toDeliberation, toTurn, type WireObject } from './to-wire.js';

const STATUSES = ['open', 'closed'];

/** Negotiations: what is said in them, and how they stand. */
export class DeliberationService {
  readonly #deps: CommitmentsDeps;

  constructor(deps: CommitmentsDeps) {
    this.#deps = deps;
  }

  /** @throws InvalidInput for a blank title. */
  async open(
    input: {
      readonly title: string;
      readonly counterparty_slug?: string | null;
      readonly stage?: string;
    },
    actor: 'admin' | 'anonymous',
  ): Promise<WireObject> {
    const { now, random, storage } = this.#deps;
    const deliberation: DeliberationRecord = {
      id: newRecordId(random),
      title: requireTitle(input.title),
      counterpartySlug: toSlug(input.counterparty_slug),
      stage: input.stage ?? 'offer',
      status: 'open',
      createdAt: now(),
    };
    const { createdAt, id, stage, status, title } = deliberation;
    await storage.transaction(async (tx) => {
      await insertDeliberation(tx, deliberation);
      await insertEvent(
        tx,
        id,
        { type: 'deliberation', data: canonicalJson(toDeliberation(deliberation)) },
        createdAt,
      );
      await appendAuditEvent(
        tx,
        {
          kind: 'deliberation_changed',
          actor,
          target: id,
          data: { title, counterparty_slug: deliberation.counterpartySlug, stage, status },
        },
        createdAt,
      );
    });
    return toDeliberation(deliberation);
  }

  /** Returns deliberations, oldest first. @throws CommitmentsError `invalid_status`. */
  async list(status: string | undefined, window: ListWindow): Promise<ItemList> {
    if (status !== undefined && !STATUSES.includes(status)) {
      throw new CommitmentsError('invalid_status', '`status` must be `open` or `closed`.');
    }
    const { read } = this.#deps.storage;
    return listOf(window, {
      read: (part) => listDeliberations(read, { status, ...part }),
      count: () => countDeliberations(read, status),
      toWire: toDeliberation,
    });
  }

  /** Returns a deliberation with its turns and commitments. @throws CommitmentsError `not_found`. */
  async get(id: string): Promise<WireObject> {
    const { read } = this.#deps.storage;
    const deliberation = isRecordId(id) ? await getDeliberation(read, id) : undefined;
    if (deliberation === undefined) throw noDeliberation();
    const turns = await listTurns(read, id);
    const commitments = await listCommitments(read, { deliberationId: id });
    return {
      ...toDeliberation(deliberation),
      turns: turns.map(toTurn),
      commitments: commitments.map(toCommitmentRef),
    };
  }

  /** Moves a deliberation to another stage, closes or reopens it. @throws CommitmentsError `not_found`. */
  async patch(
    id: string,
    input: { readonly status?: string | null; readonly stage?: string | null },
    actor: 'admin' | 'anonymous',
  ): Promise<WireObject> {
    const { now, onEvent, storage } = this.#deps;
    if (!isRecordId(id)) throw noDeliberation();
    const { deliberation, isChanged } = await storage.transaction(async (tx) => {
      const before = await updateDeliberation(tx, id, {});
      if (before === undefined) throw noDeliberation();
      const patch = changesOf(before, input);
      const changed = Object.keys(patch).length > 0;
      if (!changed) return { deliberation: before, isChanged: false };
      const after = (await updateDeliberation(tx, id, patch)) ?? before;
      const at = now();
      const data = canonicalJson(toDeliberation(after));
      await insertEvent(tx, id, { type: 'deliberation', data }, at);
      await appendAuditEvent(tx, { kind: 'deliberation_changed', actor, target: id, data: { ...patch } }, at);
      return { deliberation: after, isChanged: true };
    });
    if (isChanged) onEvent();
    return toDeliberation(deliberation);
  }

  /**
   * Takes a turn. Whoever has signed may speak: neither capabilities nor policies are asked.
   *
   * @param authorization The header of that name: a capability token that narrows what the principal may do.
   * @throws CommitmentsError `unknown_principal`, `malformed_envelope`, `invalid_signature`, `wrong_envelope_type`,
   * `invalid_token`, `token_expired`, `authority_denied`, `schema_invalid`, `not_found`, `deliberation_mismatch`,
   * `duplicate_envelope`, `deliberation_closed`, in this order.
   */
  async appendTurn(
    id: string,
    envelope: SignedEnvelope,
    authorization: string | undefined,
  ): Promise<WireObject> {
    const { now, onEvent, random, refuseReplays, schemas, storage, tokens } = this.#deps;
    const { principal, canonical } = await identify(storage.read, envelope);
    if (envelope.type !== 'turn') {
      throw new CommitmentsError('wrong_envelope_type', 'Only envelopes of the type `turn` are turns.');
    }
    await narrowByToken(tokens, authorization, envelope, id);
    const fault = schemas.explain(envelope.type, envelope.payload);
    if (fault !== undefined) throw new CommitmentsError('schema_invalid', fault);

    const turn = await storage.transaction(async (tx): Promise<TurnRecord> => {
      const deliberation = isRecordId(id) ? await updateDeliberation(tx, id, {}) : undefined;
      if (deliberation === undefined) throw noDeliberation();
      if (envelope.deliberationId !== null && envelope.deliberationId !== id) {
        throw new CommitmentsError('deliberation_mismatch', 'The envelope is for another deliberation.');
      }
      const name = { emittedBy: principal.id, envelopeId: envelope.id };
      if (refuseReplays && (await isEnvelopeUsed(tx, name))) throw duplicateEnvelope();
      if (deliberation.status !== 'open') {
        throw new CommitmentsError('deliberation_closed', 'The deliberation is closed.');
      }
      const createdAt = now();
      if (!(await useEnvelope(tx, name, createdAt)) && refuseReplays) throw duplicateEnvelope();
      const taken: TurnRecord = {
        id: newRecordId(random),
        deliberationId: id,
        index: await takeTurnIndex(tx, id),
        speakerId: principal.id,
        envelope: canonical,
        signature: envelope.signature,
        createdAt,
      };
      await insertTurn(tx, taken);
      await insertEvent(tx, id, { type: 'turn', data: canonicalJson(toTurn(taken)) }, createdAt);
      await appendAuditEvent(
        tx,
        {
          kind: 'transcript_turn',
          actor: principal.id,
          target: taken.id,
          data: {
            deliberation_id: id,
            index: taken.index,
            envelope_sha256: createHash('sha256').update(canonical).digest('hex'),
            signature: taken.signature,
          },
        },
        createdAt,
      );
      return taken;
    });
    onEvent();
    return toTurn(turn);
  }
}

function changesOf(
  before: DeliberationRecord,
  { stage, status }: { readonly status?: string | null; readonly stage?: string | null },
): DeliberationPatch {
  return {
    ...(stage == null || stage === before.stage ? {} : { stage }),
    ...(status == null || status === before.status ? {} : { status }),
  };
}

function requireTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '')
    throw new InvalidInput([valueFault(['body', 'title'], 'title must not be blank', title)]);
  return requireStorable('title', trimmed);
}

function toSlug(slug: string | null | undefined): string | null {
  return slug == null ? null : requireStorable('counterparty_slug', slug);
}

function noDeliberation(): CommitmentsError {
  return new CommitmentsError('not_found', 'There is no deliberation with this id.');
}
