import type { FastifyBaseLogger } from 'fastify';
import type { Storage } from '../../storage/index.js';
import type { UsagePrices } from './ledger.js';

/** What the services of the MeshAgent server work with; everything that varies is passed in. */
export interface MeshagentDeps {
  readonly storage: Storage;
  /** Secrets in the database are encrypted with it. */
  readonly instanceKey: Uint8Array;
  /** Version of the depot, for what it sends. */
  readonly version: string;
  /** Whether webhooks may be on private networks. */
  readonly allowPrivateNetworks: boolean;
  readonly log: FastifyBaseLogger;
  /** Dollars for a unit of what is used. */
  readonly prices: UsagePrices;
  /** Where clients reach the server, for addresses in webhooks. */
  origin(): string;
  now(): number;
  random(bytes: number): Uint8Array;
}
