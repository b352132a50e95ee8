import type { Scope } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Actor } from '../service/call.js';
import { includesScope } from '../service/scopes.js';

/** What authentication needs of the services. */
export interface Authenticator {
  authenticate(authorization: string | undefined): Promise<Actor>;
}

/**
 * Returns who sent the request, once its credential and its scope are known to be good.
 *
 * @throws DepotError `UNAUTHORIZED` without a valid credential, `FORBIDDEN` when it lacks the scope.
 */
export async function authorize(
  auth: Authenticator,
  authorization: string | undefined,
  needed: Scope,
): Promise<Actor> {
  const actor = await auth.authenticate(authorization);
  requireScope(actor, needed);
  return actor;
}

/** @throws DepotError `FORBIDDEN` when the credential of `actor` lacks the scope. */
export function requireScope(actor: Actor, needed: Scope): void {
  if (includesScope(actor.scopes, needed)) return;
  const held = actor.scopes.length === 0 ? 'none' : actor.scopes.map((scope) => `\`${scope}\``).join(', ');
  throw new DepotError(
    'FORBIDDEN',
    `This operation needs the scope \`${needed}\`; the credential has ${held}. Use a credential with that scope.`,
    { details: { needed_scope: needed, scopes: [...actor.scopes] } },
  );
}

/** Returns the secret inside an `Authorization` header, for deriving keys from it. Never log it. */
export function bearerToken(authorization: string | undefined): string {
  return authorization?.replace(/^bearer\s+/i, '').trim() ?? '';
}
