import { timingSafeEqual } from 'node:crypto';
import { DepotError } from '../errors/index.js';
import { getIdempotency, insertIdempotency, type Storage, type Transaction } from '../storage/index.js';
import type { Actor, Call } from './call.js';
import { coversRepos } from './restriction.js';
import { decryptSecret, deriveKey, encryptSecret } from './secrets.js';

/** How long the answer of a request is kept for its retries. */
const TTL_MS = 24 * 60 * 60_000; // 24 hours

/** The `Idempotency-Key` of a request, with what is needed to tell and to read its stored answer. */
export interface IdempotentRequest {
  readonly key: string;
  /** Hash of the operation and its input: a retry must ask for the same thing. */
  readonly requestHash: Uint8Array;
  /** The bearer credential of the request: stored answers are readable with it only. */
  readonly secret: Uint8Array;
  /** Called when the answer is the stored one of an earlier request. */
  readonly onReplay?: () => void;
}

/** What `runOnce` needs of the service dependencies. */
export interface IdempotencyDeps {
  readonly storage: Storage;
  readonly instanceKey: Uint8Array;
  now(): number;
  random(bytes: number): Uint8Array;
}

/** Stores the answer of a request in the transaction that does its work; to be called before it commits. */
export type RecordResult<Result> = (tx: Transaction, result: Result) => Promise<void>;

/**
 * Runs `work`, or answers what it answered before when the request is a retry with the same `Idempotency-Key`.
 *
 * The answer is stored by the transaction that does the work, so that there is never the one without the other: a crash
 * leaves both or neither. Failures are not stored; a retry after one tries again. Of two requests with one key at the
 * same time one does the work, and the other rolls back and gives the first one's answer. Work that found nothing to do
 * and had no transaction needs not record its answer: it is stored afterwards.
 *
 * @throws DepotError `IDEMPOTENCY_KEY_REUSED` when the key was used for another request in the last 24 hours.
 */
export async function runOnce<Result>(
  deps: IdempotencyDeps,
  call: Call,
  work: (record: RecordResult<Result>) => Promise<Result>,
): Promise<Result> {
  const { actor, idempotency: request } = call;
  if (!request) return work(async () => {});
  const earlier = await findStored<Result>(deps, actor, request);
  if (earlier) {
    request.onReplay?.();
    return earlier.result;
  }
  let isRecorded = false;
  try {
    const result = await work(async (tx, answer) => {
      await store(deps, actor, request, tx, answer);
      isRecorded = true;
    });
    if (!isRecorded) await deps.storage.transaction((tx) => store(deps, actor, request, tx, result));
    return result;
  } catch (error) {
    // The winner of a race may show up here as any failure: its row, the name it took, the commit it moved.
    const winner = await findStored<Result>(deps, actor, request);
    if (winner) {
      request.onReplay?.();
      return winner.result;
    }
    throw error;
  }
}

async function findStored<Result>(
  deps: IdempotencyDeps,
  actor: Actor,
  request: IdempotentRequest,
): Promise<{ result: Result } | undefined> {
  const row = await getIdempotency(deps.storage.read, actor.credentialId, request.key, deps.now());
  if (!row) return undefined;
  if (
    row.requestHash.byteLength !== request.requestHash.byteLength ||
    !timingSafeEqual(row.requestHash, request.requestHash)
  ) {
    throw keyReused('another request; use a new key for each request and the same one for its retries');
  }
  const answer = open<Result>(deps, actor, request, row.response);
  // The tokens of one key share its answers, but not what they are restricted to.
  if (answer && coversRepos(actor, answer.repoIds)) return answer;
  throw keyReused('another credential; retry with the one of the first attempt');
}

/** A stored answer, with what the credential that got it was restricted to. */
interface StoredAnswer<Result> {
  readonly result: Result;
  readonly repoIds: Actor['repoIds'];
}

function open<Result>(
  deps: IdempotencyDeps,
  actor: Actor,
  request: IdempotentRequest,
  response: Uint8Array,
): StoredAnswer<Result> | undefined {
  const { key, context } = encryption(deps, actor, request);
  try {
    return JSON.parse(decryptSecret(key, Buffer.from(response).toString('ascii'), context));
  } catch {
    return undefined;
  }
}

async function store(
  deps: IdempotencyDeps,
  actor: Actor,
  request: IdempotentRequest,
  tx: Transaction,
  result: unknown,
): Promise<void> {
  const { key, context } = encryption(deps, actor, request);
  const answer: StoredAnswer<unknown> = { result, repoIds: actor.repoIds };
  const now = deps.now();
  const isFirst = await insertIdempotency(
    tx,
    {
      credentialId: actor.credentialId,
      key: request.key,
      requestHash: request.requestHash,
      response: Buffer.from(encryptSecret(key, JSON.stringify(answer), context, deps.random), 'ascii'),
      status: 200, // only successes are stored; which 2xx it is, the operation says
      expiresAt: now + TTL_MS,
    },
    now,
  );
  if (!isFirst)
    throw new DepotError('LOCK_CONFLICT', 'Another request with this Idempotency-Key came first.');
}

/**
 * Both secrets are needed, so that neither the data folder nor a stolen API key alone opens an answer. An access token may
 * be a new one for every attempt; what stays is the key that signed it.
 */
function encryption(
  { instanceKey }: IdempotencyDeps,
  { credentialId }: Actor,
  { key: idempotencyKey, secret }: IdempotentRequest,
): { key: Uint8Array; context: string } {
  const context = `idempotency:${credentialId}:${idempotencyKey}`;
  const isAccessToken = secret.includes('.'.charCodeAt(0));
  const stable = isAccessToken ? Buffer.from(credentialId) : secret;
  return { key: deriveKey(stable, instanceKey, context), context };
}

function keyReused(by: string): DepotError {
  return new DepotError('IDEMPOTENCY_KEY_REUSED', `The Idempotency-Key was used before with ${by}.`);
}
