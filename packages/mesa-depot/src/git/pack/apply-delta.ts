import { badPack } from './pack-errors.js';

/** The sizes that a delta begins with. */
export interface DeltaHead {
  readonly baseSize: number;
  readonly resultSize: number;
  /** Where its instructions begin. */
  readonly length: number;
}

/** @throws DepotError `OBJECT_CORRUPT`. */
export function readDeltaHead(delta: Buffer): DeltaHead {
  const [baseSize, afterBase] = readSize(delta, 0);
  const [resultSize, length] = readSize(delta, afterBase);
  return { baseSize, resultSize, length };
}

/**
 * Returns what a delta makes of its base. Every instruction is checked: a delta cannot read outside its base or write
 * outside its result. Format: https://git-scm.com/docs/gitformat-pack#_deltified_representation
 *
 * @throws DepotError `OBJECT_CORRUPT`.
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const { baseSize, resultSize, length } = readDeltaHead(delta);
  if (baseSize !== base.length) {
    throw badPack(`a delta is for a base of ${baseSize} bytes, and its base has ${base.length}`);
  }
  const result = Buffer.allocUnsafe(resultSize);
  let from = length;
  let to = 0;
  while (from < delta.length) {
    const { end, count, offset } = readInstruction(delta, from);
    if (to + count > resultSize) throw overrun();
    if (offset === undefined) {
      if (end > delta.length) throw overrun();
      delta.copy(result, to, end - count, end);
    } else {
      if (offset + count > base.length) throw overrun();
      base.copy(result, to, offset, offset + count);
    }
    from = end;
    to += count;
  }
  if (to !== resultSize) throw badPack(`a delta promises ${resultSize} bytes and gives ${to}`);
  return result;
}

/** One instruction of a delta: `count` bytes of the base from `offset`, or the `count` bytes before `end` themselves. */
export interface DeltaInstruction {
  readonly count: number;
  readonly offset?: number;
  /** Where the next instruction begins. */
  readonly end: number;
}

/**
 * Reads the instruction at a position. Whether the bytes to insert are all there is for the caller to see.
 *
 * @throws DepotError `OBJECT_CORRUPT`.
 */
export function readInstruction(delta: Buffer, at: number): DeltaInstruction {
  const instruction = byteAt(delta, at);
  let end = at + 1;
  if (instruction === 0) throw badPack('a delta has an instruction that means nothing');
  if ((instruction & 0x80) === 0) return { count: instruction, end: end + instruction };
  let offset = 0;
  for (let byte = 0; byte < 4; byte++) {
    if ((instruction & (1 << byte)) !== 0) offset += byteAt(delta, end++) * 256 ** byte;
  }
  let count = 0;
  for (let byte = 0; byte < 3; byte++) {
    if ((instruction & (0x10 << byte)) !== 0) count += byteAt(delta, end++) * 256 ** byte;
  }
  return { offset, count: count === 0 ? 0x10000 : count, end };
}

function readSize(delta: Buffer, start: number): [size: number, end: number] {
  let at = start;
  let size = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = byteAt(delta, at++);
    size += (byte & 0x7f) * factor;
    if (size > Number.MAX_SAFE_INTEGER) throw badPack('a delta claims an impossible size');
    if ((byte & 0x80) === 0) return [size, at];
  }
}

function byteAt(delta: Buffer, at: number): number {
  const byte = delta[at];
  if (byte === undefined) throw badPack('a delta is cut short');
  return byte;
}

function overrun(): Error {
  return badPack('a delta reads or writes beyond the end');
}
