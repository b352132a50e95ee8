import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { type ObjectType, type Oid, TYPE_CODES } from '../../../objects/index.js';

/** One object of a pack that is made by hand. */
export type PackItem =
  | { readonly type: ObjectType; readonly body: Uint8Array | string; readonly claimedSize?: number }
  /** A delta whose base is the item of that number, named by its distance. */
  | { readonly base: number; readonly delta: Uint8Array }
  /** A delta whose base is named by its oid. */
  | { readonly baseOid: Oid; readonly delta: Uint8Array };

/** Returns a pack with these objects, also one that git would never make. */
export function buildPack(items: readonly PackItem[], claimedCount: number = items.length): Buffer {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(claimedCount, 8);
  const parts: Buffer[] = [head];
  const offsets: number[] = [];
  let offset = head.length;
  for (const item of items) {
    offsets.push(offset);
    const entry = entryOf(item, offset, offsets);
    parts.push(entry);
    offset += entry.length;
  }
  return sealPack(Buffer.concat(parts));
}

/** Adds the checksum. */
export function sealPack(pack: Uint8Array): Buffer {
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()]);
}

/** Returns a delta of these instructions: bytes to insert, or a range of the base to copy. */
export function buildDelta(
  baseSize: number,
  resultSize: number,
  instructions: readonly (Uint8Array | { readonly offset: number; readonly count: number })[],
): Buffer {
  const parts = [varint(baseSize), varint(resultSize)];
  for (const instruction of instructions) {
    if (instruction instanceof Uint8Array) {
      parts.push(Buffer.from([instruction.byteLength]), Buffer.from(instruction));
      continue;
    }
    const { offset, count } = instruction;
    const bytes = Buffer.alloc(8);
    bytes[0] = 0xff;
    bytes.writeUInt32LE(offset, 1);
    bytes.writeUIntLE(count, 5, 3);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** Yields bytes in parts, as a connection would. */
export async function* inParts(bytes: Uint8Array, partBytes = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += partBytes) yield bytes.subarray(at, at + partBytes);
}

function entryOf(item: PackItem, offset: number, offsets: readonly number[]): Buffer {
  if ('type' in item) {
    const body = Buffer.from(item.body as Uint8Array);
    return Buffer.concat([
      entryHead(TYPE_CODES[item.type], item.claimedSize ?? body.length),
      deflateSync(body),
    ]);
  }
  const delta = deflateSync(item.delta);
  const { length } = item.delta;
  if ('baseOid' in item)
    return Buffer.concat([entryHead(7, length), Buffer.from(item.baseOid, 'hex'), delta]);
  return Buffer.concat([entryHead(6, length), distance(offset - (offsets[item.base] ?? 0)), delta]);
}

function entryHead(typeCode: number, size: number): Buffer {
  const bytes: number[] = [];
  let byte = (typeCode << 4) | (size % 16);
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80);
    byte = rest % 128;
  }
  return Buffer.from([...bytes, byte]);
}

function distance(value: number): Buffer {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor((rest - 1) / 128)) {
    bytes.unshift(0x80 | ((rest - 1) % 128));
  }
  return Buffer.from(bytes);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(0x80 | (rest % 128));
  return Buffer.from([...bytes, rest]);
}
