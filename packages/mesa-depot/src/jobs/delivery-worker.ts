import { decryptSecret } from '../service/secrets.js';
import { webhookSecretContext } from '../service/webhook-targets.js';
import {
  claimDeliveries,
  completeDelivery,
  countDeliveries,
  type DeliveryRecord,
  getWebhookTargets,
  nextDeliveryDueAt,
  parkDelivery,
  retryDelivery,
  type Storage,
  type WebhookTargetRecord,
} from '../storage/index.js';
import type { JobLog } from './job-log.js';
import { type PostOutcome, type PostWebhookOptions, postWebhook } from './post-webhook.js';
import { retryDelayMs } from './retry-delay.js';
import { type SetTimer, setNodeTimer } from './set-timer.js';
import { signWebhook } from './webhook-signature.js';

/** A delivery is tried for this long after its event, then parked. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000; // 24 hours
/** How long a claim keeps others off: longer than an attempt can take, short enough to wait out after a crash. */
const LEASE_MS = 30_000; // 30 seconds

export interface DeliveryWorkerOptions extends PostWebhookOptions {
  readonly storage: Storage;
  /** Decrypts the secrets of targets. */
  readonly instanceKey: Uint8Array;
  /** Of the depot, for `user-agent`. */
  readonly version: string;
  now(): number;
  random(bytes: number): Uint8Array;
  readonly log?: JobLog;
  /** Targets that are served at the same time. Default 8. */
  readonly concurrency?: number;
  /** How often to look without being woken, since other processes cannot wake this one. Default 1 second. */
  readonly pollMs?: number;
  /** Default: the timers of Node. */
  readonly setTimer?: SetTimer;
}

/** How many deliveries are in each state. Delivered ones are forgotten after 30 days. */
export interface DeliveryMetrics {
  readonly pending: number;
  readonly parked: number;
  readonly delivered: number;
}

/**
 * Takes events from the outbox to webhook targets.
 *
 * Each target gets its events one after the other, in order of commit, and at least once: an event that fails is tried
 * again, with growing pauses, before the next one is. After 24 hours it is parked, where `listWebhookDeliveries` shows it,
 * and the next one gets its turn. Targets do not wait for each other. What state a delivery is in is in the database only, so
 * that a crash repeats at most the attempts that were under way.
 */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #attempts = new Set<Promise<void>>();
  #loop: Promise<void> | undefined;
  #isStopping = false;
  /** Ends the current pause; set while the loop is in one. */
  #endPause: (() => void) | undefined;
  #wasWoken = false;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
  }

  /** Starts delivering, with what an earlier process left behind. Idempotent. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Says that there may be something to deliver. Cheap; to be called after each commit. */
  wake(): void {
    this.#wasWoken = true;
    this.#endPause?.();
  }

  /** Starts nothing more and waits for the attempts under way, which end within seconds. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.wake();
    await this.#loop;
    await Promise.all(this.#attempts);
  }

  /** Returns how many deliveries are in each state. */
  metrics(): Promise<DeliveryMetrics> {
    return countDeliveries(this.#options.storage.read);
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#wasWoken = false;
      let dueInMs = Number.POSITIVE_INFINITY;
      try {
        dueInMs = await this.#claim();
      } catch (error) {
        this.#options.log?.error({ err: error }, 'claiming webhook deliveries failed; it is tried again');
      }
      const { pollMs = 1_000 } = this.#options;
      await this.#pause(Math.min(dueInMs, pollMs));
    }
  }

  /** Starts as many due deliveries as there is room for, and returns in how long the next is due, as far as is known. */
  async #claim(): Promise<number> {
    const { storage, now, concurrency = 8 } = this.#options;
    const limit = concurrency - this.#attempts.size;
    if (limit <= 0) return Number.POSITIVE_INFINITY; // an attempt that ends wakes the loop
    const dueAt = await nextDeliveryDueAt(storage.read);
    if (dueAt === null || this.#isStopping) return Number.POSITIVE_INFINITY;
    if (dueAt > now()) return dueAt - now();
    const claims = await storage.transaction((tx) =>
      claimDeliveries(tx, { now: now(), leaseMs: LEASE_MS, limit }),
    );
    const targets = await getWebhookTargets(
      storage.read,
      claims.map((claim) => claim.targetId),
    );
    for (const claim of claims) this.#begin(claim, targets.get(claim.targetId));
    return Number.POSITIVE_INFINITY;
  }

  #begin(claim: DeliveryRecord, target: WebhookTargetRecord | undefined): void {
    const attempt = this.#attempt(claim, target)
      .catch((error: unknown) => {
        // The claim runs out and the delivery is tried again: at least once, never silently dropped.
        this.#options.log?.error(
          { err: error, delivery: claim.id },
          'the outcome of a webhook delivery was not stored',
        );
      })
      .finally(() => {
        this.#attempts.delete(attempt);
        this.wake();
      });
    this.#attempts.add(attempt);
  }

  async #attempt(claim: DeliveryRecord, target: WebhookTargetRecord | undefined): Promise<void> {
    const { storage, now, random, log } = this.#options;
    const { status, error } = await this.#post(claim, target);
    const outcome = { lastStatus: status, lastError: error };
    const endedAt = now();
    const giveUpAt = claim.createdAt + GIVE_UP_AFTER_MS;
    const fraction = Buffer.from(random(4)).readUInt32BE() / 2 ** 32;
    const retryAt = Math.min(endedAt + retryDelayMs(claim.attempts, fraction), giveUpAt);
    await storage.transaction((tx) => {
      if (error === null) return completeDelivery(tx, claim, outcome, endedAt);
      if (endedAt >= giveUpAt || !target) return parkDelivery(tx, claim, outcome, endedAt);
      return retryDelivery(tx, claim, outcome, retryAt);
    });
    const facts = {
      delivery: claim.id,
      target: claim.targetId,
      event: claim.eventType,
      attempt: claim.attempts,
      status,
    };
    if (error === null) log?.debug(facts, 'webhook delivered');
    else log?.warn({ ...facts, error }, endedAt >= giveUpAt ? 'webhook given up' : 'webhook attempt failed');
  }

  async #post(claim: DeliveryRecord, target: WebhookTargetRecord | undefined): Promise<PostOutcome> {
    if (!target) return { status: null, error: 'The webhook target was deleted.' };
    const { instanceKey, version, now } = this.#options;
    const body = Buffer.from(claim.body);
    try {
      const secret = decryptSecret(instanceKey, target.secret, webhookSecretContext(target.id));
      const headers = {
        'content-type': 'application/json',
        'user-agent': `mesa-depot/${version}`,
        'x-mesa-event': claim.eventType,
        'x-mesa-delivery': claim.id,
        'x-mesa-signature': signWebhook(secret, body, now()),
      };
      return await postWebhook({ url: target.url, headers, body }, this.#options);
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Waits for a time or for `wake`, also for one that came since the loop began its round. */
  async #pause(delayMs: number): Promise<void> {
    if (this.#wasWoken || this.#isStopping) return;
    const { setTimer = setNodeTimer } = this.#options;
    await new Promise<void>((resolve) => {
      const cancel = setTimer(resolve, delayMs);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
    this.#endPause = undefined;
  }
}
