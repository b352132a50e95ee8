import { FRAME_BYTES, type FrameRun, frameCount } from './frames.js';

/** How far reads that follow each other may miss: a kernel sends several at a time, and they overtake each other. */
const SLACK_BYTES = FRAME_BYTES;

/**
 * Tells what of one large file to read before it is asked for. Nothing for a reader that jumps about; from the second of
 * two reads that follow each other on, more and more.
 */
export class ReadAhead {
  readonly #maxFrames: number;
  /** Where the next read begins if it follows on. */
  #next = -1;
  #frames = 0;
  /** Up to which frame it was asked for. */
  #askedEnd = 0;

  /** @param maxFrames How far ahead at most; 0 reads nothing ahead. */
  constructor(maxFrames: number) {
    this.#maxFrames = maxFrames;
  }

  /** Notes a read from `from` up to and without `to`; returns the frames to ask for now, undefined for none. */
  note(from: number, to: number, size: number): FrameRun | undefined {
    const follows = this.#next >= 0 && Math.abs(from - this.#next) <= SLACK_BYTES && to > this.#next;
    const isBehind = this.#next >= 0 && to <= this.#next && from >= this.#next - SLACK_BYTES;
    if (isBehind) return undefined;
    this.#next = to;
    const current = Math.ceil(to / FRAME_BYTES);
    if (!follows) {
      this.#frames = 0;
      this.#askedEnd = current;
      return undefined;
    }
    this.#askedEnd = Math.max(this.#askedEnd, current);
    // Asked for in large parts: not before half of what was read ahead is used.
    if (this.#frames > 0 && this.#askedEnd - current > this.#frames / 2) return undefined;
    this.#frames = Math.min(this.#maxFrames, Math.max(1, this.#frames * 2));
    const first = this.#askedEnd;
    const end = Math.min(current + this.#frames, frameCount(size));
    if (end <= first) return undefined;
    this.#askedEnd = end;
    return { first, end };
  }
}
