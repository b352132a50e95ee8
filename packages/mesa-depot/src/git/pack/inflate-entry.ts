import { createInflate, inflateSync } from 'node:zlib';
import { badPack } from './pack-errors.js';
import type { PackInput } from './pack-input.js';

/** Up to this size an object is inflated in one go, which is ten times faster than through a stream. */
export const AT_ONCE_BYTES: number = 256 * 1024; // 256 KiB
/** How much a stream is given at a time. */
const PART_BYTES = 64 * 1024; // 64 KiB

/**
 * Inflates the object that begins at the input and takes its compressed bytes, whose end nothing but inflating tells.
 *
 * @param size What the head of the entry promises; more is not inflated.
 * @returns All bytes, when there are at most {@link AT_ONCE_BYTES}.
 * @throws DepotError `OBJECT_CORRUPT`.
 */
export async function inflateSmall(input: PackInput, size: number): Promise<Buffer> {
  // No sensible encoder makes more of it than this; for others there is the stream.
  await input.fill(size + Math.ceil(size / 64) + 64);
  try {
    const { buffer, engine } = inflateKnown(input.available, size);
    input.take(engine.bytesWritten);
    if (buffer.length !== size) throw wrongSize(size, buffer.length);
    return buffer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') throw toPackError(error, size);
  }
  const parts: Buffer[] = [];
  await inflateLarge(input, size, (part) => parts.push(part));
  return Buffer.concat(parts);
}

/** Inflates like {@link inflateSmall}, and hands the bytes over in parts. */
export async function inflateLarge(
  input: PackInput,
  size: number,
  onPart: (part: Buffer) => void,
): Promise<void> {
  const inflate = createInflate({ chunkSize: PART_BYTES });
  let inflated = 0;
  let failure: unknown;
  const ended = new Promise<void>((resolve) => {
    inflate.on('data', (part: Buffer) => {
      inflated += part.length;
      if (inflated > size) inflate.destroy(wrongSize(size, inflated));
      else onPart(part);
    });
    inflate.on('error', (error) => {
      failure ??= error;
      resolve();
    });
    inflate.on('end', resolve);
  });
  try {
    for (;;) {
      if (!(await input.fill(1))) throw badPack('it is cut short in the middle of an object');
      const part = input.available.subarray(0, PART_BYTES);
      const before = inflate.bytesWritten;
      await Promise.race([new Promise((resolve) => inflate.write(part, resolve)), ended]);
      if (failure !== undefined) throw toPackError(failure, size);
      const used = inflate.bytesWritten - before;
      input.take(used);
      if (used < part.length) break;
    }
    await ended;
    if (failure !== undefined) throw toPackError(failure, size);
    if (inflated !== size) throw wrongSize(size, inflated);
  } finally {
    inflate.destroy();
  }
}

/**
 * Returns the bytes of a compressed object that is complete.
 *
 * @throws DepotError `OBJECT_CORRUPT`.
 */
export function inflateWhole(compressed: Buffer, size: number): Buffer {
  try {
    const { buffer } = inflateKnown(compressed, size);
    if (buffer.length !== size) throw wrongSize(size, buffer.length);
    return buffer;
  } catch (error) {
    throw toPackError(error, size);
  }
}

function inflateKnown(
  compressed: Buffer,
  size: number,
): { buffer: Buffer; engine: { bytesWritten: number } } {
  // The chunk is what is allocated for the result: a little more than is needed, so that one is enough.
  const options = { info: true, chunkSize: Math.max(64, size + 16), maxOutputLength: size + 1 };
  // The types of Node do not know what `info` returns.
  return inflateSync(compressed, options) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
}

function toPackError(error: unknown, size: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_BUFFER_TOO_LARGE') return wrongSize(size, size + 1);
  if (code?.startsWith('Z_')) return badPack('the compressed bytes of an object are damaged', error);
  return error;
}

function wrongSize(expected: number, found: number): Error {
  const than = found > expected ? 'more' : 'fewer';
  return badPack(`an object has ${than} bytes than the ${expected} that its head promises`);
}
