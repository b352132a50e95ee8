import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { crc32 } from './crc32.js';
import { TYPE_CODES } from './frame.js';
import type { PendingObject } from './object-buffer.js';
import type { Oid } from './oid.js';
import { encodePackEntryHead, encodePackHead } from './pack-entry-head.js';

const deflateInBackground = promisify<Uint8Array, Buffer>(deflate);

/** Written in pieces of this size: an object of a few hundred bytes is not worth a system call. */
const FLUSH_BYTES = 1024 * 1024; // 1 MiB

/** Offsets from here on have their own table in the index. */
const LARGE_OFFSET = 0x8000_0000;

interface PackedObject {
  readonly oid: Buffer;
  readonly offset: number;
  readonly crc: number;
}

/**
 * Writes a git pack (version 2) and its index, object by object, without ever holding more than one in memory.
 *
 * The number of objects stands in the head of a pack, so it has to be known in advance. Objects are deflated and no deltas are
 * made: `git gc` in the result makes them, better than we could in passing.
 *
 * Format: https://git-scm.com/docs/gitformat-pack
 */
export class PackWriter {
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha1');
  readonly #objects: PackedObject[] = [];
  readonly #count: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #offset = 0;

  private constructor(file: FileHandle, count: number) {
    this.#file = file;
    this.#count = count;
  }

  /** Begins a pack of `count` objects in a new file. */
  static async create(path: string, count: number): Promise<PackWriter> {
    const writer = new PackWriter(await open(path, 'wx'), count);
    await writer.#write(encodePackHead(count));
    return writer;
  }

  /** Adds an object. Each must be added once. */
  async add(oid: Oid, object: PendingObject): Promise<void> {
    const entry = Buffer.concat([
      encodePackEntryHead(TYPE_CODES[object.type], object.body.byteLength),
      await deflateInBackground(object.body),
    ]);
    this.#objects.push({ oid: Buffer.from(oid, 'hex'), offset: this.#offset, crc: crc32(entry) });
    await this.#write(entry);
  }

  /**
   * Ends the pack and makes sure it is on the disk.
   *
   * @returns The checksum, which git names the files after, and the content of the index.
   */
  async finish(): Promise<{ checksum: string; index: Buffer }> {
    if (this.#objects.length !== this.#count) {
      throw new Error(`the pack was begun for ${this.#count} objects and has ${this.#objects.length}`);
    }
    await this.#flush();
    const checksum = this.#hash.digest();
    await this.#file.write(checksum);
    await this.#file.sync();
    await this.#file.close();
    return { checksum: checksum.toString('hex'), index: packIndex(this.#objects, checksum) };
  }

  /** Gives up: closes the file, which is of no use then. */
  async abort(): Promise<void> {
    await this.#file.close();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.#offset += bytes.byteLength;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.byteLength;
    if (this.#pendingBytes >= FLUSH_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    for (let at = 0; at < bytes.byteLength; ) at += (await this.#file.write(bytes, at)).bytesWritten;
  }
}

/** Index, version 2: fan-out, oids, checksums, offsets, large offsets, and two checksums at the end. */
function packIndex(objects: readonly PackedObject[], packChecksum: Buffer): Buffer {
  const sorted = [...objects].sort((a, b) => Buffer.compare(a.oid, b.oid));
  const large = sorted.filter(({ offset }) => offset >= LARGE_OFFSET);
  const fanOut = Buffer.alloc(256 * 4);
  let at = 0;
  for (let first = 0; first < 256; first += 1) {
    while (at < sorted.length && (sorted[at]?.oid[0] ?? 0) <= first) at += 1;
    fanOut.writeUInt32BE(at, first * 4);
  }
  const crcs = Buffer.alloc(sorted.length * 4);
  const offsets = Buffer.alloc(sorted.length * 4);
  const largeOffsets = Buffer.alloc(large.length * 8);
  let largeAt = 0;
  for (const [index, { crc, offset }] of sorted.entries()) {
    crcs.writeUInt32BE(crc, index * 4);
    if (offset < LARGE_OFFSET) {
      offsets.writeUInt32BE(offset, index * 4);
      continue;
    }
    offsets.writeUInt32BE(LARGE_OFFSET + largeAt, index * 4);
    largeOffsets.writeBigUInt64BE(BigInt(offset), largeAt * 8);
    largeAt += 1;
  }
  const head = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]);
  const body = Buffer.concat([
    head,
    fanOut,
    ...sorted.map(({ oid }) => oid),
    crcs,
    offsets,
    largeOffsets,
    packChecksum,
  ]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}
