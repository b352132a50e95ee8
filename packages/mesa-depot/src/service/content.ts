import type { Content, DirectoryEntry, MetadataResult, MetadataUpdate } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Oid, OpenBlob } from '../objects/index.js';
import { getPathMetadata } from '../storage/index.js';
import {
  asDirectory,
  listTree,
  lookupPath,
  type PathEntry,
  parsePath,
  quoteForMessage,
} from '../vcs/index.js';
import { requireRepo } from './access.js';
import type { Call } from './call.js';
import { toMetadataValues } from './path-metadata-edit.js';
import { RepoView, type RepoViewDeps, type Revision } from './repo-view.js';
import type { RepoWriter } from './repo-writer.js';

/** Which path to read, at which change. */
export interface ContentInput {
  readonly org: string;
  readonly repo: string;
  readonly change_id?: string;
  readonly ref?: string;
  readonly path?: string;
  readonly depth?: number;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Keys that one path may have, those of earlier calls included. */
const MAX_METADATA_KEYS = 64;

/** The largest file that is answered as JSON. */
const MAX_JSON_BYTES = 100 * 1024 * 1024; // 100 MiB

/** The most entries that one answer lists of more than one level; a single directory is listed whole. */
const MAX_ENTRIES_BELOW = 100_000;

/** Reads files, links and directories, and keeps the metadata of paths. */
export class ContentService {
  readonly #deps: RepoViewDeps;
  readonly #writer: RepoWriter;

  constructor(deps: RepoViewDeps, writer: RepoWriter) {
    this.#deps = deps;
    this.#writer = writer;
  }

  /** Returns the file, symbolic link or directory at a path. */
  async get(call: Call, input: ContentInput): Promise<Content> {
    const { view, revision, entry } = await this.#locate(call, input);
    const tree = asDirectory(entry);
    if (tree !== undefined) return this.#directory(view, entry, tree, input);
    const blob = await openBlob(view, entry);
    if (blob.size > MAX_JSON_BYTES) {
      throw new DepotError(
        'NOT_ACCEPTABLE',
        `${JSON.stringify(entry.path)} has ${blob.size} bytes, too many for JSON. Ask for application/octet-stream.`,
        { details: { size: blob.size } },
      );
    }
    const [bytes, conflicts, metadata] = await Promise.all([
      readAll(blob),
      view.conflicts(revision),
      getPathMetadata(this.#deps.storage.read, view.repo.id, [entry.path]),
    ]);
    return {
      ...named(entry),
      ...kindOf(entry),
      is_conflicted: conflicts.has(entry.path),
      size: bytes.length,
      encoding: 'base64',
      content: bytes.toString('base64'),
      ...metadataOf(metadata, entry.path),
    };
  }

  /**
   * Opens a file to read its bytes, or a symbolic link to read its target.
   *
   * @throws DepotError `NOT_ACCEPTABLE` on a directory.
   */
  async open(call: Call, input: ContentInput): Promise<OpenBlob> {
    const { view, entry } = await this.#locate(call, input);
    if (asDirectory(entry) !== undefined) {
      throw new DepotError(
        'NOT_ACCEPTABLE',
        `${entry.path === '' ? 'The root' : JSON.stringify(entry.path)} is a directory, which has no bytes. Name a file, or ask for application/json.`,
      );
    }
    return openBlob(view, entry);
  }

  /**
   * Sets and removes metadata of a path, all keys of the call together, and returns what the path has then.
   *
   * @throws DepotError `BAD_REQUEST` for a reserved key, or when the path would have more than 64 keys.
   */
  async setMetadata(
    call: Call,
    { org, repo, path: input, metadata }: MetadataUpdate & { org: string; repo: string },
  ): Promise<MetadataResult> {
    const path = parsePath(input);
    const values = toMetadataValues(metadata);
    return this.#writer.write(call, { org, repo, kind: 'metadata.update' }, async (draft) => {
      const current = await getPathMetadata(this.#deps.storage.read, draft.repo.id, [path]);
      const merged = Object.fromEntries(
        Object.entries({ ...current.get(path), ...values }).filter(
          (pair): pair is [string, string] => typeof pair[1] === 'string',
        ),
      );
      const count = Object.keys(merged).length;
      if (count > MAX_METADATA_KEYS) {
        throw new DepotError(
          'BAD_REQUEST',
          `${quoteForMessage(path)} would have ${count} metadata keys; at most ${MAX_METADATA_KEYS} are possible.`,
        );
      }
      draft.setPathMetadata(path, values);
      return { path, metadata: merged };
    });
  }

