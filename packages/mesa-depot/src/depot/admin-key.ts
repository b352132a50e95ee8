import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DepotError } from '../errors/index.js';
import type { AuthService } from '../service/auth.js';
import { newId } from '../service/new-id.js';
import { createToken } from '../service/secrets.js';
import { insertApiKey, insertOrg, listOrgs, type OrgRecord, type Storage } from '../storage/index.js';
import { parseOrgSlug } from '../vcs/index.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';

/** Organization of a depot that is not told another. */
const DEFAULT_ORG = 'acme';

const FILE = 'admin-key';

/** The organization of a depot and its first admin key. */
export interface AdminKey {
  readonly org: string;
  readonly secret: string;
  /** Where the secret is kept. */
  readonly path: string;
  /** Whether it was made just now. */
  readonly isNew: boolean;
  /** Why the key does not work any more, for example because it was revoked; undefined while it does. */
  readonly problem: string | undefined;
}

export interface AdminKeyDeps {
  readonly folder: string;
  readonly storage: Storage;
  readonly auth: AuthService;
  now(): number;
  random(bytes: number): Uint8Array;
}

/**
 * Returns the organization of the data folder and an admin key for it; the first start makes both.
 *
 * The key is written to its file before the database knows it, so that a crash in between leaves no key that nobody has.
 * A start that finds no file makes another key: who can delete the file could as well read the database.
 *
 * @param org Slug of the organization. Default: the one in the folder, in a new folder `acme`.
 * @throws DepotError `DATA_FOLDER_UNUSABLE` when the folder belongs to another organization.
 */
export async function loadAdminKey(deps: AdminKeyDeps, org: string | undefined): Promise<AdminKey> {
  const [existing] = await listOrgs(deps.storage.read);
  const slug = parseOrgSlug(org ?? existing?.slug ?? DEFAULT_ORG);
  if (existing !== undefined && existing.slug !== slug) {
    throw new DepotError(
      'DATA_FOLDER_UNUSABLE',
      `The data folder ${deps.folder} belongs to the organization "${existing.slug}", not "${slug}". Leave the organization out, or choose another folder.`,
    );
  }
  const path = join(deps.folder, FILE);
  const kept = readPrivateFile(path);
  if (existing !== undefined && kept !== undefined) {
    return { org: slug, secret: kept, path, isNew: false, problem: await findProblem(deps.auth, kept) };
  }
  // A file without an organization is what a crash during the first start leaves.
  const secret = kept ?? createToken('mesa_', deps.random);
  if (kept === undefined) writePrivateFile(path, secret);
  await storeAdminKey(deps, existing, slug, secret);
  return { org: slug, secret, path, isNew: true, problem: undefined };
}

async function storeAdminKey(
  deps: AdminKeyDeps,
  existing: OrgRecord | undefined,
  slug: string,
  secret: string,
): Promise<void> {
  const createdAt = deps.now();
  const org = existing ?? { id: newId('org', deps), slug, name: slug, createdAt };
  const key = {
    id: newId('key', deps),
    orgId: org.id,
    name: 'admin',
    secretSha256: new Uint8Array(createHash('sha256').update(secret).digest()),
    scopes: ['read', 'write', 'admin'],
    repoIds: null,
    tags: {},
    expiresAt: null,
    createdAt,
  };
  await deps.storage.transaction(async (tx) => {
    if (existing === undefined) await insertOrg(tx, org);
    await insertApiKey(tx, key);
  });
}

async function findProblem(auth: AuthService, secret: string): Promise<string | undefined> {
  try {
    const { scopes } = await auth.authenticate(`Bearer ${secret}`);
    return scopes.includes('admin') ? undefined : 'It has no longer the scope `admin`.';
  } catch (error) {
    if (error instanceof DepotError && error.code === 'UNAUTHORIZED') return error.message;
    throw error;
  }
}
