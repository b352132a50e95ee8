import { REQUESTS, type RequestName } from '../protocol/requests.js';

/** Room for every number of a request that there is or may come. */
const SLOTS = 128;

/**
 * How many requests of each kind came, in memory that threads share: a loop that blocks in the kernel could not be
 * asked. One thread counts, any may read.
 */
export class RequestCounts {
  readonly shared: SharedArrayBuffer;
  readonly #counts: Uint32Array;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(SLOTS * Uint32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#counts = new Uint32Array(shared);
  }

  add(opcode: number): void {
    if (opcode < SLOTS) this.#counts[opcode] = (this.#counts[opcode] as number) + 1;
  }

  /** Returns the kinds that came at all. */
  read(): Partial<Record<RequestName, number>> {
    const found: Partial<Record<RequestName, number>> = {};
    for (const [name, { opcode }] of Object.entries(REQUESTS)) {
      const count = Atomics.load(this.#counts, opcode);
      if (count > 0) found[name as RequestName] = count;
    }
    return found;
  }
}
