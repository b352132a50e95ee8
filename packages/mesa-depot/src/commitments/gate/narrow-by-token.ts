import { CommitmentsError } from '../errors/index.js';
import type { CapabilityToken, CapabilityTokens } from '../tokens/capability-tokens.js';
import type { SignedEnvelope } from './signed-envelope.js';

/**
 * Returns the capability token of an `Authorization` header, or undefined when there is no such header.
 *
 * A token takes away and never adds: it must be of the principal that signed, and good for the deliberation of the envelope.
 *
 * @throws CommitmentsError `invalid_token`, `token_expired`, and `authority_denied` for another deliberation.
 */
export async function narrowByToken(
  tokens: CapabilityTokens,
  authorization: string | undefined,
  envelope: SignedEnvelope,
  deliberationId: string | null,
): Promise<CapabilityToken | undefined> {
  if (authorization === undefined) return undefined;
  const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (text === undefined) {
    throw new CommitmentsError(
      'invalid_token',
      'The `Authorization` header must be `Bearer` and a capability token.',
    );
  }
  const token = await tokens.verify(text);
  if (token.principalId !== envelope.emittedBy) {
    throw new CommitmentsError('invalid_token', 'The capability token is of another principal.');
  }
  if (token.deliberationId !== null && token.deliberationId !== deliberationId) {
    throw new CommitmentsError('authority_denied', 'The capability token is for another deliberation.', {
      type: envelope.type,
    });
  }
  return token;
}
