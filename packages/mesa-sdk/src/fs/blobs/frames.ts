/** Large files are read in pieces of this size, which begin at its multiples. */
export const FRAME_BYTES = 1024 * 1024; // 1 MiB

/** Frames of a file, from one up to and without another. */
export interface FrameRun {
  readonly first: number;
  readonly end: number;
}

/** Whether a file is read in frames; smaller ones are read whole. */
export function isFramed(size: number): boolean {
  return size > FRAME_BYTES;
}

/** Returns how many frames a file has. */
export function frameCount(size: number): number {
  return Math.ceil(size / FRAME_BYTES);
}

/** Returns the frames that hold a range of a file, which must not be empty. */
export function framesOf(from: number, to: number): FrameRun {
  return { first: Math.floor(from / FRAME_BYTES), end: Math.ceil(to / FRAME_BYTES) };
}

/** Returns the range of a file that a run of frames holds. */
export function rangeOf({ first, end }: FrameRun, size: number): { from: number; to: number } {
  return { from: first * FRAME_BYTES, to: Math.min(end * FRAME_BYTES, size) };
}

/** Takes a range of a file out of its frames, the first of which is `first`. */
export function cutRange(frames: readonly Uint8Array[], first: number, from: number, to: number): Uint8Array {
  const start = from - first * FRAME_BYTES;
  if (frames.length === 1) return (frames[0] as Uint8Array).subarray(start, start + to - from);
  const bytes = new Uint8Array(to - from);
  let at = 0;
  for (const [index, frame] of frames.entries()) {
    const piece = frame.subarray(index === 0 ? start : 0, (index === 0 ? start : 0) + bytes.length - at);
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
