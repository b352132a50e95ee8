import { DepotError } from '../errors/index.js';
import type { Oid } from '../objects/index.js';
import { type Executor, listAncestors } from '../storage/index.js';
import { type CommitPage, type NamedCommit, walkCommits } from '../vcs/index.js';
import { invalidCursor } from './cursor.js';
import type { RepoView } from './repo-view.js';

/**
 * Where a walk through a history goes on: `[tip, frontier]`, or `[tip, generation, oid]` of the last commit given
 * out where the frontier is too wide for a cursor.
 */
export type HistoryCursor =
  | readonly [tip: string, frontier: string]
  | readonly [tip: string, generation: number, oid: string];

/** Some commits of a history, and the cursor of the next ones; null at the end. */
export interface HistoryPage {
  readonly commits: readonly NamedCommit[];
  readonly next: HistoryCursor | null;
}

/** A wider frontier would not fit into a URL. Merging that many lines of work at once is rare. */
const MAX_FRONTIER = 100;

/** Returns the cursor that starts at `tip`; null is the virtual root, which has no history. */
export function startOfHistory(tip: Oid | null): HistoryCursor {
  return tip === null ? ['', ''] : [tip, pack([tip])];
}

/** Tells whether the position in a cursor is one of this kind. */
export function isHistoryCursor(position: unknown): position is HistoryCursor {
  if (!Array.isArray(position) || typeof position[0] !== 'string') return false;
  return position.length === 2
    ? typeof position[1] === 'string'
    : position.length === 3 && Number.isInteger(position[1]) && typeof position[2] === 'string';
}

/**
 * Returns up to `limit` commits from `cursor` on, descendants first.
 *
 * The frontier of the walk travels in the cursor, so a page costs what is on it, wherever in the history it is. Commits
 * never change, so the pages of one walk fit together while others write.
 *
 * @throws DepotError `INVALID_CURSOR` when it leads to commits that the repository does not have.
 */
export async function readHistory(
  executor: Executor,
  view: RepoView,
  cursor: HistoryCursor,
  limit: number,
): Promise<HistoryPage> {
  const [tip] = cursor;
  if (cursor.length === 3) {
    const after = { generation: cursor[1], oid: cursor[2] };
    const page = await listAncestors(executor, view.repo.id, [tip], { after, limit });
    return { commits: page.items, next: page.hasMore ? positionAfter(tip, page.items) : null };
  }
  const page = await walk(view, unpack(cursor[1]), limit);
  if (page.frontier.length === 0) return { commits: page.commits, next: null };
  const next: HistoryCursor =
    page.frontier.length > MAX_FRONTIER ? positionAfter(tip, page.commits) : [tip, pack(page.frontier)];
  return { commits: page.commits, next };
}

/** Commits are never removed: one that is missing at the start was never there, and the cursor is made up. */
async function walk(view: RepoView, frontier: readonly Oid[], limit: number): Promise<CommitPage> {
  try {
    return await walkCommits(view.graph, frontier, limit);
  } catch (error) {
    if (!(error instanceof DepotError) || error.code !== 'OBJECT_MISSING') throw error;
    const known = await view.graph.parents(frontier);
    throw frontier.every((oid) => known.has(oid)) ? error : invalidCursor();
  }
}

function positionAfter(tip: Oid, commits: readonly NamedCommit[]): HistoryCursor {
  const last = commits.at(-1);
  return [tip, last?.generation ?? 0, last?.oid ?? ''];
}

/** Twenty bytes for each oid instead of forty letters. */
function pack(oids: readonly Oid[]): string {
  return Buffer.from(oids.join(''), 'hex').toString('base64');
}

function unpack(frontier: string): Oid[] {
  return Buffer.from(frontier, 'base64').toString('hex').match(/.{40}/g) ?? [];
}
