// The API of the commitments server. A subpath of its own: who uses the depot alone does not load it.
export {
  type CommitmentsClient,
  type CommitmentsClientOptions,
  createCommitmentsClient,
} from './commitments-client.js';
export * from './generated/commitments/functions.gen.js';
export type * from './generated/commitments/models.gen.js';
export { type SubscribeDeliberationOptions, subscribeDeliberation } from './subscribe-deliberation.js';
