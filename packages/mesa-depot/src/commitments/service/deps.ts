import type { Storage } from '../../storage/index.js';
import type { PayloadSchemas } from '../gate/payload-schemas.js';
import type { CapabilityTokens } from '../tokens/capability-tokens.js';

/** What the services of the commitments server work with; everything that varies is passed in. */
export interface CommitmentsDeps {
  readonly storage: Storage;
  readonly schemas: PayloadSchemas;
  readonly tokens: CapabilityTokens;
  /** Whether a second envelope with an id that its principal has used is refused. */
  readonly refuseReplays: boolean;
  /** Whether every commitment must name a deliberation. */
  readonly requireDeliberation: boolean;
  now(): number;
  random(bytes: number): Uint8Array;
  /** Called after a deliberation got an event. */
  onEvent(): void;
}
