import type { BatchOperation } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { ObjectBuffer, Oid, TreeEntry } from '../objects/index.js';
import {
  asDirectory,
  asFile,
  type ConflictMap,
  type ConflictTerms,
  editTree,
  type FileEntry,
  moveDirectory,
  parsePath,
  quoteForMessage,
} from '../vcs/index.js';
import { decodeBase64 } from './base64.js';
import { MAX_BATCH_BYTES } from './file-limits.js';
import { type MetadataValues, PathMetadataEdit, type PathMetadataReader } from './path-metadata-edit.js';
import type { ConflictedTree } from './resolutions.js';

/** What a batch came to. */
export interface AppliedBatch extends ConflictedTree {
  /** Values to set, and keys to remove, by path. */
  readonly metadata: ReadonlyMap<string, MetadataValues>;
}

/**
 * Applies file operations in their order to a tree, to its conflicts and to the metadata of paths.
 *
 * Edits of files are gathered, and written all at once in the end: the tree of a directory is written once, however many
 * of its files are edited. Only moving a directory needs the tree as it is at that moment.
 */
export class TreeBatch {
  readonly #objects: ObjectBuffer;
  readonly #metadata: PathMetadataEdit;
  readonly #conflicts: Map<string, ConflictTerms>;
  readonly #directories = new Map<Oid, ReadonlyMap<string, TreeEntry>>();
  #treeOid: Oid;
  #edits = new Map<string, FileEntry | undefined>();
  #contentBytes = 0;

  constructor(objects: ObjectBuffer, tree: ConflictedTree, metadata: PathMetadataReader) {
    this.#objects = objects;
    this.#treeOid = tree.treeOid;
    this.#conflicts = new Map(tree.conflicts);
    this.#metadata = new PathMetadataEdit(metadata);
  }

  /**
   * Applies operations and returns the result.
   *
   * @throws DepotError `NOT_FOUND`, `INVALID_PATH`, `BAD_REQUEST` or `PAYLOAD_TOO_LARGE` for the operation that cannot be
   * applied.
   */
  async apply(operations: readonly BatchOperation[]): Promise<AppliedBatch> {
    for (const operation of operations) await this.#applyOne(operation);
    await this.#writeEdits();
    return {
      treeOid: this.#treeOid,
      conflicts: this.#conflicts as ConflictMap,
      metadata: this.#metadata.writes,
    };
  }

  async #applyOne(operation: BatchOperation): Promise<void> {
    switch (operation.op) {
      case 'put': {
        const kept = asFile(await this.#lookup(operation.path))?.mode === '100755' ? '100755' : '100644';
        return this.#put(operation.path, { mode: operation.mode ?? kept, oid: this.#blobOf(operation) });
      }
      case 'symlink': {
        const target = Buffer.from(operation.target);
        return this.#put(operation.path, { mode: '120000', oid: this.#objects.writeBlob(target) });
      }
      case 'delete':
        return this.#delete(operation.path);
      case 'rename':
        return this.#rename(operation.from, operation.to);
      case 'mode':
        return this.#setMode(operation.path, operation.mode);
      case 'metadata':
        return this.#metadata.set(parsePath(operation.path), operation.metadata);
    }
  }

