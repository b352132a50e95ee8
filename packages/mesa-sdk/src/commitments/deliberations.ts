import { InvalidOptionsError } from 'mesa-rest';
import {
  appendTurn,
  createDeliberation,
  type Deliberation,
  type DeliberationCreate,
  type DeliberationDetail,
  getDeliberation,
  listDeliberations,
  type SignedEnvelope,
  type Turn,
  updateDeliberation,
  type DeliberationPatch as WirePatch,
} from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import type { Connection } from './connection.js';
import type { ListInput } from './list-input.js';
import { Subscription } from './subscription.js';

/** Input of `deliberations.open`. */
export interface DeliberationInput {
  readonly title: string;
  /** With whom. Default: nobody in particular. */
  readonly counterpartySlug?: string | null | undefined;
  /** Default `offer`. */
  readonly stage?: Deliberation['stage'] | undefined;
}

/** Input of `deliberations.list`. */
export interface DeliberationFilter extends ListInput {
  readonly status?: Deliberation['status'] | undefined;
}

/** Input of `deliberations.patch`; what is absent stays. */
export interface DeliberationPatch {
  readonly status?: Deliberation['status'] | undefined;
  readonly stage?: Deliberation['stage'] | undefined;
}

/** Options of `deliberations.subscribe`. */
export interface SubscribeOptions {
  /**
   * Capability token with the scope `subscribe`. A function is asked for every connection, so that it can hand out a fresh one.
   * Default: the client's.
   */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Number of the last event that the caller knows. Default 0: all there are, and then those to come. */
  readonly after?: number | undefined;
  /** Ends the subscription when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Called whenever the server is connected; the argument counts connections, from 1. */
  readonly onConnected?: ((connection: number) => void) | undefined;
}

/** Negotiations: what the parties say and commit to. */
export class Deliberations {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Opens a deliberation. */
  open(input: DeliberationInput, options: CallOptions = {}): Promise<Deliberation> {
    return this.#connection.send(options, (base) => {
      checkMembers('deliberations.open', input, ['title', 'counterpartySlug', 'stage']);
      const { title, counterpartySlug: counterparty_slug, stage } = input;
      return createDeliberation({
        ...base,
        body: toBody<DeliberationCreate>({ title, counterparty_slug, stage }),
      });
    });
  }

  /** Lists deliberations, oldest first. */
  list(filter: DeliberationFilter = {}, options: CallOptions = {}): Promise<Deliberation[]> {
    return this.#connection.send(options, (base) => {
      checkMembers('deliberations.list', filter, ['status', 'limit', 'offset']);
      return listDeliberations({ ...base, query: filter });
    });
  }

  /**
   * Returns a deliberation with its turns and commitments.
   *
   * @throws {NotFound} `not_found`.
   */
  get(id: string, options: CallOptions = {}): Promise<DeliberationDetail> {
    return this.#connection.send(options, (base) => getDeliberation({ ...base, path: { id } }));
  }

  /** Moves a deliberation to another stage, closes it or opens it again. The order of the stages is not enforced. */
  patch(id: string, patch: DeliberationPatch, options: CallOptions = {}): Promise<Deliberation> {
    return this.#connection.send(options, (base) => {
      checkMembers('deliberations.patch', patch, ['status', 'stage']);
      return updateDeliberation({ ...base, path: { id }, body: toBody<WirePatch>(patch) });
    });
  }

  /** Closes a deliberation: it takes no turns and no commitments any more. */
  close(id: string, options: CallOptions = {}): Promise<Deliberation> {
    return this.patch(id, { status: 'closed' }, options);
  }

  /** Opens a closed deliberation again. */
  reopen(id: string, options: CallOptions = {}): Promise<Deliberation> {
    return this.patch(id, { status: 'open' }, options);
  }

  /**
   * Says something in a deliberation: a signed envelope of type `turn`, with `{ content }`.
   *
   * @throws {BadRequest} `wrong_envelope_type`, `deliberation_mismatch`, and others of the gate.
   */
  appendTurn(id: string, signed: SignedEnvelope, options: CallOptions = {}): Promise<Turn> {
    return this.#connection.send(options, (base) => appendTurn({ ...base, path: { id }, body: signed }));
  }

  /**
   * Watches a deliberation: yields what happens in it, in order, once and without gaps, also across broken connections. It ends by
   * leaving the loop, by `return`, and when `signal` aborts.
   *
   * @throws {Unauthorized} while it is read, when the token is bad, or expired and no function can give another one.
   * @throws {Forbidden} when the token lacks the scope `subscribe`, or is for another deliberation.
   * @throws {NotFound} when there is no such deliberation.
   * @example
   * ```ts
   * for await (const { type, data } of client.deliberations.subscribe(id, { token })) {
   *   if (type === 'commitment' && data.type === 'signoff') break;
   * }
   * ```
   */
  subscribe(id: string, options: SubscribeOptions = {}): Subscription {
    checkMembers('deliberations.subscribe', options, ['token', 'after', 'signal', 'onConnected']);
    const { after, signal, onConnected, token = this.#connection.capabilityToken } = options;
    if (token === undefined) {
      throw new InvalidOptionsError('deliberations.subscribe needs a `token`: one of principals.issueToken.');
    }
    const { client } = this.#connection;
    return new Subscription({ client, path: { id }, query: { after }, token, signal, onConnected });
  }
}
