import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DepotError } from '../errors/index.js';
import type { AuthService } from '../service/auth.js';
import { newId } from '../service/new-id.js';
import { createToken, decryptSecret, encryptSecret } from '../service/secrets.js';
import {
  getOrCreateSetting,
  getSetting,
  insertApiKey,
  insertOrg,
  listOrgs,
  type OrgRecord,
  type Storage,
  setSetting,
  type Transaction,
} from '../storage/index.js';
import { parseOrgSlug } from '../vcs/index.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';

/** Organization of a depot that is not told another. */
const DEFAULT_ORG = 'acme';

const FILE = 'admin-key';

/** Setting in which the processes on one database find the key, encrypted. It is also what it is encrypted for. */
const SHARED_SETTING = 'admin_key';

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
  /** Whether other processes use the same database. */
  readonly isShared: boolean;
  readonly instanceKey: Uint8Array;
  readonly auth: AuthService;
  now(): number;
  random(bytes: number): Uint8Array;
}

/**
 * Returns the organization of the depot and an admin key for it; the first start makes both.
 *
 * The key is written to its file before the database knows it, so that a crash in between leaves no key that nobody has.
 * A start that finds no file makes another key: who can delete the file could as well read the database. On a shared
 * database it first looks for the key that another process made, and writes that to its file.
 *
 * @param org Slug of the organization. Default: the one in the database, in a new one `acme`.
 * @throws DepotError `DATA_FOLDER_UNUSABLE`, or with a shared database `DATABASE_UNUSABLE`, when it belongs to another
 * organization.
 */
export async function loadAdminKey(deps: AdminKeyDeps, org: string | undefined): Promise<AdminKey> {
  const [existing] = await listOrgs(deps.storage.read);
  const slug = parseOrgSlug(org ?? existing?.slug ?? DEFAULT_ORG);
  if (existing !== undefined && existing.slug !== slug) throw otherOrg(deps, existing.slug, slug);
  const path = join(deps.folder, FILE);
  const kept = readPrivateFile(path);
  if (existing !== undefined && kept !== undefined) {
    return { org: slug, secret: kept, path, isNew: false, problem: await findProblem(deps.auth, kept) };
  }
  const shared = await findShared(deps);
  if (existing !== undefined && shared !== undefined) {
    writePrivateFile(path, shared);
    return { org: slug, secret: shared, path, isNew: false, problem: undefined };
  }
  // A file without an organization is what a crash during the first start leaves.
  const secret = kept ?? createToken('mesa_', deps.random);
  if (kept === undefined) writePrivateFile(path, secret);
  const winner = await storeAdminKey(deps, existing, slug, secret);
  if (winner === secret) return { org: slug, secret, path, isNew: true, problem: undefined };
  // Another process made organization and key at the same time.
  writePrivateFile(path, winner);
  return loadAdminKey(deps, org);
}

/** Returns the key that the processes on a shared database agreed on, as long as it works. */
async function findShared(deps: AdminKeyDeps): Promise<string | undefined> {
  if (!deps.isShared) return undefined;
  const sealed = await getSetting(deps.storage.read, SHARED_SETTING);
  if (sealed === undefined) return undefined;
  const secret = decryptSecret(deps.instanceKey, sealed, SHARED_SETTING);
  return (await findProblem(deps.auth, secret)) === undefined ? secret : undefined;
}

/** Stores organization and key, unless another process just did; returns the key that is stored then. */
async function storeAdminKey(
  deps: AdminKeyDeps,
  existing: OrgRecord | undefined,
  slug: string,
  secret: string,
): Promise<string> {
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
  return deps.storage.transaction(async (tx) => {
    const winner = deps.isShared ? await share(tx, deps, secret, existing !== undefined) : secret;
    if (winner !== secret) return winner;
    if (existing === undefined) await insertOrg(tx, org);
    await insertApiKey(tx, key);
    return secret;
  });
}

/** Leaves the key for other processes. The first of several that do so for the first time decides: the others wait here. */
async function share(
  tx: Transaction,
  deps: AdminKeyDeps,
  secret: string,
  isReplacement: boolean,
): Promise<string> {
  const sealed = encryptSecret(deps.instanceKey, secret, SHARED_SETTING, deps.random);
  if (isReplacement) {
    await setSetting(tx, SHARED_SETTING, sealed);
    return secret;
  }
  const decided = await getOrCreateSetting(tx, SHARED_SETTING, sealed);
  return decided === sealed ? secret : decryptSecret(deps.instanceKey, decided, SHARED_SETTING);
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

function otherOrg({ folder, isShared }: AdminKeyDeps, existing: string, asked: string): DepotError {
  const where = isShared ? 'The database' : `The data folder ${folder}`;
  return new DepotError(
    isShared ? 'DATABASE_UNUSABLE' : 'DATA_FOLDER_UNUSABLE',
    `${where} belongs to the organization "${existing}", not "${asked}". Leave the organization out, or choose another ${isShared ? 'database' : 'folder'}.`,
  );
}