  #blobOf({ path, content, blob_oid }: Extract<BatchOperation, { op: 'put' }>): Oid {
    if ((content === undefined) === (blob_oid === undefined)) {
      throw new DepotError(
        'BAD_REQUEST',
        `Putting ${quoteForMessage(path)} takes exactly one of \`content\` and \`blob_oid\`.`,
      );
    }
    if (blob_oid !== undefined) return blob_oid;
    const bytes = decodeBase64(content ?? '', `the content of ${quoteForMessage(path)}`);
    this.#contentBytes += bytes.byteLength;
    if (this.#contentBytes > MAX_BATCH_BYTES) {
      throw new DepotError(
        'PAYLOAD_TOO_LARGE',
        'The contents of a batch are over the limit of 32 MiB in all. Store large files as blobs and put their `blob_oid`.',
        { details: { max_bytes: MAX_BATCH_BYTES } },
      );
    }
    return this.#objects.writeBlob(bytes);
  }

  #put(path: string, entry: FileEntry): void {
    this.#edits.set(path, entry);
    this.#conflicts.delete(path);
  }

  async #delete(path: string): Promise<void> {
    if ((await this.#lookup(path)) === undefined) throw notFound('delete', path);
    await this.#remove(path);
    this.#conflicts.delete(path);
  }

  async #remove(path: string): Promise<void> {
    // What the tree does not have was put by this very batch, and is simply forgotten.
    if ((await this.#stored(path)) === undefined) this.#edits.delete(path);
    else this.#edits.set(path, undefined);
  }

  async #setMode(path: string, mode: '100644' | '100755'): Promise<void> {
    const entry = asFile(await this.#lookup(path));
    if (entry === undefined) throw notFound('change the mode of', path);
    if (entry.mode !== '100644' && entry.mode !== '100755') {
      throw new DepotError('INVALID_PATH', `Only files have a mode; ${quoteForMessage(path)} is none.`);
    }
    this.#edits.set(path, { mode, oid: entry.oid });
    // It says nothing of the contents, so it settles no conflict; all sides get the mode.
    const terms = this.#conflicts.get(path);
    if (terms !== undefined) this.#conflicts.set(path, withMode(terms, mode));
  }

  async #rename(from: string, to: string): Promise<void> {
    const entry = (await this.#lookup(from)) ?? (await this.#lookupDirectory(from));
    if (entry === undefined) throw notFound('move', from);
    if (from === to) return;
    const file = asFile(entry);
    if (file === undefined) return this.#renameDirectory(from, to);
    await this.#remove(from);
    this.#put(to, file);
    const terms = this.#conflicts.get(from);
    this.#conflicts.delete(from);
    if (terms !== undefined) this.#conflicts.set(to, terms);
    await this.#metadata.move(from, to);
  }

  async #renameDirectory(from: string, to: string): Promise<void> {
    await this.#writeEdits();
    this.#treeOid = await moveDirectory(this.#objects, this.#treeOid, from, to);
    for (const [path, terms] of [...this.#conflicts]) {
      if (!path.startsWith(`${from}/`)) continue;
      this.#conflicts.delete(path);
      this.#conflicts.set(to + path.slice(from.length), terms);
    }
    await this.#metadata.moveDirectory(from, to);
  }

  /** Returns what a path holds with the edits so far; of a directory, whether the tree has it without them. */
  async #lookup(path: string): Promise<TreeEntry | undefined> {
    if (!this.#edits.has(path)) return this.#stored(path);
    const edit = this.#edits.get(path);
    return edit && { name: '', ...edit };
  }

  /** Finds a directory that this batch made. */
  async #lookupDirectory(path: string): Promise<TreeEntry | undefined> {
    for (const [edited, entry] of this.#edits) {
      if (entry !== undefined && edited.startsWith(`${path}/`)) {
        await this.#writeEdits();
        return this.#stored(path);
      }
    }
    return undefined;
  }

  async #stored(path: string): Promise<TreeEntry | undefined> {
    let found: TreeEntry | undefined = { name: '', mode: '40000', oid: this.#treeOid };
    for (const name of path.split('/')) {
      const directory = asDirectory(found);
      if (directory === undefined) return undefined;
      found = (await this.#names(directory)).get(name);
    }
    return found;
  }

  async #names(directory: Oid): Promise<ReadonlyMap<string, TreeEntry>> {
    let names = this.#directories.get(directory);
    if (names === undefined) {
      names = new Map((await this.#objects.readTree(directory)).map((entry) => [entry.name, entry]));
      this.#directories.set(directory, names);
    }
    return names;
  }

  async #writeEdits(): Promise<void> {
    if (this.#edits.size === 0) return;
    const edits = [...this.#edits].map(([path, entry]) => ({ path, entry }));
    this.#treeOid = await editTree(this.#objects, this.#treeOid, edits);
    this.#edits = new Map();
  }
}

function withMode(terms: ConflictTerms, mode: '100644' | '100755'): ConflictTerms {
  const side = (entry: FileEntry | undefined): FileEntry | undefined =>
    entry?.mode === '100644' || entry?.mode === '100755' ? { ...entry, mode } : entry;
  return { base: side(terms.base), target: side(terms.target), source: side(terms.source) };
}

function notFound(verb: string, path: string): DepotError {
  return new DepotError('NOT_FOUND', `Cannot ${verb} ${quoteForMessage(path)}: nothing is there.`, {
    details: { path },
  });
}
