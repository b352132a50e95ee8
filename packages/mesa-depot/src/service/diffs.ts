import type { Diff, DiffEntry } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Oid } from '../objects/index.js';
import { type ConflictMap, diffTrees, type FileEntry, NO_CONFLICTS, type TreeChange } from '../vcs/index.js';
import {
  findRenames,
  gitPatch,
  MAX_TEXT_BYTES,
  type PatchFile,
  type PatchSide,
  type TextDiff,
  type TextEngine,
} from '../vcs/text/index.js';
import { requireRepo } from './access.js';
import { affordable } from './affordable.js';
import type { Call } from './call.js';
import { toConflictedEntries } from './conflict-reader.js';
import { RepoView, type RepoViewDeps, type Revision } from './repo-view.js';

/** Which two changes to compare, each by its id or by a bookmark. */
export interface DiffInput {
  readonly org: string;
  readonly repo: string;
  readonly base_change_id?: string;
  readonly head_change_id?: string;
  readonly base?: string;
  readonly head?: string;
  readonly conflicts?: 'include' | 'only' | 'exclude';
}

/** What comparing changes needs. */
export interface DiffDeps extends RepoViewDeps {
  readonly text: TextEngine;
}

/** Entries of one answer. */
const MAX_ENTRIES = 1_000;
/** Bytes of both sides that one answer compares line by line; the largest files beyond are listed without hunks. */
const MAX_COMPARED_BYTES = 32 * 1024 * 1024; // 32 MiB
/** Lines in the hunks of one answer. Lines are short: files of a few megabytes would become an answer of hundreds. */
const MAX_LINES = 200_000;

/** Contents are read in batches: no further file is added to one that holds this much. */
const BATCH_BYTES = 4 * 1024 * 1024; // 4 MiB

/** A changed file, renames recognised. */
interface FileChange extends TreeChange {
  readonly renamedFrom?: { readonly path: string; readonly similarity: number };
}

/** The two sides of a comparison and what differs. */
interface Comparison {
  readonly view: RepoView;
  readonly base: Revision;
  readonly head: Revision;
  /** Changed files that are not in conflict, by path. */
  readonly changes: readonly FileChange[];
  /** Changed files that are in conflict in the head, by path. */
  readonly conflictedChanges: readonly TreeChange[];
  readonly conflicts: ConflictMap;
}

/** Compares changes. */
export class DiffService {
  readonly #deps: DiffDeps;

  constructor(deps: DiffDeps) {
    this.#deps = deps;
  }

