import type { Oid } from '../../objects/index.js';
import { type Executor, listBookmarkTips, listGitTags, type RepoRecord } from '../../storage/index.js';
import type { AdvertisedRef } from '../wire/index.js';

/** What git sees of a repository: bookmarks as branches, and tags. */
export interface RepoRefs {
  /** The ref that `HEAD` stands for, which need not exist. */
  readonly headTarget: string;
  /** Where it is; undefined when it does not exist. */
  readonly head: Oid | undefined;
  /** All others by the bytes of their names, as git orders them. */
  readonly refs: readonly AdvertisedRef[];
}

const TAGS_PER_PAGE = 2_000;

/**
 * Returns the refs of a repository. A bookmark at the virtual root has no commit, so to git it does not exist yet.
 */
export async function readRepoRefs(executor: Executor, repo: RepoRecord): Promise<RepoRefs> {
  const headTarget = `refs/heads/${repo.defaultBookmark}`;
  const refs: AdvertisedRef[] = [];
  for (const { name, commitOid } of await listBookmarkTips(executor, repo.id)) {
    refs.push({ name: `refs/heads/${name}`, oid: commitOid });
  }
  let after: string | null = null;
  for (;;) {
    const page = await listGitTags(executor, repo.id, { after, limit: TAGS_PER_PAGE });
    for (const { name, oid, peeledOid } of page.items) {
      refs.push({ name: `refs/tags/${name}`, oid, ...(peeledOid === oid ? {} : { peeled: peeledOid }) });
      after = name;
    }
    if (!page.hasMore) break;
  }
  return { headTarget, head: refs.find(({ name }) => name === headTarget)?.oid, refs: sortByBytes(refs) };
}

/** UTF-16, which `<` compares, has another order than UTF-8 for some characters; the databases have their own. */
function sortByBytes(refs: readonly AdvertisedRef[]): AdvertisedRef[] {
  return refs
    .map((ref) => ({ ref, bytes: Buffer.from(ref.name) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ ref }) => ref);
}
