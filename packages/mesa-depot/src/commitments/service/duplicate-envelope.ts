import { CommitmentsError } from '../errors/index.js';

/** Returns the refusal of an envelope whose id its principal has used: what was signed once counts once. */
export function duplicateEnvelope(): CommitmentsError {
  return new CommitmentsError(
    'duplicate_envelope',
    'An envelope with this id was accepted from this principal before. Sign a new one with another id.',
  );
}
