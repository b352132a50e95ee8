import { Readable } from 'node:stream';
import type { FileList } from 'mesa-rest/meshagent';
import { bytesOf } from '../../http/body-bytes.js';
import type { ProjectAccess } from '../caller.js';
import { FILE_CHUNK_BYTES, MAX_FILE_BYTES, UPLOAD_GRACE_MS } from '../limits.js';
import { MeshagentError, notFound } from '../meshagent-error.js';
import { requireStorable } from '../require-storable.js';
import {
  deleteContent,
  type FileRecord,
  getChunk,
  getFile,
  insertChunk,
  insertContent,
  listAbandonedContents,
  listFiles,
  putFile,
} from '../store/files.js';
import { toTimestamp } from '../timestamp.js';
import { newUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { recordUsage } from './ledger.js';
import { parseFilePath } from './parse-file-path.js';

/** How many contents a sweep removes, each in a transaction of its own. */
const SWEEP_SIZE = 100;

/** How often a file is looked up that is replaced meanwhile. */
const OPEN_ATTEMPTS = 10;

const MEBIBYTE = 1024 * 1024;

/** A file to be sent. */
export interface FileDownload {
  /** Bytes. */
  readonly size: number;
  readonly stream: Readable;
}

/** The storage of a project: files by their paths, in chunks, so that neither way a whole one is in memory. */
export class FileService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /**
   * Stores a file. It takes the place of one that is there once all of it has come, and not at all when it is cut.
   *
   * @param declaredSize Bytes that the sender says will come: too many are refused before they do.
   * @throws MeshagentError `invalid_request` for the path, `payload_too_large`
   */
  async upload(
    { project }: ProjectAccess,
    text: string,
    body: Readable,
    declaredSize?: number,
  ): Promise<void> {
    const path = parseFilePath(text);
    if (declaredSize !== undefined && declaredSize > MAX_FILE_BYTES) throw tooLarge();
    const { now, storage } = this.#deps;
    const contentId = newUuid(this.#deps);
    await storage.transaction((tx) =>
      insertContent(tx, { id: contentId, projectId: project.id, createdAt: now() }),
    );
    const size = await this.#store(contentId, body).catch(async (error: unknown) => {
      await this.#removeSoon(contentId);
      throw error;
    });
    // When this fails it may have been done all the same, so its bytes stay: the sweep knows whether a file has them.
    const before = await storage.transaction(async (tx) => {
      const quantity = size / MEBIBYTE;
      await recordUsage(tx, this.#deps, { projectId: project.id, type: 'upload', quantity });
      return putFile(tx, { projectId: project.id, path, contentId, size, updatedAt: now() });
    });
    if (before !== undefined) await this.#removeSoon(before);
  }

  /** @throws MeshagentError `not_found`, also for a folder */
  async download({ project }: ProjectAccess, text: string): Promise<FileDownload> {
    const { read } = this.#deps.storage;
    const { contentId, size, first } = await this.#open(project.id, parseFilePath(text));
    async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
      let sent = 0;
      for (let index = 0; sent < size; index += 1) {
        const bytes = index === 0 ? first : await getChunk(read, contentId, index);
        // Replaced meanwhile: an answer that breaks off is better than one of two halves.
        if (bytes === undefined) throw new Error('The file was replaced while it was read.');
        sent += bytes.byteLength;
        yield bytes;
      }
    }
    return { size, stream: Readable.from(chunks(), { objectMode: false }) };
  }

  /** Returns a file with its first piece: one that was replaced between the two is looked up again. */
  async #open(
    projectId: string,
    path: string,
  ): Promise<FileRecord & { readonly first: Uint8Array | undefined }> {
    const { read } = this.#deps.storage;
    for (let attempt = 0; attempt < OPEN_ATTEMPTS; attempt += 1) {
      const file = await getFile(read, { projectId, path });
      if (file === undefined) throw notFound('file');
      const first = file.size === 0 ? undefined : await getChunk(read, file.contentId, 0);
      if (first !== undefined || file.size === 0) return { ...file, first };
    }
    throw new MeshagentError(
      'unavailable',
      'The file is being replaced all the time. Send the request again in a moment.',
    );
  }

  /** Returns files in order of their paths. */
  async list(
    { project }: ProjectAccess,
    query: { readonly prefix?: string; readonly after?: string; readonly limit: number },
  ): Promise<FileList> {
    const files = await listFiles(this.#deps.storage.read, {
      projectId: project.id,
      prefix: requireStorable('prefix', query.prefix ?? '').replace(/^\//, ''),
      after: requireStorable('after', query.after ?? '').replace(/^\//, ''),
      limit: query.limit,
    });
    return {
      files: files.map(({ path, size, updatedAt }) => ({ path, size, updated_at: toTimestamp(updatedAt) })),
    };
  }

  /** @throws MeshagentError `not_found` */
  async delete({ project }: ProjectAccess, text: string): Promise<void> {
    const path = parseFilePath(text);
    const isDeleted = await this.#deps.storage.transaction(async (tx) => {
      const file = await getFile(tx, { projectId: project.id, path });
      return file !== undefined && deleteContent(tx, file.contentId);
    });
    if (!isDeleted) throw notFound('file');
  }

  /** Removes what uploads left that were cut by a crash. Returns how many. */
  async removeAbandoned(): Promise<number> {
    const { now, storage } = this.#deps;
    const ids = await listAbandonedContents(storage.read, now() - UPLOAD_GRACE_MS, SWEEP_SIZE);
    for (const id of ids) await this.#remove(id);
    return ids.length;
  }

  async #store(contentId: string, body: Readable): Promise<number> {
    let size = 0;
    let index = 0;
    let pending: Uint8Array[] = [];
    let pendingBytes = 0;
    const flush = async (): Promise<void> => {
      if (pendingBytes === 0) return;
      const bytes = Buffer.concat(pending);
      const chunk = { contentId, index, bytes };
      await this.#deps.storage.transaction((tx) => insertChunk(tx, chunk));
      index += 1;
      pending = [];
      pendingBytes = 0;
    };
    for await (const bytes of bytesOf(body)) {
      size += bytes.byteLength;
      if (size > MAX_FILE_BYTES) throw tooLarge();
      pending.push(bytes);
      pendingBytes += bytes.byteLength;
      if (pendingBytes >= FILE_CHUNK_BYTES) await flush();
    }
    await flush();
    return size;
  }

  /** Removes bytes that no file has; where that fails the sweep does it. */
  async #removeSoon(contentId: string): Promise<void> {
    await this.#remove(contentId).catch(() => {});
  }

  async #remove(contentId: string): Promise<void> {
    await this.#deps.storage.transaction((tx) => deleteContent(tx, contentId));
  }
}

function tooLarge(): MeshagentError {
  return new MeshagentError(
    'payload_too_large',
    `A file may have ${MAX_FILE_BYTES / 1024 / 1024} MiB at most.`,
  );
}
