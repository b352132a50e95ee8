import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { DepotError } from '../../errors/index.js';
import type { BlobStore, StoredBlob } from '../blob-store.js';

/** Parts of one upload: two are in memory at a time. 10,000 of them, the most there may be, are 78 GiB. */
const PART_BYTES = 8 * 1024 * 1024; // 8 MiB
const PARTS_AT_ONCE = 2;
/** The most keys that one request may delete. */
const KEYS_PER_DELETE = 1_000;
const RETRY_SECONDS = 5;
/** Says whose objects these are. */
const OWNER_KEY = 'owner';

/** A bucket, or the part of one below a prefix. Made by `openS3Store`. */
export class S3Store implements BlobStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor(client: S3Client, { bucket, prefix }: { readonly bucket: string; readonly prefix: string }) {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  /** Leaves an id if there is none yet; returns the one that is there then. */
  async claim(owner: string): Promise<string> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#at(OWNER_KEY)));
      return (await Body?.transformToString())?.trim() ?? '';
    } catch (error) {
      if (!isMissing(error) || (error as Error).name === 'NoSuchBucket') throw error;
    }
    await this.#client.send(new PutObjectCommand({ ...this.#at(OWNER_KEY), Body: `${owner}\n` }));
    return owner;
  }

  async put(key: string, size: number, body: AsyncIterable<Uint8Array>): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      params: { ...this.#at(key), Body: Readable.from(body, { objectMode: false }) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    await attempt(() => upload.done());
    const stored = await this.head(key);
    if (stored?.size === size) return;
    throw new DepotError(
      'UNAVAILABLE',
      `The object store kept ${stored?.size ?? 'none'} of ${size} bytes. Send the request again.`,
      { details: { retry_after_seconds: RETRY_SECONDS } },
    );
  }

  async get(key: string, from: number, to: number): Promise<Uint8Array> {
    if (from >= to) return new Uint8Array();
    let bytes: Uint8Array | undefined;
    try {
      bytes = await attempt(async () => {
        const range = `bytes=${from}-${to - 1}`;
        const { Body } = await this.#client.send(new GetObjectCommand({ ...this.#at(key), Range: range }));
        return Body?.transformToByteArray();
      });
    } catch (error) {
      const cause = error instanceof DepotError ? error.cause : error;
      if (isMissing(cause)) throw damaged(key, 'it is missing', cause);
      if ((cause as Error).name === 'InvalidRange') throw damaged(key, 'it is cut short', cause);
      throw error;
    }
    if (bytes?.byteLength === to - from) return bytes;
    throw damaged(key, 'it is cut short');
  }

  async head(key: string): Promise<StoredBlob | undefined> {
    try {
      const { ContentLength, LastModified } = await attempt(() =>
        this.#client.send(new HeadObjectCommand(this.#at(key))),
      );
      return { key, size: ContentLength ?? 0, storedAtMs: LastModified?.getTime() ?? 0 };
    } catch (error) {
      if (isMissing(error instanceof DepotError ? error.cause : error)) return undefined;
      throw error;
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += KEYS_PER_DELETE) {
      const objects = keys.slice(at, at + KEYS_PER_DELETE).map((key) => ({ Key: this.#prefix + key }));
      const { Errors: errors = [] } = await attempt(() =>
        this.#client.send(
          new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects: objects, Quiet: true } }),
        ),
      );
      const [first] = errors;
      if (first) throw unavailable(new Error(`${first.Code}: ${first.Key}`));
    }
  }

  async *list(): AsyncGenerator<readonly StoredBlob[], void, undefined> {
    const pages = paginateListObjectsV2(
      { client: this.#client },
      { Bucket: this.#bucket, Prefix: this.#prefix },
    );
    while (true) {
      const { value: page, done } = await attempt(() => pages.next());
      if (done || page === undefined) return;
      yield (page.Contents ?? []).flatMap(({ Key = '', Size = 0, LastModified }) => {
        const key = Key.slice(this.#prefix.length);
        return key === OWNER_KEY ? [] : { key, size: Size, storedAtMs: LastModified?.getTime() ?? 0 };
      });
    }
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: this.#prefix + key };
  }
}

/** Runs requests that the SDK repeats as often as it makes sense. */
async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DepotError ? error : unavailable(error);
  }
}

function isMissing(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode === 404;
}

/** Whose the store is and what it said is for the log alone. */
function unavailable(cause: unknown): DepotError {
  return new DepotError(
    'UNAVAILABLE',
    'The store for large files cannot be reached. Send the request again.',
    { cause, details: { retry_after_seconds: RETRY_SECONDS } },
  );
}

function damaged(key: string, what: string, cause?: unknown): DepotError {
  return new DepotError('OBJECT_CORRUPT', `The stored object ${key} cannot be read: ${what}.`, { cause });
}
