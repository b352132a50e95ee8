import type { ConflictResolution, HunkResolution } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Oid } from '../objects/index.js';
import {
  type ConflictMap,
  type ConflictTerms,
  editTree,
  type FileEntry,
  quoteForMessage,
  type TreeEdit,
} from '../vcs/index.js';
import { type HunkChoice, resolveHunks, type TextEngine } from '../vcs/text/index.js';
import { decodeBase64 } from './base64.js';
import { readConflict, toConflictedEntries } from './conflict-reader.js';
import { withoutEdited } from './file-operations.js';
import type { RepoDraft } from './repo-draft.js';

/** A tree and the conflicts that are in it. */
export interface ConflictedTree {
  readonly treeOid: Oid;
  readonly conflicts: ConflictMap;
}

/**
 * Returns the tree with the resolved paths put in; what is not resolved stays in conflict.
 *
 * @throws DepotError `BAD_REQUEST` for a path that is not in conflict, a path resolved twice, or both or neither of
 * `content` and `take`; `MERGE_CONFLICT` when hunks of a path are missing or not known.
 */
export async function resolveConflicts(
  draft: RepoDraft,
  tree: ConflictedTree,
  resolutions: readonly ConflictResolution[],
): Promise<ConflictedTree> {
  if (resolutions.length === 0) return tree;
  const edits: TreeEdit[] = [];
  const seen = new Set<string>();
  for (const resolution of resolutions) {
    // Before the work: merging a file again is what takes time here.
    if (seen.has(resolution.path)) throw resolvedTwice(resolution.path);
    seen.add(resolution.path);
    const terms = tree.conflicts.get(resolution.path);
    if (!terms) throw notInConflict(resolution.path, tree.conflicts);
    edits.push({ path: resolution.path, entry: await resolve(draft, resolution, terms) });
  }
  return {
    treeOid: await editTree(draft.objects, tree.treeOid, edits),
    conflicts: withoutEdited(tree.conflicts, edits),
  };
}

/** Returns the error of a merge that is refused, with all a caller needs to resolve it. */
export async function mergeConflict(
  draft: RepoDraft,
  text: TextEngine,
  what: string,
  conflicts: ConflictMap,
): Promise<DepotError> {
  return new DepotError(
    'MERGE_CONFLICT',
    `${what} conflicts at ${conflictPaths(conflicts)}. Send \`resolutions\`, or store the conflict with \`allow_conflicted\`.`,
    {
      details: {
        conflict_paths: [...conflicts.keys()],
        conflicted_entries: await toConflictedEntries(draft.objects, text, conflicts),
      },
    },
  );
}

/** Returns the paths of conflicts for a message: a few of them, and how many more there are. */
export function conflictPaths(conflicts: ConflictMap): string {
  const shown = [...conflicts.keys()].slice(0, 3).map(quoteForMessage).join(', ');
  const more = conflicts.size - 3;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

async function resolve(
  draft: RepoDraft,
  resolution: ConflictResolution,
  terms: ConflictTerms,
): Promise<FileEntry | undefined> {
  const { path } = resolution;
  if (!('hunks' in resolution)) {
    const choice = toChoice(resolution, quoteForMessage(path));
    return choice.take === undefined ? withContent(draft, terms, choice.content) : terms[choice.take];
  }
  const choices = new Map<string, HunkChoice>();
  for (const hunk of resolution.hunks) {
    if (choices.has(hunk.hunk_id)) {
      throw new DepotError(
        'BAD_REQUEST',
        `The hunk ${hunk.hunk_id} of ${quoteForMessage(path)} is resolved twice.`,
      );
    }
    choices.set(hunk.hunk_id, toChoice(hunk, `the hunk ${hunk.hunk_id} of ${quoteForMessage(path)}`));
  }
  const file = await readConflict(draft.objects, draft.text, terms);
  const resolved = resolveHunks(file, choices);
  if (resolved.resolved) return withContent(draft, terms, resolved.content);
  throw new DepotError(
    'MERGE_CONFLICT',
    `${quoteForMessage(path)} is not resolved: ${whyNot(resolved, file.hunks.length)}.`,
    {
      details: {
        conflict_paths: [path],
        conflicted_entries: await toConflictedEntries(draft.objects, draft.text, new Map([[path, terms]])),
      },
    },
  );
}

function whyNot(
  { missing, unknown }: { missing: readonly string[]; unknown: readonly string[] },
  count: number,
): string {
  if (count === 0) return 'it has no hunks; resolve the whole file with `content` or `take`';
  if (unknown.length > 0) return `it has no hunk ${unknown.join(', ')}; read the conflict again`;
  return `the hunk ${missing.join(', ')} has no resolution`;
}

/** Resolved bytes take the mode of a side that is a file, the target's first. */
function withContent(draft: RepoDraft, terms: ConflictTerms, content: Uint8Array): FileEntry {
  const isExecutable = (terms.target ?? terms.source ?? terms.base)?.mode === '100755';
  return { mode: isExecutable ? '100755' : '100644', oid: draft.objects.writeBlob(content) };
}

function toChoice({ content, take }: Pick<HunkResolution, 'content' | 'take'>, what: string): HunkChoice {
  if ((content === undefined) === (take === undefined)) {
    throw new DepotError('BAD_REQUEST', `Give exactly one of \`content\` and \`take\` for ${what}.`);
  }
  if (take !== undefined) return { take };
  return { content: decodeBase64(content ?? '', `the resolution of ${what}`) };
}

function resolvedTwice(path: string): DepotError {
  return new DepotError('BAD_REQUEST', `${quoteForMessage(path)} is resolved twice.`);
}

function notInConflict(path: string, conflicts: ConflictMap): DepotError {
  const known = conflicts.size === 0 ? 'Nothing is.' : `These are: ${conflictPaths(conflicts)}.`;
  return new DepotError('BAD_REQUEST', `${quoteForMessage(path)} is not in conflict. ${known}`);
}
