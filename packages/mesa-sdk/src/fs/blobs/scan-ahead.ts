import type { DirectoryNode, FileNode, TreeNode } from '../tree-node.js';
import type { BlobRef } from './blob-store.js';
import { filesAfter } from './files-after.js';
import { isFramed } from './frames.js';

/** Programs that are followed at a time. */
const MAX_SCANS = 4;
/** How many files may be left out between two that are read, for the second to count as next. */
const NEAR_FILES = 8;
const FIRST_FILES = 16;
/** Of one request: over a slow line the first of its files is not to wait for many others. */
const MAX_REQUEST_BYTES = 2 * 1024 * 1024; // 2 MiB

/** Options of a {@link ScanAhead}. */
export interface ScanAheadOptions {
  readonly root: DirectoryNode;
  /** Begins to fetch files that will be asked for soon. */
  readonly prefetch: (refs: readonly BlobRef[]) => void;
  /** Files, and bytes of them, that are fetched and not yet read, for each scan. */
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/**
 * Follows programs that read the files of a tree one after the other, as `grep -r`, `tar` and `git` do, and fetches what
 * they will read next, many files in one request. A program that does something else opens nothing of what was fetched,
 * and so nothing more is fetched for it.
 */
export class ScanAhead {
  readonly #options: ScanAheadOptions;
  /** The one that went on last comes last. */
  #scans: Scan[] = [];
  /** Files that had to be waited for, the latest last: where a scan may begin. */
  #waitedFor: FileNode[] = [];
  #last: FileNode | undefined;

  constructor(options: ScanAheadOptions) {
    this.#options = options;
  }

  /** Notes that somebody reads a file; `isHere` tells whether its bytes need not be waited for. */
  opened(node: FileNode, isHere: () => boolean): void {
    if (node === this.#last || this.#options.maxBytes === 0) return;
    this.#last = node;
    const scan = this.#scans.find((one) => one.isAhead(node));
    if (scan !== undefined) {
      scan.goTo(node);
      this.#scans = [...this.#scans.filter((one) => one !== scan), scan];
      return;
    }
    // What is here already costs nothing; what it is followed by is looked for where there is a wait anyway.
    if (isHere()) return;
    this.#begin(node);
    this.#waitedFor = [...this.#waitedFor.slice(1 - MAX_SCANS), node];
  }

  #begin(node: FileNode): void {
    for (const before of this.#waitedFor.toReversed()) {
      const rest = filesAfter(this.#options.root, before.sourcePath, before);
      if (rest === undefined || !isNear(rest, node)) continue;
      const scan = new Scan(rest, this.#options);
      this.#scans = [...this.#scans.slice(1 - MAX_SCANS), scan];
      scan.fill();
      return;
    }
  }
}

/** Goes on to a file; whether it was among the next ones. */
function isNear(rest: Iterator<TreeNode>, node: FileNode): boolean {
  for (let count = 0; count < NEAR_FILES; count++) {
    const next = rest.next();
    if (next.done || next.value.type === 'dir') return false;
    if (next.value === node) return true;
  }
  return false;
}

/** One program on its way through the tree. */
class Scan {
  readonly #rest: Iterator<TreeNode>;
  readonly #options: ScanAheadOptions;
  /** What was asked for and is not read yet, in its order. */
  readonly #ahead = new Set<FileNode>();
  #aheadBytes = 0;
  #files = FIRST_FILES;

  constructor(rest: Iterator<TreeNode>, options: ScanAheadOptions) {
    this.#rest = rest;
    this.#options = options;
  }

  isAhead(node: FileNode): boolean {
    return this.#ahead.has(node);
  }

  /** Notes that a file is read; what comes before it was left out. */
  goTo(node: FileNode): void {
    for (const one of this.#ahead) {
      this.#ahead.delete(one);
      this.#aheadBytes -= one.size;
      if (one === node) break;
    }
    if (this.#ahead.size > this.#files / 2 || this.#aheadBytes > this.#options.maxBytes / 2) return;
    this.#files = Math.min(this.#options.maxFiles, this.#files * 2);
    this.fill();
  }

  /** Asks for more, in one go. */
  fill(): void {
    const { prefetch, maxFiles, maxBytes } = this.#options;
    const refs: BlobRef[] = [];
    const limit = Math.min(maxBytes, this.#aheadBytes + MAX_REQUEST_BYTES);
    while (this.#ahead.size < Math.min(this.#files, maxFiles) && this.#aheadBytes < limit) {
      const next = this.#rest.next();
      // Beyond a directory that is not fetched yet it goes on once it is.
      if (next.done || next.value.type === 'dir') break;
      const { oid, size, sourcePath, content, draft } = next.value;
      if (oid === undefined || content !== undefined || draft !== undefined) continue;
      if (isFramed(size)) continue;
      this.#ahead.add(next.value);
      this.#aheadBytes += size;
      refs.push({ oid, size, path: sourcePath });
    }
    if (refs.length > 0) prefetch(refs);
  }
}
