import { createHash } from 'node:crypto';
import type { Oid, TreeMode } from '../../objects/index.js';
import { writeConflictMarkers } from './conflict-markers.js';
import { isBinary } from './is-binary.js';
import { MAX_TEXT_BYTES } from './max-text-bytes.js';
import type { ConflictChunk, LineRange, MergeChunk, MergeResult } from './merge-text.js';
import { rangeStart } from './unified-hunks.js';

/** One of the three sides of a conflict at a path. */
export interface ConflictSide {
  readonly mode: TreeMode;
  readonly oid: Oid;
  /** Size of the blob in bytes; 0 for what is not a blob. */
  readonly size: number;
  /** The blob. May be left out where it is over 1 MiB: such a conflict is not looked into. */
  readonly bytes?: Uint8Array;
}

/** The three sides of a conflict: merged into, common ancestor, merged from. `null` where the path does not exist. */
export interface ConflictSides {
  readonly target: ConflictSide | null;
  readonly base: ConflictSide | null;
  readonly source: ConflictSide | null;
}

/** A hunk of a conflict, as the API shows it but for the contents, which are bytes here and base64 there. */
export interface ConflictHunk {
  readonly hunk_id: string;
  /** Where the hunk stands in the base. */
  readonly old_start: number;
  readonly old_lines: number;
  /** Where the hunk stands in the materialised file, its markers included. */
  readonly new_start: number;
  readonly new_lines: number;
  readonly target: Uint8Array | null;
  /** `null` where the path is not in the base: both sides added it. */
  readonly base: Uint8Array | null;
  readonly source: Uint8Array | null;
}

/** Why the hunks of a conflict are not shown. */
export type OmittedReason = 'binary' | 'too_large';

/** A conflict at a path, looked into. */
export interface ConflictFile {
  /** Size of the largest side. */
  readonly sizeBytes: number;
  /** `null` also for conflicts that have no hunks by nature: a side was deleted, or is not a regular file. */
  readonly omittedReason: OmittedReason | null;
  readonly hunks: readonly ConflictHunk[];
  /** The stretches of the merged file that the hunks are part of; empty when there are no hunks. */
  readonly chunks: readonly MergeChunk[];
  /**
   * What the tree of a conflicted commit holds at the path: the text with conflict markers. `null` means that
   * nothing can be shown in one file, and the first side there is (target, then source) stands for it unchanged.
   */
  readonly materialised: Uint8Array | null;
}

/** Says whether the sides can be merged as text: both there, regular, not binary, none over 1 MiB. */
export function isTextConflict(sides: ConflictSides): boolean {
  return sides.target !== null && sides.source !== null && isAllText(sides);
}

/**
 * Looks into a conflict.
 *
 * @param merge what merging the texts gave, when {@link isTextConflict}; the base of an add/add conflict is empty.
 *   Ignored otherwise. It may be clean: then only the modes clash.
 */
export function conflictFile(sides: ConflictSides, merge: MergeResult | null): ConflictFile {
  const present = presentSides(sides);
  const rest = {
    sizeBytes: Math.max(0, ...present.map((side) => side.size)),
    omittedReason: omittedReason(present),
    hunks: [],
    chunks: [],
  };
  if (!isAllText(sides)) return { ...rest, materialised: null };
  const absent = { target: sides.target === null, base: sides.base === null, source: sides.source === null };
  if (absent.target || absent.source) {
    const { content } = writeConflictMarkers([wholeFileChunk(sides)], absent);
    return { ...rest, materialised: content };
  }
  if (merge === null) throw new TypeError('A conflict of two texts needs the result of merging them.');
  if (merge.clean) return { ...rest, materialised: merge.content };
  const { content, places } = writeConflictMarkers(merge.chunks, absent);
  const id = conflictId(sides);
  const hunks = merge.chunks
    .filter((chunk): chunk is ConflictChunk => chunk.kind === 'conflict')
    .map((chunk, index): ConflictHunk => {
      const place = places[index] as LineRange;
      const { base } = chunk.ranges;
      return {
        hunk_id: `${id}-${index + 1}`,
        old_start: rangeStart(base.start, base.end),
        old_lines: base.end - base.start,
        new_start: place.start + 1,
        new_lines: place.end - place.start,
        target: chunk.target,
        base: absent.base ? null : chunk.base,
        source: chunk.source,
      };
    });
  return { ...rest, hunks, chunks: merge.chunks, materialised: content };
}

