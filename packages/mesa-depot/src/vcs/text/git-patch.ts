import type { Oid, TreeMode } from '../../objects/index.js';
import { binaryPatch } from './binary-patch.js';
import type { Edit } from './change-marks.js';
import { diffLines } from './diff-lines.js';
import { isBinary } from './is-binary.js';
import { type Line, splitLines } from './lines.js';
import { MAX_TEXT_BYTES } from './max-text-bytes.js';
import { quotePath } from './quote-path.js';
import { type EditGroup, groupEdits, linesOfGroup, NO_NEWLINE, rangeStart } from './unified-hunks.js';

/** One side of a changed file. Directories have no patch of their own. */
export interface PatchSide {
  readonly mode: Exclude<TreeMode, '40000'>;
  readonly oid: Oid;
  /** The blob; ignored for a submodule (`160000`), which has none. */
  readonly bytes: Uint8Array;
}

/** A changed file. At least one side is there; a rename has two and the old path. */
export interface PatchFile {
  readonly path: string;
  readonly old: PatchSide | null;
  readonly new: PatchSide | null;
  /** For a rename: where the file was, and how similar it is to what it was there (see `findRenames`). */
  readonly renamedFrom?: { readonly path: string; readonly similarity: number };
}

/** Options of {@link gitPatch}. */
export interface GitPatchOptions {
  /**
   * Finds the edits between two text files; `too_large` puts the file into the patch whole. Default: `diffLines`
   * here and now. A server passes `TextEngine.edits`, which has a budget and does not block.
   */
  readonly findEdits?: (oldBytes: Uint8Array, newBytes: Uint8Array) => Promise<readonly Edit[] | 'too_large'>;
  /** Text with a side over this many bytes is put into the patch whole. Default 1 MiB. */
  readonly maxTextBytes?: number;
}

const NO_OID: Oid = '0'.repeat(40);
const BYTES_PER_PIECE = 65_536; // 64 KiB

/**
 * Writes a patch of many files in git's extended format, piece by piece.
 *
 * `git apply` rebuilds the new tree from it exactly, modes, renames, symbolic links, empty and binary files included.
 * Text reads as `git diff --histogram --full-index -M` prints it; a file that is binary, or too large to be compared,
 * is given as a `GIT binary patch` with both contents. A file that turned into a symbolic link or back is deleted and
 * added, as git does it.
 */
export async function* gitPatch(
  files: Iterable<PatchFile> | AsyncIterable<PatchFile>,
  options: GitPatchOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  for await (const file of files) {
    for (const half of splitTypeChange(file)) yield* patchOfFile(half, options);
  }
}

/** Says whether two modes are of one kind, so that a patch can lead from one to the other. */
function isSameKind(a: TreeMode, b: TreeMode): boolean {
  return a.slice(0, 3) === b.slice(0, 3);
}

function splitTypeChange(file: PatchFile): PatchFile[] {
  if (file.old === null || file.new === null || isSameKind(file.old.mode, file.new.mode)) return [file];
  return [
    { path: file.renamedFrom?.path ?? file.path, old: file.old, new: null },
    { path: file.path, old: null, new: file.new },
  ];
}

async function* patchOfFile(
  file: PatchFile,
  { findEdits = findEditsHere, maxTextBytes = MAX_TEXT_BYTES }: GitPatchOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const oldBytes = contentOf(file.old);
  const newBytes = contentOf(file.new);
  const header = headerOf(file);
  if (file.old?.oid === file.new?.oid) {
    if (header.length > 1) yield Buffer.from(header.join(''), 'latin1');
    return;
  }
  const oldOid = file.old?.oid ?? NO_OID;
  const newOid = file.new?.oid ?? NO_OID;
  const mode = file.old !== null && file.old.mode === file.new?.mode ? ` ${file.new.mode}` : '';
  header.push(`index ${oldOid}..${newOid}${mode}\n`);
  if (oldBytes.length === 0 && newBytes.length === 0) {
    yield Buffer.from(header.join(''), 'latin1');
    return;
  }

  const isText =
    oldBytes.length <= maxTextBytes &&
    newBytes.length <= maxTextBytes &&
    !isBinary(oldBytes) &&
    !isBinary(newBytes);
  const edits = isText ? await findEdits(oldBytes, newBytes) : 'too_large';
  if (edits === 'too_large') {
    yield Buffer.from(header.join('') + (await binaryPatch(oldBytes, newBytes)), 'latin1');
    return;
  }
  const oldPath = file.old === null ? '/dev/null' : sidePath('a', file.renamedFrom?.path ?? file.path);
  const newPath = file.new === null ? '/dev/null' : sidePath('b', file.path);
  header.push(`--- ${oldPath}\n`, `+++ ${newPath}\n`);
  yield* textPatch(header.join(''), edits, splitLines(oldBytes), splitLines(newBytes));
}

