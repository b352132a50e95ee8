import type { MesaClient } from './client.js';
import type { RepoEvent } from './generated/depot/types.gen.js';
import { type WatchRepoOptions, watchRepo } from './watch-repo.js';

/** The operations of `events`. An extension: servers other than a depot may not know it. */
export class EventsResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /** Watch what happens in a repository. See `watchRepo`. */
  watch(
    { org, repo, after }: { readonly org: string; readonly repo: string; readonly after?: number },
    options: Omit<WatchRepoOptions, 'client' | 'path' | 'query'> = {},
  ): AsyncGenerator<RepoEvent, void, undefined> {
    return watchRepo({ client: this.#client, path: { org, repo }, query: { after }, ...options });
  }
}