/**
 * Returns what the hunk ids of a conflict begin with. It depends on the three sides alone, so the ids that a refused
 * merge reported still name the same hunks when the merge is tried again.
 */
export function conflictId(sides: ConflictSides): string {
  const name = (side: ConflictSide | null): string => (side === null ? '-' : `${side.mode} ${side.oid}`);
  const text = [sides.target, sides.base, sides.source].map(name).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** How one hunk is settled: by a side, or by content of one's own. */
export type HunkChoice =
  | { readonly take: 'target' | 'source'; readonly content?: never }
  | { readonly content: Uint8Array; readonly take?: never };

/** What {@link resolveHunks} returns. */
export type HunkResolution =
  | { readonly resolved: true; readonly content: Uint8Array }
  | {
      readonly resolved: false;
      /** Hunks that no choice was made for. Empty together with `unknown`: the conflict has no hunks to choose. */
      readonly missing: readonly string[];
      /** Choices for hunks that this conflict does not have; it may have changed since they were read. */
      readonly unknown: readonly string[];
    };

/**
 * Rebuilds a file from its merged parts and one choice per hunk, by hunk id.
 *
 * Nothing is resolved unless every hunk has a choice and every choice a hunk. A conflict without hunks (binary, too
 * large, deleted on one side) is never resolved this way, only as a whole file.
 */
export function resolveHunks(
  conflict: Pick<ConflictFile, 'hunks' | 'chunks'>,
  choices: ReadonlyMap<string, HunkChoice>,
): HunkResolution {
  const ids = conflict.hunks.map((hunk) => hunk.hunk_id);
  const known = new Set(ids);
  const missing = ids.filter((id) => !choices.has(id));
  const unknown = [...choices.keys()].filter((id) => !known.has(id));
  if (ids.length === 0 || missing.length > 0 || unknown.length > 0)
    return { resolved: false, missing, unknown };
  const parts: Uint8Array[] = [];
  let index = 0;
  for (const chunk of conflict.chunks) {
    if (chunk.kind === 'merged') {
      parts.push(chunk.content);
      continue;
    }
    const choice = choices.get(ids[index] as string) as HunkChoice;
    parts.push(choice.take === undefined ? choice.content : chunk[choice.take]);
    index += 1;
  }
  return { resolved: true, content: Buffer.concat(parts) };
}

function presentSides(sides: ConflictSides): ConflictSide[] {
  return [sides.target, sides.base, sides.source].filter((side) => side !== null);
}

function isRegular(side: ConflictSide): boolean {
  return side.mode === '100644' || side.mode === '100755';
}

function isAllText(sides: ConflictSides): boolean {
  const present = presentSides(sides);
  return present.every(isRegular) && omittedReason(present) === null;
}

function omittedReason(present: readonly ConflictSide[]): OmittedReason | null {
  const files = present.filter(isRegular);
  if (files.some((side) => side.bytes === undefined || side.size > MAX_TEXT_BYTES)) return 'too_large';
  return files.some((side) => side.bytes !== undefined && isBinary(side.bytes)) ? 'binary' : null;
}

const NO_BYTES = new Uint8Array(0);
const NO_RANGE: LineRange = { start: 0, end: 0 };

/** The conflict of a file that one side deleted: markers around everything, but no hunk to resolve by itself. */
function wholeFileChunk(sides: ConflictSides): ConflictChunk {
  return {
    kind: 'conflict',
    target: sides.target?.bytes ?? NO_BYTES,
    base: sides.base?.bytes ?? NO_BYTES,
    source: sides.source?.bytes ?? NO_BYTES,
    ranges: { target: NO_RANGE, base: NO_RANGE, source: NO_RANGE },
  };
}
