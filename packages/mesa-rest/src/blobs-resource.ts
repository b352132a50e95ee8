import {
  type BlobSource,
  type ByteRange,
  getBlobBytes,
  getBlobStream,
  putBlob,
  type ReadBlob,
  readBlobs,
} from './blobs.js';
import type { MesaClient } from './client.js';
import type { Blob as BlobInfo, BlobsRead } from './generated/depot/types.gen.js';
import type { RequestOptions } from './request-options.js';

interface RepoArguments {
  readonly org: string;
  readonly repo: string;
}

/** The operations of `blobs`: the bytes of files by their id. An extension: servers other than a depot may not know it. */
export class BlobsResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /** Read a blob, or a range of it, as bytes. See `getBlobBytes`. */
  async getBytes(
    { org, repo, oid, range }: RepoArguments & { readonly oid: string; readonly range?: ByteRange },
    options: RequestOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    return (await getBlobBytes({ client: this.#client, path: { org, repo, oid }, range, ...options })).data;
  }

  /** Read a blob, or a range of it, as a stream. See `getBlobStream`. */
  async getStream(
    { org, repo, oid, range }: RepoArguments & { readonly oid: string; readonly range?: ByteRange },
    options: RequestOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    return (await getBlobStream({ client: this.#client, path: { org, repo, oid }, range, ...options })).data;
  }

  /** Read many blobs at once. See `readBlobs`. */
  async read(
    { org, repo, body }: RepoArguments & { readonly body: BlobsRead },
    options: RequestOptions = {},
  ): Promise<readonly ReadBlob[]> {
    return (await readBlobs({ client: this.#client, path: { org, repo }, body, ...options })).data;
  }

  /** Store the bytes of a file. See `putBlob`. */
  async put(
    { org, repo, body }: RepoArguments & { readonly body: BlobSource },
    options: RequestOptions = {},
  ): Promise<BlobInfo> {
    return (await putBlob({ client: this.#client, path: { org, repo }, body, ...options })).data;
  }
}
