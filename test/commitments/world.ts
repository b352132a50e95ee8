import { createDepot, type Depot, type DepotOptions } from 'mesa-depot';
import { Envelope, type EnvelopeInput, Keypair, type SignedEnvelope } from 'mesa-sdk/commitments';
import { loadSpec } from '../helpers/load-spec.js';
import { type ContractAnswer, type ContractClient, createContractClient } from '../helpers/send.js';

export const ADMIN_TOKEN = 'admin-token-of-the-contract-tests';
export const ADMIN: Readonly<Record<string, string>> = { 'x-admin-token': ADMIN_TOKEN };
export const SPEC = loadSpec('commitments');

type Commitments = Exclude<DepotOptions['commitments'], boolean | undefined>;

/** A commitments server, and those who may ask it for something. */
export interface World extends AsyncDisposable {
  readonly depot: Depot;
  /** URL of the server. */
  readonly url: string;
  readonly send: ContractClient;
  /** Registers somebody who may emit these types. */
  join(...capabilities: string[]): Promise<Party>;
  /** Opens a deliberation and returns its id. */
  open(status?: 'closed'): Promise<string>;
  policy(policy: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Who signs. */
export interface Party {
  readonly id: string;
  readonly keypair: Keypair;
  sign(envelope?: Partial<EnvelopeInput>): SignedEnvelope;
}

/** Starts a server. */
export async function createWorld(options: Commitments = { adminToken: ADMIN_TOKEN }): Promise<World> {
  const depot = await createDepot({ commitments: options });
  const url = depot.commitmentsUrl ?? '';
  const send = createContractClient(url, null, SPEC);
  return {
    depot,
    url,
    send,
    async join(...capabilities) {
      const keypair = Keypair.generate();
      const body = { org: 'acme', public_key: keypair.publicKeyHex };
      const { id } = ok(await send('createPrincipal', { body }));
      if (capabilities.length > 0) {
        ok(await send('setCapabilities', { path: { id }, body: { capabilities }, headers: ADMIN }));
      }
      return {
        id,
        keypair,
        sign: (envelope) =>
          new Envelope({ type: 'offer', emittedBy: id, payload: OFFER, ...envelope }).sign(keypair),
      };
    },
    async open(status) {
      const { id } = ok(await send('createDeliberation', { body: { title: 'A deliberation' } }));
      if (status !== undefined) ok(await send('updateDeliberation', { path: { id }, body: { status } }));
      return id;
    },
    async policy(policy) {
      const body = { name: 'a policy', scope_kind: 'global', predicate_name: 'spend_over_cap', ...policy };
      return ok(await send('createPolicy', { body, headers: ADMIN })).id;
    },
    [Symbol.asyncDispose]: () => depot.close(),
  };
}

/** A payload that fits the type `offer`. */
export const OFFER: Readonly<Record<string, unknown>> = {
  summary: 'license $40k/yr',
  terms: { fee_total_usd: 40_000 },
};

/** Returns the body of an answer that must be a success. */
export function ok(answer: ContractAnswer): ContractAnswer['body'] {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  if (answer.problems.length > 0) throw new Error(answer.problems.join('\n'));
  return answer.body;
}
