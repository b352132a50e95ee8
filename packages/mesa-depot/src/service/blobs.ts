import type { Blob as BlobInfo, BlobsRead } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import { frameObjects, type Oid, type OpenBlob, storeLargeBlob } from '../objects/index.js';
import { getRepoById, insertObjects, type RepoRecord, type Storage, touchObjects } from '../storage/index.js';
import { requireRepo } from './access.js';
import { BlobSpool } from './blob-spool.js';
import type { Call } from './call.js';
import { MAX_BLOB_BYTES } from './file-limits.js';
import { RepoView, type RepoViewDeps } from './repo-view.js';

interface RepoInput {
  readonly org: string;
  readonly repo: string;
}

/** What reading and storing blobs needs. */
export interface BlobDeps extends RepoViewDeps {
  readonly storage: Storage;
  /** Folder for bytes on their way into the storage; made when it is needed. */
  readonly spoolFolder: string;
}

/** The most bytes of blobs that one answer holds. */
const MAX_READ_BYTES = 16 * 1024 * 1024; // 16 MiB
/** Blobs that are in memory at a time while they are sent. */
const READ_AT_ONCE = 32;
/** The length of a blob that is left out. */
const LEFT_OUT = 0xffff_ffff;

/** Many blobs as one body: a frame for each. */
export interface BlobFrames {
  readonly byteLength: number;
  readonly frames: AsyncIterable<Uint8Array>;
}

/** Reads and stores the bytes of files by their id. */
export class BlobService {
  readonly #deps: BlobDeps;

  constructor(deps: BlobDeps) {
    this.#deps = deps;
  }

  /**
   * Opens a blob to read all or a part of it. Any blob of the repository can be read; the id of one in another
   * repository names nothing here.
   *
   * @throws DepotError `NOT_FOUND`.
   */
  async open(call: Call, { org, repo, oid }: RepoInput & { readonly oid: Oid }): Promise<OpenBlob> {
    const view = new RepoView(this.#deps, await requireRepo(this.#deps, call, org, repo));
    const blob = await view.objects.openBlob(oid);
    if (blob === undefined) throw new DepotError('NOT_FOUND', `There is no blob ${oid} in this repository.`);
    return blob;
  }

  /**
   * Returns blobs in the order asked, those that would exceed 16 MiB in all without their bytes.
   *
   * @throws DepotError `NOT_FOUND` when one is not there, with all of them in `details.missing`.
   */
  async read(call: Call, { org, repo, oids }: RepoInput & BlobsRead): Promise<BlobFrames> {
    const view = new RepoView(this.#deps, await requireRepo(this.#deps, call, org, repo));
    const found = await view.objects.find(oids);
    const missing = [...new Set(oids.filter((oid) => found.get(oid)?.type !== 'blob'))];
    if (missing.length > 0) {
      throw new DepotError(
        'NOT_FOUND',
        `There ${missing.length === 1 ? 'is no blob' : `are ${missing.length} blobs missing, the first`} ${missing[0]} in this repository.`,
        { details: { missing } },
      );
    }
    let total = 0;
    const plan = oids.map((oid) => {
      const size = found.get(oid)?.size ?? 0;
      const fits = total + size <= MAX_READ_BYTES;
      if (fits) total += size;
      return { oid, fits };
    });
    return { byteLength: total + plan.length * FRAME_HEAD_BYTES, frames: framesOf(view, plan) };
  }

  /**
   * Stores a blob that belongs to no change yet. It is not held in memory beyond a frame.
   *
   * @param input.size What the sender says that the length is; undefined when it does not say.
   * @throws DepotError `PAYLOAD_TOO_LARGE` over 4 GiB.
   */
  async put(
    call: Call,
    { org, repo, bytes, size }: RepoInput & { bytes: AsyncIterable<Uint8Array>; size?: number | undefined },
  ): Promise<BlobInfo> {
    const record = await requireRepo(this.#deps, call, org, repo);
    if (size !== undefined && size > MAX_BLOB_BYTES) throw tooLarge();
    await using spool = new BlobSpool(this.#deps.spoolFolder, size);
    for await (const part of bytes) {
      await spool.write(part);
      if (spool.size > MAX_BLOB_BYTES) throw tooLarge();
    }
    const oid = await spool.finish();
    const view = new RepoView(this.#deps, record);
    const isStored = (await view.objects.find([oid])).has(oid) && (await this.#touch(record, oid));
    if (!isStored) await this.#store(record, oid, spool);
    return { oid, size: spool.size };
  }

  /** False when the blob was removed meanwhile, because nothing refers to it. */
  async #touch(repo: RepoRecord, oid: Oid): Promise<boolean> {
    const there = await this.#deps.storage.transaction((tx) => touchObjects(tx, repo.seq, [oid]));
    return there.has(oid);
  }

  async #store(repo: RepoRecord, oid: Oid, spool: BlobSpool): Promise<void> {
    const { storage } = this.#deps;
    const { content } = spool;
    if (content === undefined) {
      await storeLargeBlob(storage, repo.seq, { oid, size: spool.size, frames: () => spool.frames() });
      return;
    }
    const framed = await frameObjects(new Map([[oid, { type: 'blob', body: content }]]));
    await storage.transaction(async (tx) => {
      // Objects of a deleted repository would never be removed.
      if (await getRepoById(tx, repo.id)) return insertObjects(tx, repo.seq, framed);
      throw new DepotError('NOT_FOUND', `Repository not found: ${JSON.stringify(repo.name)}`);
    });
  }
}

const FRAME_HEAD_BYTES = 24;

async function* framesOf(
  view: RepoView,
  plan: readonly { readonly oid: Oid; readonly fits: boolean }[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < plan.length; at += READ_AT_ONCE) {
    const part = plan.slice(at, at + READ_AT_ONCE);
    const contents = await view.objects.readBlobs(part.filter(({ fits }) => fits).map(({ oid }) => oid));
    for (const { oid, fits } of part) {
      const bytes = fits ? contents.get(oid) : undefined;
      const head = Buffer.alloc(FRAME_HEAD_BYTES);
      head.write(oid, 'hex');
      head.writeUInt32BE(bytes?.byteLength ?? LEFT_OUT, 20);
      yield bytes === undefined ? head : Buffer.concat([head, bytes]);
    }
  }
}

function tooLarge(): DepotError {
  return new DepotError('PAYLOAD_TOO_LARGE', 'A file may have at most 4 GiB.', {
    details: { max_bytes: MAX_BLOB_BYTES },
  });
}
