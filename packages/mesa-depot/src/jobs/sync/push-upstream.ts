import type { SyncRef } from 'mesa-rest';
import { FetchSource } from '../../git/fetch/fetch-source.js';
import { listPackObjects } from '../../git/fetch/list-pack-objects.js';
import { findMissingCommits } from '../../git/fetch/missing-commits.js';
import { streamPack } from '../../git/fetch/pack-stream.js';
import { reachableAmong } from '../../git/fetch/reachable-among.js';
import { pushRemoteRefs } from '../../git/remote/push-remote-refs.js';
import { listRemoteRefs } from '../../git/remote/remote-refs.js';
import type { Oid } from '../../objects/index.js';
import { RepoView } from '../../service/repo-view.js';
import { isAncestor } from '../../vcs/index.js';
import { isTag, matchesRefGlobs } from './ref-globs.js';
import type { SyncContext } from './sync-context.js';

/** A ref of ours that the upstream does not have so. */
interface Candidate {
  readonly name: string;
  readonly before: Oid | null;
  readonly after: Oid;
}

/** Rows of commits that are read together. */
const COMMITS_AT_ONCE = 2_000;

/**
 * Brings what the repository has to the upstream: bookmarks move its branches forward or make them, tags are made. What cannot
 * move forward, and what is in conflict, stays out; nothing is deleted.
 *
 * @throws RemoteGitError, DepotError; the reason of the signal.
 */
export async function pushUpstream(context: SyncContext): Promise<SyncRef[]> {
  const { storage, repo, session, globs, signal } = context;
  const remote = await listRemoteRefs(session, 'git-receive-pack');
  const source = new FetchSource(context, repo);
  const view = new RepoView(context, repo);
  const refs: SyncRef[] = [];
  const candidates: Candidate[] = [];
  for (const { name, oid: after } of (await source.refs()).refs) {
    if (!matchesRefGlobs(name, globs)) continue;
    signal.throwIfAborted();
    const before = remote.refs.get(name) ?? null;
    const settled = await settle(view, { name, before, after });
    if (settled === undefined) candidates.push({ name, before, after });
    else refs.push(settled);
  }

  // The upstream may have commits that are not here: those are passed over.
  const haves = [...new Set(remote.refs.values())];
  const inConflict = await findConflicted(view, source, candidates, haves, signal);
  const fit: Candidate[] = [];
  for (const candidate of candidates) {
    const reason = 'it has commits with unresolved conflicts: resolve them first';
    if (inConflict.has(candidate.after)) refs.push({ ...candidate, outcome: 'filtered', reason });
    else fit.push(candidate);
  }
  if (fit.length === 0) return refs;

  const wanted = await source.resolve(fit.map(({ after }) => after));
  const oids = await listPackObjects(source, { wanted, haves, signal });
  const reasons = await pushRemoteRefs(
    session,
    remote.capabilities,
    fit.map(({ name, before, after }) => ({ ref: name, before, after })),
    streamPack({ executor: storage.read, repoSeq: repo.seq, oids, signal }),
  );
  for (const candidate of fit) {
    const reason = reasons.get(candidate.name) ?? null;
    refs.push(
      reason === null ? { ...candidate, outcome: 'updated' } : { ...candidate, outcome: 'rejected', reason },
    );
  }
  return refs;
}

/** Returns the outcome for a ref that is not to be pushed; undefined for one that is. */
async function settle(view: RepoView, { name, before, after }: Candidate): Promise<SyncRef | undefined> {
  if (before === null) return undefined;
  if (before === after) return { name, before, after, outcome: 'unchanged' };
  const filtered = (reason: string): SyncRef => ({ name, before, after, outcome: 'filtered', reason });
  if (isTag(name)) return filtered('the upstream has the tag already, at another object');
  if (!(await view.commits([before])).has(before)) {
    return filtered('the upstream has commits that are not here: pull first');
  }
  if (await isAncestor(view.graph, before, after)) return undefined;
  if (await isAncestor(view.graph, after, before))
    return { name, before, after: before, outcome: 'unchanged' };
  return filtered('it is not a fast-forward: the upstream has commits that the bookmark has not');
}

/**
 * Returns the objects among the candidates that lead to a conflicted commit which the upstream lacks: its files would show
 * conflict markers as if somebody had written them.
 */
async function findConflicted(
  view: RepoView,
  source: FetchSource,
  candidates: readonly Candidate[],
  haves: readonly Oid[],
  signal: AbortSignal,
): Promise<Set<Oid>> {
  const tips = candidates.map(({ after }) => after);
  const wants = (await source.resolve(tips)).commits;
  const { commits } = await findMissingCommits(source.history, { wants, haves, signal });
  const conflicted: Oid[] = [];
  for (let at = 0; at < commits.length; at += COMMITS_AT_ONCE) {
    const batch = commits.slice(at, at + COMMITS_AT_ONCE).map(({ oid }) => oid);
    for (const row of (await view.commits(batch)).values()) if (row.isConflicted) conflicted.push(row.oid);
  }
  const found = new Set<Oid>();
  if (conflicted.length === 0) return found;
  for (const tip of new Set(tips)) {
    const reached = (await source.resolve([tip])).commits;
    if ((await reachableAmong(source.history, reached, conflicted, signal)).size > 0) found.add(tip);
  }
  return found;
}