  async #locate(
    call: Call,
    input: ContentInput,
  ): Promise<{ view: RepoView; revision: Revision; entry: PathEntry }> {
    const path = parsePath(input.path ?? '');
    const view = new RepoView(this.#deps, await requireRepo(this.#deps, call, input.org, input.repo));
    const revision = await this.#revision(view, input);
    const entry = await lookupPath(view.objects, revision.treeOid, path);
    if (!entry) {
      throw new DepotError(
        'NOT_FOUND',
        `There is no ${JSON.stringify(path)} in change ${revision.changeId}.`,
      );
    }
    return { view, revision, entry };
  }

  #revision(view: RepoView, { change_id, ref }: ContentInput): Promise<Revision> {
    if (change_id !== undefined && ref !== undefined) {
      throw new DepotError('BAD_REQUEST', 'Give `change_id` or `ref`, not both.');
    }
    if (change_id !== undefined) return view.atChange(change_id);
    return ref === undefined ? view.atBookmark(view.repo.defaultBookmark) : view.at(ref);
  }

  async #directory(view: RepoView, entry: PathEntry, tree: Oid, input: ContentInput): Promise<Content> {
    const { depth = 1, metadata: filter = {} } = input;
    const children = await view.objects.readTree(tree);
    const all = await listTree(view.objects, tree, {
      path: entry.path,
      depth,
      maxEntries: MAX_ENTRIES_BELOW,
    });
    const hasBelow = depth > 1 && children.some((item) => asDirectory(item) !== undefined);
    if (hasBelow && all.length > MAX_ENTRIES_BELOW) {
      throw new DepotError(
        'NOT_ACCEPTABLE',
        `${entry.path === '' ? 'The root' : JSON.stringify(entry.path)} has more than ${MAX_ENTRIES_BELOW} entries down to depth ${depth}. List fewer levels at a time.`,
        { details: { max_entries: MAX_ENTRIES_BELOW } },
      );
    }
    const listed = all.filter((item) => item.mode !== '160000');
    const [sizes, metadata] = await Promise.all([
      view.objects.blobSizes(
        listed.filter((item) => asDirectory(item) === undefined).map((item) => item.oid),
      ),
      getPathMetadata(this.#deps.storage.read, view.repo.id, [
        entry.path,
        ...listed.map((item) => item.path),
      ]),
    ]);
    const wanted = Object.entries(filter);
    const entries = listed
      .filter((item) => wanted.every(([key, value]) => metadata.get(item.path)?.[key] === value))
      .map((item): DirectoryEntry => {
        const common = { ...named(item), ...metadataOf(metadata, item.path) };
        if (asDirectory(item) !== undefined) return { type: 'dir', ...common };
        return { ...common, ...kindOf(item), size: sizes.get(item.oid) ?? 0 };
      });
    return {
      type: 'dir',
      ...named(entry),
      child_count: children.length,
      entries,
      ...metadataOf(metadata, entry.path),
    };
  }
}

function named(entry: PathEntry): { name: string; path: string; sha: string } {
  return { name: entry.name, path: entry.path, sha: entry.oid };
}

function kindOf(
  entry: PathEntry,
): { type: 'file'; mode: '100644' | '100755' } | { type: 'symlink'; mode: '120000' } {
  if (entry.mode === '120000') return { type: 'symlink', mode: '120000' };
  return { type: 'file', mode: entry.mode === '100755' ? '100755' : '100644' };
}

/** The member is absent when there is no metadata. */
function metadataOf(
  metadata: ReadonlyMap<string, Readonly<Record<string, string>>>,
  path: string,
): { metadata?: Record<string, string> } {
  const values = metadata.get(path);
  return values ? { metadata: { ...values } } : {};
}

async function openBlob(view: RepoView, { oid }: PathEntry): Promise<OpenBlob> {
  const blob = await view.objects.openBlob(oid);
  if (blob === undefined) throw new DepotError('OBJECT_MISSING', `The blob ${oid} is not in the store.`);
  return blob;
}

async function readAll(blob: OpenBlob): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of blob.read(0, blob.size)) parts.push(part);
  return Buffer.concat(parts, blob.size);
}
