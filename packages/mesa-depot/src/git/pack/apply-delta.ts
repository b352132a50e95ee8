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
    const instruction = delta[from++] as number;
    if ((instruction & 0x80) === 0) {
      if (instruction === 0) throw badPack('a delta has an instruction that means nothing');
      if (from + instruction > delta.length || to + instruction > resultSize) throw overrun();
      delta.copy(result, to, from, from + instruction);
      from += instruction;
      to += instruction;
      continue;
    }
    let offset = 0;
    for (let byte = 0; byte < 4; byte++) {
      if ((instruction & (1 << byte)) !== 0) offset += byteAt(delta, from++) * 256 ** byte;
    }
    let count = 0;
    for (let byte = 0; byte < 3; byte++) {
      if ((instruction & (0x10 << byte)) !== 0) count += byteAt(delta, from++) * 256 ** byte;
    }
    if (count === 0) count = 0x10000;
    if (offset + count > base.length || to + count > resultSize) throw overrun();
    base.copy(result, to, offset, offset + count);
    to += count;
  }
  if (to !== resultSize) throw badPack(`a delta promises ${resultSize} bytes and gives ${to}`);
  return result;
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
