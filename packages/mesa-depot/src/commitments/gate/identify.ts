import type { Executor } from '../../storage/index.js';
import { CommitmentsError } from '../errors/index.js';
import { isRecordId } from '../record-id.js';
import { getPrincipal, type PrincipalRecord } from '../store/principals.js';
import { isSignedBy } from './is-signed-by.js';
import { canonicalEnvelope, type SignedEnvelope } from './signed-envelope.js';

/** Who sent an envelope, proven. */
export interface Identified {
  readonly principal: PrincipalRecord;
  /** The text that was signed. */
  readonly canonical: string;
}

/**
 * The first stage of the gate: returns who signed an envelope.
 *
 * @throws CommitmentsError `unknown_principal`, `malformed_envelope`, `invalid_signature`, in this order.
 */
export async function identify(executor: Executor, envelope: SignedEnvelope): Promise<Identified> {
  const { emittedBy, signature } = envelope;
  const principal = isRecordId(emittedBy) ? await getPrincipal(executor, emittedBy) : undefined;
  if (principal === undefined) {
    throw new CommitmentsError('unknown_principal', '`emitted_by` names no registered principal.');
  }
  const canonical = canonicalEnvelope(envelope);
  if (!isSignedBy(principal.publicKey, Buffer.from(canonical, 'utf8'), signature)) {
    throw new CommitmentsError(
      'invalid_signature',
      'The signature is not one of this principal over the canonical bytes of the envelope.',
    );
  }
  return { principal, canonical };
}
