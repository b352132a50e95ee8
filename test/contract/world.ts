import type { Depot } from 'mesa-depot';
import { signAccessToken } from '../helpers/access-token.js';
import { type ContractAnswer, type ContractClient, createContractClient } from '../helpers/send.js';

/** A depot with something of everything in it, for requests to refer to. */
export interface World {
  readonly send: ContractClient;
  readonly org: string;
  readonly keyId: string;
  /** A token that may do nothing. */
  readonly powerless: string;
  /** Makes a repository of its own, so that requests do not disturb each other. */
  createRepo(): Promise<RepoWorld>;
}

/** A repository with two diverged bookmarks: `main` and `feature` conflict in `a.txt`, `clean` merges into both. */
export interface RepoWorld {
  readonly id: string;
  readonly name: string;
  readonly base: string;
  readonly main: string;
  readonly feature: string;
  readonly clean: string;
}

export const VIRTUAL_ROOT = 'z'.repeat(32);

export async function createWorld(depot: Pick<Depot, 'apiUrl' | 'apiKey'>): Promise<World> {
  const send = createContractClient(depot.apiUrl, depot.apiKey);
  const { body: whoami } = await send('whoami');
  const org: string = whoami.org.slug;

  const change = async (
    repo: string,
    base_change_id: string,
    files: Record<string, string>,
  ): Promise<string> => {
    const operations = Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text).toString('base64'),
    }));
    const body = { base_change_id, message: 'A change', files: operations };
    return ok(await send('createChange', { path: { org, repo }, body })).id;
  };

  return {
    send,
    org,
    keyId: whoami.key_id,
    powerless: signAccessToken(depot.apiKey, whoami.key_id, { scopes: [] }),
    async createRepo() {
      const { id, name } = ok(await send('createRepo', { path: { org }, body: {} }));
      const base = await change(name, VIRTUAL_ROOT, { 'a.txt': '1\n2\n3\n', 'dir/b.txt': 'b\n' });
      const main = await change(name, base, { 'a.txt': '1\nmain\n3\n' });
      const feature = await change(name, base, { 'a.txt': '1\nfeature\n3\n' });
      const clean = await change(name, base, { 'c.txt': 'c\n' });
      const path = { org, repo: name };
      ok(await send('moveBookmark', { path: { ...path, bookmark: 'main' }, body: { change_id: main } }));
      ok(await send('createBookmark', { path, body: { name: 'feature', change_id: feature } }));
      ok(await send('createBookmark', { path, body: { name: 'clean', change_id: clean } }));
      return { id, name, base, main, feature, clean };
    },
  };
}

/** Returns the body of an answer that must be a success. */
export function ok(answer: ContractAnswer): ContractAnswer['body'] {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  if (answer.problems.length > 0) throw new Error(answer.problems.join('\n'));
  return answer.body;
}
