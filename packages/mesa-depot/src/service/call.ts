import type { Scope } from 'mesa-rest';
import type { IdempotentRequest } from './idempotency.js';

/** A person or program named as the author of a commit. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/**
 * Who is calling, as authentication found out. Made by `AuthService` only, so that holding an actor means
 * that its credential was checked for this very request.
 */
export interface Actor {
  readonly org: { readonly id: string; readonly slug: string; readonly name: string };
  /** `key_…` of the API key or `sk_…` of the signing key behind the request. */
  readonly credentialId: string;
  /** API key the request was made with, or that signed its token; null for a token of a signing key. */
  readonly keyId: string | null;
  readonly keyName: string | null;
  /** Scopes in effect: what the token asks for, within what its key has now. */
  readonly scopes: readonly Scope[];
  /** Repositories the credential is restricted to; null means all, an empty list means none. */
  readonly repoIds: readonly string[] | null;
  /** Never empty. The first is the author of new commits, the others become `Co-authored-by` trailers. */
  readonly authors: readonly Author[];
}

/** One call of a service method, beside its input. */
export interface Call {
  readonly actor: Actor;
  readonly requestId: string;
  /** Present when the request came with an `Idempotency-Key`. */
  readonly idempotency?: IdempotentRequest;
}
