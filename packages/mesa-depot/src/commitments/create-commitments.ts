import type { HttpModule } from '../http/http-module.js';
import type { Storage } from '../storage/index.js';
import { loadPayloadSchemas } from './gate/payload-schemas.js';
import { createCommitmentsModule } from './http/commitments-module.js';
import type { SubscriptionLog } from './http/subscriptions.js';
import { type CommitmentsServices, createCommitmentsServices } from './service/services.js';
import { CapabilityTokens } from './tokens/capability-tokens.js';

/** How a commitments server is to behave. */
export interface CommitmentsOptions {
  /**
   * What an operator sends as `X-Admin-Token` to grant capabilities, write policies, decide approvals, issue tokens and read
   * the audit log. Default: none, and all of that is closed to everybody.
   */
  readonly adminToken?: string;
  /** Refuses an envelope whose id its principal has used before. Default true. */
  readonly refuseReplays?: boolean;
  /** Refuses commitments that name no deliberation. Default false, which also takes envelopes of the first revision. */
  readonly requireDeliberation?: boolean;
  /** Keeps it for the admin to open deliberations, move them to another stage and close them. Default false: anybody may. */
  readonly protectDeliberations?: boolean;
}

/** What a commitments server is made of. */
export interface CommitmentsServerDeps extends CommitmentsOptions {
  readonly storage: Storage;
  /** Secret of the depot, of which the key of capability tokens is derived. */
  readonly instanceKey: Uint8Array;
  readonly log: SubscriptionLog;
  now(): number;
  random(bytes: number): Uint8Array;
}

/** A commitments server, to be served as a part of the depot. */
export interface CommitmentsServer {
  readonly services: CommitmentsServices;
  readonly module: HttpModule;
}

/** Path of the depot below which the commitments API is. */
const COMMITMENTS_PREFIX = '/commitments';

/** Makes a commitments server over the storage of the depot. */
export async function createCommitments(deps: CommitmentsServerDeps): Promise<CommitmentsServer> {
  const tokens = new CapabilityTokens(deps);
  const services = createCommitmentsServices({
    storage: deps.storage,
    schemas: loadPayloadSchemas(),
    tokens,
    refuseReplays: deps.refuseReplays ?? true,
    requireDeliberation: deps.requireDeliberation ?? false,
    now: () => deps.now(),
    random: (bytes) => deps.random(bytes),
  });
  const module = await createCommitmentsModule({
    prefix: COMMITMENTS_PREFIX,
    services,
    tokens,
    adminToken: deps.adminToken,
    adminOnly: new Set(deps.protectDeliberations ? ['createDeliberation', 'updateDeliberation'] : []),
    log: deps.log,
    now: () => deps.now(),
  });
  return { services, module };
}
