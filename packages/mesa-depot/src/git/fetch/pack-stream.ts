import { createHash } from 'node:crypto';
import { DepotError } from '../../errors/index.js';
import { EMPTY_TREE_OID, type Oid, TYPE_CODES } from '../../objects/index.js';
import { joinFrames } from '../../objects/join-frames.js';
import { encodePackEntryHead, encodePackHead } from '../../objects/pack-entry-head.js';
import { writeStored } from '../../objects/zlib-stored.js';
import {
  type Executor,
  FRAME_BYTES,
  getObjectChunk,
  getObjectHead,
  getObjectHeads,
  type ObjectHead,
} from '../../storage/index.js';

/** Where the objects are, and which. */
export interface PackRequest {
  readonly executor: Executor;
  readonly repoSeq: number;
  /** Each once, in the order of the pack. */
  readonly oids: { readonly size: number; batches(size: number): Iterable<readonly Oid[]> };
  readonly signal?: AbortSignal;
}

/** Objects of one query, and how large they may be to come with it: 32 MiB in memory at most. */
const OBJECTS_AT_ONCE = 512;
const SMALL_BYTES = 64 * 1024; // 64 KiB

/** A chunk of the pack has about this many bytes. */
const CHUNK_BYTES = 256 * 1024; // 256 KiB

/**
 * Gives a git pack (version 2) of stored objects, chunk by chunk.
 *
 * What a row holds goes into the pack as it is: nothing is inflated, deflated or hashed anew, and no deltas are made. At most some
 * dozen MiB are in memory, however large the pack or a file in it is. The bytes of objects are not verified: who gets the
 * pack hashes each of them.
 *
 * @throws DepotError `OBJECT_MISSING`, in the middle of the stream.
 */
export async function* streamPack(request: PackRequest): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha1');
  let parts: Uint8Array[] = [encodePackHead(request.oids.size)];
  let byteLength = 0;
  const take = (): Buffer => {
    const chunk = Buffer.concat(parts);
    parts = [];
    byteLength = 0;
    hash.update(chunk);
    return chunk;
  };
  for await (const part of entries(request)) {
    parts.push(part);
    byteLength += part.byteLength;
    if (byteLength >= CHUNK_BYTES) yield take();
  }
  if (parts.length > 0) yield take();
  yield hash.digest();
}

async function* entries(request: PackRequest): AsyncGenerator<Uint8Array, void, undefined> {
  const { executor, repoSeq, oids, signal } = request;
  for (const batch of oids.batches(OBJECTS_AT_ONCE)) {
    signal?.throwIfAborted();
    const heads = await getObjectHeads(executor, repoSeq, batch, SMALL_BYTES);
    for (const oid of batch) {
      const head = heads.get(oid);
      if (head === undefined) {
        yield emptyTree(oid);
        continue;
      }
      yield encodePackEntryHead(head.typeCode, head.size);
      if (head.frame === null) yield* largeBody(request, oid, head);
      else yield head.frame;
    }
  }
}

async function* largeBody(
  { executor, repoSeq, signal }: PackRequest,
  oid: Oid,
  { size }: ObjectHead,
): AsyncGenerator<Uint8Array, void, undefined> {
  const frame = (await getObjectHead(executor, repoSeq, oid))?.frame;
  if (frame === undefined) throw missing(oid);
  if (frame !== null) yield frame;
  else yield* joinFrames(oid, chunks());

  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let index = 0; index * FRAME_BYTES < size; index += 1) {
      signal?.throwIfAborted();
      yield await getObjectChunk(executor, repoSeq, oid, index);
    }
  }
}

/** The empty tree need not be stored to be named. */
function emptyTree(oid: Oid): Buffer {
  if (oid !== EMPTY_TREE_OID) throw missing(oid);
  return Buffer.concat([encodePackEntryHead(TYPE_CODES.tree, 0), writeStored(Buffer.alloc(0))]);
}

function missing(oid: Oid): DepotError {
  return new DepotError('OBJECT_MISSING', `The object ${oid} is not in the store.`, { details: { oid } });
}
