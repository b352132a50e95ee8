import { createHash } from 'node:crypto';
import type { ObjectType, Oid } from '../../objects/index.js';
import { EventLoopShare } from '../../storage/embedded/event-loop-share.js';
import { FRAME_BYTES } from '../../storage/index.js';
import { type EntryHead, MAX_HEAD_BYTES, OFS_DELTA, REF_DELTA, readEntryHead } from './entry-head.js';
import { AT_ONCE_BYTES, inflateLarge, inflateSmall } from './inflate-entry.js';
import type { ObjectChecker } from './object-checker.js';
import type { ObjectSink } from './object-sink.js';
import { PackEntries } from './pack-entries.js';
import { badPack, packOverLimit } from './pack-errors.js';
import type { PackInput } from './pack-input.js';
import type { PackLimits } from './pack-limits.js';

const HEAD_BYTES = 12;
const OBJECT_TYPES: readonly (ObjectType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];

/** Returns the type behind a number of a pack; undefined for deltas. */
export function packedType(typeCode: number): ObjectType | undefined {
  return OBJECT_TYPES[typeCode];
}

/** What reading a pack works with. */
export interface PackReading {
  readonly input: PackInput;
  readonly checker: ObjectChecker;
  readonly sink: ObjectSink;
  readonly limits: PackLimits;
  readonly signal?: AbortSignal | undefined;
}

/** A pack of which every byte was read. Its deltas and large blobs are not stored yet. */
export interface ReadPack {
  readonly entries: PackEntries;
  /** Where the entries end. */
  readonly end: number;
  /** Blobs of more than a frame. */
  readonly largeBlobs: readonly number[];
  /** Deltas whose base is named by its oid, by that oid. */
  readonly byBaseOid: Map<Oid, number[]>;
}

/**
 * Reads a pack from its first byte to its last. What is no delta is checked and stored at once, except large blobs:
 * their rows carry the oid, which is known only at their end.
 *
 * @throws DepotError `OBJECT_CORRUPT`, `PAYLOAD_TOO_LARGE`.
 */
export async function readPack(reading: PackReading): Promise<ReadPack> {
  const { input, limits, signal } = reading;
  const count = await readHead(input, limits);
  const pack = {
    entries: new PackEntries(),
    largeBlobs: [] as number[],
    byBaseOid: new Map<Oid, number[]>(),
  };
  const share = new EventLoopShare();
  for (let index = 0; index < count; index++) {
    signal?.throwIfAborted();
    await share.pauseIfSpent();
    const offset = input.offset;
    await input.fill(MAX_HEAD_BYTES);
    const head = readEntryHead(input.available);
    input.take(head.length);
    const { size, typeCode } = head;
    pack.entries.add({ offset, size, typeCode });
    if (packedType(typeCode) === undefined) await readDelta(reading, pack, index, head);
    else await readObject(reading, pack, index, head);
  }
  const end = input.offset;
  await input.finish();
  return { ...pack, end };
}

async function readHead(input: PackInput, limits: PackLimits): Promise<number> {
  if (!(await input.fill(HEAD_BYTES))) throw badPack('it is cut short before its first object');
  const head = input.available;
  if (head.toString('latin1', 0, 4) !== 'PACK') throw badPack('it does not begin with "PACK"');
  const version = head.readUInt32BE(4);
  if (version !== 2 && version !== 3) throw badPack(`its version is ${version}, and only 2 and 3 are known`);
  const count = head.readUInt32BE(8);
  if (count > limits.objects) {
    throw packOverLimit(`it has ${count} objects, and may have ${limits.objects}. Push in several parts`);
  }
  input.take(HEAD_BYTES);
  return count;
}

async function readObject(
  { input, checker, sink }: PackReading,
  { entries, largeBlobs }: Pick<ReadPack, 'entries'> & { largeBlobs: number[] },
  index: number,
  { size, typeCode }: EntryHead,
): Promise<void> {
  const type = packedType(typeCode) as ObjectType;
  checker.admit(type, size, input.offset);
  if (type === 'blob' && size > FRAME_BYTES) {
    const hash = createHash('sha1').update(`blob ${size}\0`);
    await inflateLarge(input, size, (part) => hash.update(part));
    entries.setOid(index, hash.digest('hex'));
    largeBlobs.push(index);
    return;
  }
  const body = await inflate(input, size);
  const oid = checker.check(type, body);
  entries.setOid(index, oid);
  await sink.add(oid, type, body);
}

async function readDelta(
  { input, checker }: PackReading,
  { entries, byBaseOid }: Pick<ReadPack, 'entries' | 'byBaseOid'>,
  index: number,
  { size, typeCode, distance = 0, baseOid = '' }: EntryHead,
): Promise<void> {
  checker.admitDelta(size, input.offset);
  if (typeCode === OFS_DELTA) {
    if (distance < 1) throw badPack('a delta names itself as its base');
    entries.addChild(entries.at(entries.offset(index) - distance), index);
  } else if (typeCode === REF_DELTA) {
    const siblings = byBaseOid.get(baseOid);
    if (siblings) siblings.push(index);
    else byBaseOid.set(baseOid, [index]);
  }
  // It is read again when its base is at hand; here only its end has to be found.
  if (size <= AT_ONCE_BYTES) await inflateSmall(input, size);
  else await inflateLarge(input, size, () => {});
}

async function inflate(input: PackInput, size: number): Promise<Buffer> {
  if (size <= AT_ONCE_BYTES) return inflateSmall(input, size);
  const parts: Buffer[] = [];
  await inflateLarge(input, size, (part) => parts.push(part));
  return Buffer.concat(parts);
}
