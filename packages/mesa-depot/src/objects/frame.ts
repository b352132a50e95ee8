import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { DepotError } from '../errors/index.js';
import { FRAME_BYTES, type FramedObject } from '../storage/index.js';
import type { PendingObject } from './object-buffer.js';
import type { ObjectType } from './object-type.js';
import type { Oid } from './oid.js';
import { readStored, writeStored } from './zlib-stored.js';

const deflateInBackground = promisify<Uint8Array, { level: number }, Buffer>(deflate);
const inflateInBackground = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

/** Blobs up to this size are not compressed: the time costs more than the disk. */
const STORED_UP_TO_BYTES = 64 * 1024; // 64 KiB
/** As many as Node has threads for it. */
const PARALLEL_DEFLATES = 4;

/** The numbers that git gives the types in a pack. */
export const TYPE_CODES: Readonly<Record<ObjectType, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 };
const TYPES: readonly (ObjectType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];

/**
 * Returns objects as storage keeps them, for `RepoWrite.objects`.
 *
 * This is the slow part of storing, and is done before the transaction: larger blobs are deflated, on Node's thread pool.
 */
export async function frameObjects(objects: ReadonlyMap<Oid, PendingObject>): Promise<FramedObject[]> {
  const framed: FramedObject[] = [];
  const entries = objects.entries();
  const frameNext = async (): Promise<void> => {
    for (const [oid, object] of entries) framed.push(await frameObject(oid, object));
  };
  await Promise.all(Array.from({ length: PARALLEL_DEFLATES }, frameNext));
  return framed;
}

/**
 * Returns the type and body of a stored object.
 *
 * @throws DepotError `OBJECT_CORRUPT` when its bytes are damaged.
 */
export async function unframeObject(object: FramedObject): Promise<PendingObject> {
  const type = objectTypeOf(object.oid, object.typeCode);
  const parts: Uint8Array[] = [];
  for (const frame of object.frames) parts.push(await unframePart(object.oid, frame));
  const body = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  if (body.byteLength !== object.size) {
    throw corrupt(object.oid, `it has ${body.byteLength} bytes and should have ${object.size}`);
  }
  return { type, body };
}

/**
 * Returns the bytes of one frame.
 *
 * @throws DepotError `OBJECT_CORRUPT` when they are damaged.
 */
export async function unframePart(oid: Oid, frame: Uint8Array): Promise<Uint8Array> {
  return readStored(frame) ?? (await inflateFrame(oid, frame));
}

/** Returns the type behind a stored type number. */
export function objectTypeOf(oid: Oid, typeCode: number): ObjectType {
  const type = TYPES[typeCode];
  if (type === undefined) throw corrupt(oid, `its type is ${typeCode}`);
  return type;
}

async function frameObject(oid: Oid, object: PendingObject): Promise<FramedObject> {
  const { type, body } = object;
  const framed = { oid, typeCode: TYPE_CODES[type], size: body.byteLength };
  if (body.byteLength <= STORED_UP_TO_BYTES) return { ...framed, frames: [writeStored(body)] };
  const frames: Uint8Array[] = [];
  for (let from = 0; from < body.byteLength; from += FRAME_BYTES) {
    const part = body.subarray(from, from + FRAME_BYTES);
    frames.push(type === 'blob' ? await frameBlobPart(part) : writeStored(part));
  }
  return { ...framed, frames };
}

/**
 * Returns a frame of a large blob: deflated, unless the bytes are compressed already, so that reading them is not made
 * slower for nothing.
 */
export async function frameBlobPart(bytes: Uint8Array): Promise<Uint8Array> {
  const deflated = await deflateInBackground(bytes, { level: 1 });
  return deflated.byteLength < bytes.byteLength * 0.9 ? deflated : writeStored(bytes);
}

async function inflateFrame(oid: Oid, frame: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflateInBackground(frame, { maxOutputLength: FRAME_BYTES });
  } catch (cause) {
    throw corrupt(oid, 'its compressed bytes are damaged', cause);
  }
}

function corrupt(oid: Oid, what: string, cause?: unknown): DepotError {
  return new DepotError('OBJECT_CORRUPT', `The stored object ${oid} cannot be read: ${what}.`, {
    details: { oid },
    cause,
  });
}
