import { createHash, randomBytes } from 'node:crypto';
import type { Storage } from 'mesa-depot';

/**
 * Puts another organization and an admin key of it into a database, beneath the API: a depot makes one organization.
 *
 * @returns The key.
 */
export async function addOrg(storage: Storage, slug: string): Promise<string> {
  const secret = `mesa_${randomBytes(30).toString('hex')}`;
  const created_at = Date.now();
  await storage.transaction(async (tx) => {
    await tx
      .insertInto('orgs')
      .values({ id: `org_${slug}`, slug, name: slug, created_at })
      .execute();
    await tx
      .insertInto('api_keys')
      .values({
        id: `key_${slug}`,
        org_id: `org_${slug}`,
        name: slug,
        name_folded: slug,
        secret_sha256: createHash('sha256').update(secret).digest(),
        scopes: JSON.stringify(['read', 'write', 'admin']),
        repo_ids: null,
        tags: '{}',
        last_used_at: null,
        expires_at: null,
        revoked_at: null,
        created_at,
      })
      .execute();
  });
  return secret;
}

/** Lets the life of an API key end. */
export async function expireKey(storage: Storage, id: string): Promise<void> {
  await storage.transaction((tx) =>
    tx.updateTable('api_keys').set({ expires_at: 1 }).where('id', '=', id).execute(),
  );
}
