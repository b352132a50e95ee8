import type { SyncRef } from 'mesa-rest';
import { DepotError } from '../../errors/index.js';
import { ingestPack } from '../../git/pack/ingest-pack.js';
import type { RefOutcome } from '../../git/push/ref-updates.js';
import { updateRefs } from '../../git/push/update-refs.js';
import { type RepoRefs, readRepoRefs } from '../../git/refs/read-repo-refs.js';
import { chooseHaves } from '../../git/remote/choose-haves.js';
import { fetchRemotePack } from '../../git/remote/fetch-remote-pack.js';
import { listRemoteRefs, type RemoteRefs } from '../../git/remote/remote-refs.js';
import type { Oid } from '../../objects/index.js';
import { RepoView } from '../../service/repo-view.js';
import { latestCompletedSync } from '../../storage/index.js';
import { isAncestor } from '../../vcs/index.js';
import { isTag, matchesRefGlobs, prefixesOf } from './ref-globs.js';
import type { SyncContext } from './sync-context.js';

/** How often refs that others moved meanwhile are looked at again. */
const MAX_ROUNDS = 3;

/** A ref of the upstream that may have something for us. */
interface Candidate {
  readonly name: string;
  readonly before: Oid | null;
  readonly after: Oid;
}

/**
 * Brings what the upstream has into the repository: its branches move bookmarks forward or make them, its tags are made, its
 * commits become changes. What cannot move forward stays where it is, and nothing is deleted.
 *
 * @throws RemoteGitError, DepotError; the reason of the signal.
 */
export async function pullUpstream(context: SyncContext): Promise<SyncRef[]> {
  const { session, globs } = context;
  const prefixes = prefixesOf(globs);
  if (prefixes.length === 0) return [];
  const remote = await listRemoteRefs(session, 'git-upload-pack', prefixes);
  const matching = new Map([...remote.refs].filter(([name]) => matchesRefGlobs(name, globs)));
  const settled: SyncRef[] = [];
  for (let round = 1; ; round += 1) {
    const done = new Set(settled.map(({ name }) => name));
    const left = new Map([...matching].filter(([name]) => !done.has(name)));
    const { refs, stale } = await pullRefs(context, remote, left);
    settled.push(...refs);
    if (stale.length === 0) return settled;
    if (round === MAX_ROUNDS) {
      throw new DepotError('LOCK_CONFLICT', `Other writers kept moving ${stale.join(', ')}.`);
    }
  }
}

async function pullRefs(
  context: SyncContext,
  remote: RemoteRefs,
  wanted: ReadonlyMap<string, Oid>,
): Promise<{ refs: SyncRef[]; stale: string[] }> {
  const { storage, repo, call, signal, writer } = context;
  const view = new RepoView(context, repo);
  const { refs: ours } = await readRepoRefs(storage.read, repo);
  const local = new Map(ours.map(({ name, oid }) => [name, oid]));
  const known = await view.commits([...wanted.values()]);
  const refs: SyncRef[] = [];
  const candidates: Candidate[] = [];
  for (const [name, after] of wanted) {
    signal.throwIfAborted();
    const before = local.get(name) ?? null;
    if (before === after) refs.push({ name, before, after, outcome: 'unchanged' });
    else if (before === null) candidates.push({ name, before, after });
    else if (isTag(name))
      refs.push(filtered(name, before, after, 'the tag is here already, at another object'));
    else if (known.has(after) && (await isAncestor(view.graph, after, before))) {
      refs.push({ name, before, after: before, outcome: 'unchanged' }); // we are ahead
    } else candidates.push({ name, before, after });
  }
  if (candidates.length === 0) return { refs, stale: [] };

  const wants = [...new Set(candidates.map(({ after }) => after))].filter((oid) => !known.has(oid));
  const pack = wants.length === 0 ? undefined : await fetchMissing(context, remote, { view, ours, wants });
  signal.throwIfAborted();
  const { outcomes } = await updateRefs(
    { storage, cache: context.cache, writer },
    {
      call,
      org: call.actor.org.slug,
      repo: repo.name,
      repoId: repo.id,
      kind: 'sync.pull',
      fastForwardOnly: true,
      updates: candidates.map(({ name, before, after }) => ({ ref: name, before, after })),
      ...(pack === undefined ? {} : { commits: pack.commits }),
    },
  );
  const stale: string[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error(`no outcome for ${candidate.name}`);
    if (outcome.status === 'rejected' && outcome.rule === 'stale') stale.push(candidate.name);
    else refs.push(toSyncRef(candidate, outcome));
  }
  return { refs, stale };
}

async function fetchMissing(
  context: SyncContext,
  remote: RemoteRefs,
  from: {
    readonly view: RepoView;
    readonly ours: RepoRefs['refs'];
    readonly wants: readonly Oid[];
  },
) {
  const { storage, cache, spoolFolder, session, repo, signal } = context;
  const { view, ours, wants } = from;
  const likely = await lastSeen(context, view);
  // A tag can name a tree or a file, too.
  const tips = await view.commits(ours.map(({ oid, peeled }) => peeled ?? oid));
  const haves = await chooseHaves(view.graph, [...tips.keys()], likely);
  const stream = fetchRemotePack(session, remote, { wants, haves });
  return ingestPack({ storage, cache, spoolFolder }, { repo, stream, signal });
}

/** Returns commits that the upstream had when it was last synced, as far as they are in the history. */
async function lastSeen({ storage, repo }: SyncContext, view: RepoView): Promise<Oid[]> {
  const last = await latestCompletedSync(storage.read, repo.id);
  const { refs = [] } = (last?.stats ?? {}) as { readonly refs?: readonly SyncRef[] };
  const known = await view.commits(refs.map(({ after }) => after));
  return [...known.keys()];
}

function toSyncRef({ name, before, after }: Candidate, outcome: RefOutcome): SyncRef {
  if (outcome.status !== 'rejected') return { name, before, after, outcome: outcome.status };
  return outcome.rule === 'not_forward'
    ? filtered(name, before, after, outcome.reason)
    : { name, before, after, outcome: 'rejected', reason: outcome.reason };
}

function filtered(name: string, before: Oid | null, after: Oid, reason: string): SyncRef {
  return { name, before, after, outcome: 'filtered', reason };
}
