import { type Executor, listAllRepos, type RepoRecord } from '../storage/index.js';

const REPOS_PER_PAGE = 500;

/** Yields every repository of every organization. One that was deleted is removed as a whole, by the depot. */
export async function* allRepos(executor: Executor): AsyncGenerator<RepoRecord, void, undefined> {
  for (let after = 0; ; ) {
    const page = await listAllRepos(executor, { after, limit: REPOS_PER_PAGE });
    yield* page.items;
    if (!page.hasMore) return;
    after = page.items.at(-1)?.seq ?? after;
  }
}