  /** Returns what differs between two changes, file by file, at most 1,000 files. */
  async get(call: Call, input: DiffInput): Promise<Diff> {
    const { view, base, head, changes, conflicts } = await this.#compare(call, input);
    const listed = input.conflicts === 'only' ? [] : changes.slice(0, MAX_ENTRIES);
    const shown = input.conflicts === 'exclude' ? NO_CONFLICTS : conflicts;
    const stats = {
      entries: 0,
      additions: 0,
      deletions: 0,
      changes: 0,
      conflicted_entries: 0,
      conflicted_hunks: 0,
    };
    const entries: DiffEntry[] = [];
    const sizes = await view.objects.blobSizes(listed.flatMap(({ before, after }) => blobsOf(before, after)));
    const compared = affordable(listed, (change) => sizeOf(change, sizes), MAX_COMPARED_BYTES);
    const inOrder = listed.filter((change) => compared.has(change));
    const diffs = new Map<FileChange, TextDiff>();
    let linesLeft = MAX_LINES;
    for await (const [change, contents] of withContents(view, inOrder, sizes)) {
      const { before, after } = change;
      const diff = await this.#deps.text.hunks(contentOf(before, contents), contentOf(after, contents));
      const lines = countLines(diff);
      if (lines > linesLeft) continue;
      linesLeft -= lines;
      diffs.set(change, diff);
    }
    for (const change of listed) {
      const diff = diffs.get(change);
      const sizeBytes = Math.max(sizeOfEntry(change.before, sizes), sizeOfEntry(change.after, sizes));
      stats.additions += diff?.additions ?? 0;
      stats.deletions += diff?.deletions ?? 0;
      entries.push({
        path: change.path,
        status: statusOf(change),
        old_path: change.renamedFrom?.path ?? null,
        size_bytes: sizeBytes,
        is_conflicted: false,
        omitted_reason: diff ? diff.omittedReason : sizeBytes > MAX_TEXT_BYTES ? 'too_large' : 'file_limit',
        hunks: diff?.hunks ? [...diff.hunks].map((hunk) => ({ ...hunk, lines: [...hunk.lines] })) : null,
        conflict_hunks: null,
      });
    }
    const conflicted = await toConflictedEntries(view.objects, this.#deps.text, shown);
    stats.entries = entries.length;
    stats.changes = stats.additions + stats.deletions;
    stats.conflicted_entries = conflicted.length;
    stats.conflicted_hunks = conflicted.reduce((count, { hunks }) => count + hunks.length, 0);
    return {
      base_change_id: base.changeId,
      head_change_id: head.changeId,
      stats,
      truncated: input.conflicts !== 'only' && changes.length > listed.length,
      entries,
      conflicted_entries: conflicted,
      files: entries.map(({ path, status }) => ({ path, change_type: status })),
    };
  }

  /** Returns one patch of every changed path, piece by piece. Conflicted files are in it with their markers. */
  async *patch(call: Call, input: DiffInput): AsyncGenerator<Uint8Array, void, undefined> {
    const { view, changes, conflictedChanges } = await this.#compare(call, input);
    const files = [
      ...(input.conflicts === 'only' ? [] : changes),
      ...(input.conflicts === 'exclude' ? [] : conflictedChanges),
    ];
    yield* gitPatch(patchFiles(view, files), { findEdits: (old, now) => this.#deps.text.edits(old, now) });
  }

  async #compare(call: Call, input: DiffInput): Promise<Comparison> {
    const view = new RepoView(this.#deps, await requireRepo(this.#deps, call, input.org, input.repo));
    const base = await side(view, 'base', input.base_change_id, input.base);
    const head = await side(view, 'head', input.head_change_id, input.head);
    const conflicts = await view.conflicts(head);
    const all = await diffTrees(view.objects, base.treeOid, head.treeOid);
    const changes = await withRenames(
      view,
      all.filter(({ path }) => !conflicts.has(path)),
    );
    return {
      view,
      base,
      head,
      changes,
      conflictedChanges: all.filter(({ path }) => conflicts.has(path)),
      conflicts,
    };
  }
}

async function side(
  view: RepoView,
  name: 'base' | 'head',
  changeId: string | undefined,
  ref: string | undefined,
): Promise<Revision> {
  if ((changeId === undefined) === (ref === undefined)) {
    throw new DepotError('BAD_REQUEST', `Give exactly one of \`${name}_change_id\` and \`${name}\`.`);
  }
  return changeId === undefined ? view.at(ref ?? '') : view.atChange(changeId);
}

/** Joins deleted and added files that are one file moved, as `git diff -M` does. */
async function withRenames(view: RepoView, changes: readonly TreeChange[]): Promise<FileChange[]> {
  const deleted = changes.filter(({ after }) => after === undefined);
  const added = changes.filter(({ before }) => before === undefined);
  if (deleted.length === 0 || added.length === 0) return [...changes];
  const sizes = await view.objects.blobSizes(
    [...deleted, ...added].flatMap(({ before, after }) => blobsOf(before, after)),
  );
  const candidate = ({ path, before, after }: TreeChange) => {
    const entry = (before ?? after) as FileEntry;
    return { path, mode: entry.mode, oid: entry.oid, size: sizes.get(entry.oid) ?? 0 };
  };
  const { renames } = await findRenames(deleted.map(candidate), added.map(candidate), (oids) =>
    view.objects.readBlobs(oids),
  );
  const bySource = new Map(renames.map((rename) => [rename.from.path, rename]));
  const byTarget = new Map(renames.map((rename) => [rename.to.path, rename]));
  const before = new Map(deleted.map((change) => [change.path, change.before]));
  return changes.flatMap((change): FileChange[] => {
    if (change.after === undefined && bySource.has(change.path)) return [];
    const rename = change.before === undefined ? byTarget.get(change.path) : undefined;
    if (!rename) return [change];
    const renamedFrom = { path: rename.from.path, similarity: rename.similarity };
    return [{ path: change.path, before: before.get(rename.from.path), after: change.after, renamedFrom }];
  });
}

function countLines({ hunks }: TextDiff): number {
  return (hunks ?? []).reduce((count, { lines }) => count + lines.length, 0);
}

function statusOf({ before, after, renamedFrom }: FileChange): DiffEntry['status'] {
  if (renamedFrom) return 'renamed';
  if (before === undefined) return 'added';
  return after === undefined ? 'deleted' : 'modified';
}

async function* patchFiles(view: RepoView, changes: readonly FileChange[]): AsyncGenerator<PatchFile> {
  const sizes = await view.objects.blobSizes(changes.flatMap(({ before, after }) => blobsOf(before, after)));
  for await (const [{ path, before, after, renamedFrom }, contents] of withContents(view, changes, sizes)) {
    const toSide = (entry: FileEntry | undefined): PatchSide | null =>
      entry ? { mode: entry.mode, oid: entry.oid, bytes: contentOf(entry, contents) } : null;
    yield { path, old: toSide(before), new: toSide(after), ...(renamedFrom ? { renamedFrom } : {}) };
  }
}

/** Yields each change with the contents of its sides, which are read many files at a time. */
async function* withContents(
  view: RepoView,
  changes: readonly FileChange[],
  sizes: ReadonlyMap<Oid, number>,
): AsyncGenerator<readonly [FileChange, ReadonlyMap<Oid, Uint8Array>]> {
  for (let at = 0; at < changes.length; ) {
    const batch: FileChange[] = [];
    let bytes = 0;
    for (let next = changes[at]; next !== undefined && bytes < BATCH_BYTES; next = changes[at]) {
      bytes += sizeOf(next, sizes);
      batch.push(next);
      at += 1;
    }
    const contents = await view.objects.readBlobs(
      batch.flatMap(({ before, after }) => blobsOf(before, after)),
    );
    for (const change of batch) yield [change, contents];
  }
}

function sizeOf({ before, after }: TreeChange, sizes: ReadonlyMap<Oid, number>): number {
  return sizeOfEntry(before, sizes) + sizeOfEntry(after, sizes);
}

function sizeOfEntry(entry: FileEntry | undefined, sizes: ReadonlyMap<Oid, number>): number {
  return entry ? (sizes.get(entry.oid) ?? 0) : 0;
}

/** Submodules name a commit of another repository, which is no blob here. */
function blobsOf(...entries: readonly (FileEntry | undefined)[]): string[] {
  return entries.flatMap((entry) => (entry && entry.mode !== '160000' ? entry.oid : []));
}

function contentOf(entry: FileEntry | undefined, contents: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return (entry && contents.get(entry.oid)) ?? new Uint8Array(0);
}
