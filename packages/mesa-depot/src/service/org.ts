import type { Organization, Whoami } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import { countRepos, getOrgById, type Storage } from '../storage/index.js';
import { requireOrg } from './access.js';
import type { Call } from './call.js';

/** The organization of a credential, and the credential itself. */
export class OrgService {
  readonly #storage: Storage;

  constructor({ storage }: { readonly storage: Storage }) {
    this.#storage = storage;
  }

  /** Returns whose credential this is and what it may do. */
  async whoami({ actor }: Call): Promise<Whoami> {
    const { org, keyId, keyName, scopes } = actor;
    return { org: { ...org }, key_id: keyId, key_name: keyName, scopes: [...scopes] };
  }

  /** Returns the organization; a restricted credential counts the repositories it may see. */
  async get(call: Call, { org: slug }: { readonly org: string }): Promise<Organization> {
    requireOrg(call, slug);
    const { org, repoIds } = call.actor;
    const record = await getOrgById(this.#storage.read, org.id);
    if (!record) throw new DepotError('NOT_FOUND', `Organization not found: ${JSON.stringify(slug)}`);
    return {
      created_at: new Date(record.createdAt).toISOString(),
      num_repos: await countRepos(this.#storage.read, org.id, repoIds),
    };
  }
}
