import type { Actor, Call } from './call.js';

/** Who asked for a sync: what the run keeps of the actor, to write in the same name later. */
type Requester = Pick<Actor, 'credentialId' | 'keyId' | 'keyName' | 'authors'>;

/** Returns what to store of who asks for a sync, as JSON. */
export function toRequester({ credentialId, keyId, keyName, authors }: Actor): Requester {
  return { credentialId, keyId, keyName, authors };
}

/**
 * Returns the call of a sync: what it writes is in the name of who asked for it, and reaches no other repository.
 *
 * @param requester What {@link toRequester} returned when the sync was asked for.
 */
export function callOfRequester(
  requester: unknown,
  { org, repoId, syncId }: { readonly org: Actor['org']; readonly repoId: string; readonly syncId: string },
): Call {
  const { credentialId = syncId, keyId = null, keyName = null, authors } = requester as Partial<Requester>;
  return {
    requestId: syncId,
    actor: {
      org,
      credentialId,
      keyId,
      keyName,
      scopes: ['read', 'write'],
      repoIds: [repoId],
      authors: authors ?? [{ name: 'sync', email: `${syncId}@syncs.mesa.local` }],
    },
  };
}