async function findEditsHere(oldBytes: Uint8Array, newBytes: Uint8Array): Promise<readonly Edit[]> {
  return diffLines(splitLines(oldBytes), splitLines(newBytes));
}

const NO_BYTES = new Uint8Array(0);

function contentOf(side: PatchSide | null): Uint8Array {
  if (side === null) return NO_BYTES;
  // git shows a submodule as a one-line file that names its commit.
  if (side.mode === '160000') return Buffer.from(`Subproject commit ${side.oid}\n`, 'latin1');
  return side.bytes;
}

/** Returns the lines above `index`; only the first one when neither mode nor name changed. */
function headerOf(file: PatchFile): string[] {
  const oldPath = file.renamedFrom?.path ?? file.path;
  const lines = [`diff --git ${quotePath(`a/${oldPath}`)} ${quotePath(`b/${file.path}`)}\n`];
  if (file.old === null && file.new !== null) lines.push(`new file mode ${file.new.mode}\n`);
  if (file.new === null && file.old !== null) lines.push(`deleted file mode ${file.old.mode}\n`);
  if (file.old !== null && file.new !== null && file.old.mode !== file.new.mode) {
    lines.push(`old mode ${file.old.mode}\n`, `new mode ${file.new.mode}\n`);
  }
  if (file.renamedFrom !== undefined) {
    lines.push(
      `similarity index ${file.renamedFrom.similarity}%\n`,
      `rename from ${quotePath(oldPath)}\n`,
      `rename to ${quotePath(file.path)}\n`,
    );
  }
  return lines;
}

/** A path on a `---` or `+++` line. The tab after one with spaces keeps other programs from reading on. */
function sidePath(side: 'a' | 'b', path: string): string {
  const quoted = quotePath(`${side}/${path}`);
  return quoted.includes(' ') ? `${quoted}\t` : quoted;
}

const PREFIX = { context: ' ', added: '+', deleted: '-' } as const;

function* textPatch(
  header: string,
  edits: readonly Edit[],
  oldLines: readonly Line[],
  newLines: readonly Line[],
): Generator<Buffer> {
  let piece = header;
  const headings = new HeadingFinder(oldLines);
  for (const group of groupEdits(edits, oldLines.length, newLines.length)) {
    piece += hunkHeader(group, headings.headingBefore(group.oldStart));
    for (const { kind, line } of linesOfGroup(group, oldLines, newLines)) {
      piece += PREFIX[kind] + line;
      if (!line.endsWith('\n')) piece += `\n\\ ${NO_NEWLINE}\n`;
      if (piece.length >= BYTES_PER_PIECE) {
        yield Buffer.from(piece, 'latin1');
        piece = '';
      }
    }
  }
  if (piece !== '') yield Buffer.from(piece, 'latin1');
}

function hunkHeader(group: EditGroup, heading: string): string {
  const range = (start: number, end: number): string => {
    const first = rangeStart(start, end);
    return end - start === 1 ? `${first}` : `${first},${end - start}`;
  };
  const ranges = `-${range(group.oldStart, group.oldEnd)} +${range(group.newStart, group.newEnd)}`;
  return `@@ ${ranges} @@${heading === '' ? '' : ` ${heading}`}\n`;
}

const STARTS_LIKE_A_HEADING = /^[A-Za-z_$]/;
const MAX_HEADING_BYTES = 80;

/** Finds what git prints behind `@@`: the nearest line above that starts at the margin with a letter, `_` or `$`. */
class HeadingFinder {
  readonly #lines: readonly Line[];
  #searchedTo = -1;
  #heading = '';

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  /** Must be called with ascending lines: what was searched once is not searched again. */
  headingBefore(line: number): string {
    for (let at = line - 1; at > this.#searchedTo; at -= 1) {
      const text = this.#lines[at] as Line;
      if (STARTS_LIKE_A_HEADING.test(text)) {
        this.#heading = text.slice(0, MAX_HEADING_BYTES).replace(/[ \t\r\n]+$/, '');
        break;
      }
    }
    this.#searchedTo = line - 1;
    return this.#heading;
  }
}
