import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { CommitmentsError } from '../errors/index.js';
import { isRecordId } from '../record-id.js';

/** The scope of tokens that may watch deliberations. It is no envelope type. */
export const SUBSCRIBE_SCOPE = 'subscribe';

/** What a token allows. */
export interface CapabilityToken {
  readonly principalId: string;
  /** Envelope types, and perhaps `subscribe`. */
  readonly scopes: readonly string[];
  /** The only deliberation it is good for; null is all of them. */
  readonly deliberationId: string | null;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

const AUDIENCE = 'mesa-commitments';

/** Makes and checks capability tokens: JWTs signed with a key that only the processes of this server have. */
export class CapabilityTokens {
  readonly #key: Uint8Array;
  readonly #now: () => number;

  /** @param deps `instanceKey` is the secret of the server, of which the key is derived. */
  constructor({ instanceKey, now }: { readonly instanceKey: Uint8Array; now(): number }) {
    this.#key = new Uint8Array(hkdfSync('sha256', instanceKey, '', 'mesa commitments capability tokens', 32));
    this.#now = now;
  }

  async issue(token: CapabilityToken): Promise<string> {
    return new SignJWT({
      principal_id: token.principalId,
      scopes: [...token.scopes],
      deliberation_id: token.deliberationId,
      expires_at: new Date(token.expiresAt * 1000).toISOString(),
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(token.principalId)
      .setAudience(AUDIENCE)
      .setIssuedAt(Math.floor(this.#now() / 1000))
      .setExpirationTime(token.expiresAt)
      .sign(this.#key);
  }

  /**
   * Returns what a token allows.
   *
   * @throws CommitmentsError `token_expired`, `invalid_token`.
   */
  async verify(token: string): Promise<CapabilityToken> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        audience: AUDIENCE,
        requiredClaims: ['sub', 'iat', 'exp', 'scopes'],
        currentDate: new Date(this.#now()),
      });
      return toCapabilityToken(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) {
        throw new CommitmentsError('token_expired', 'The capability token has expired. Ask for a new one.');
      }
      if (error instanceof CommitmentsError) throw error;
      throw invalid();
    }
  }
}

function toCapabilityToken(claims: Record<string, unknown>): CapabilityToken {
  const { sub, scopes, exp, deliberation_id: deliberationId } = claims;
  if (typeof sub !== 'string' || !isRecordId(sub) || claims.principal_id !== sub) throw invalid();
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string')) throw invalid();
  if (typeof exp !== 'number' || (deliberationId !== null && typeof deliberationId !== 'string'))
    throw invalid();
  return { principalId: sub, scopes, deliberationId, expiresAt: exp };
}

/** Says nothing of the token itself, which would end up in logs. */
function invalid(): CommitmentsError {
  return new CommitmentsError('invalid_token', 'The capability token is not one that this server issued.');
}
