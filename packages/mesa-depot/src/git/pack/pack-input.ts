import { createHash, type Hash } from 'node:crypto';
import { badPack, packOverLimit } from './pack-errors.js';
import type { PackSpool } from './pack-spool.js';

const NOTHING = Buffer.alloc(0);

/**
 * The bytes of a pack as they arrive. What was taken is hashed and given to the spool, from which deltas and large
 * blobs are read again; what was not taken yet can be looked at without knowing where it ends.
 */
export class PackInput {
  readonly #parts: AsyncIterator<Uint8Array>;
  readonly #spool: PackSpool;
  readonly #maxBytes: number;
  readonly #hash: Hash = createHash('sha1');
  #window: Buffer = NOTHING;
  /** How much of the window is taken. */
  #taken = 0;
  #received = 0;
  #hasEnded = false;

  constructor(stream: AsyncIterable<Uint8Array>, spool: PackSpool, maxBytes: number) {
    this.#parts = stream[Symbol.asyncIterator]();
    this.#spool = spool;
    this.#maxBytes = maxBytes;
  }

  /** Bytes taken so far. */
  get offset(): number {
    return this.#received - this.available.length;
  }

  /** What has arrived and was not taken. */
  get available(): Buffer {
    return this.#window.subarray(this.#taken);
  }

  /** Waits until at least `bytes` are available; false when the stream ends before. */
  async fill(bytes: number): Promise<boolean> {
    if (this.available.length >= bytes) return true;
    if (this.#hasEnded) return false;
    const parts: Uint8Array[] = [this.available];
    let length = this.available.length;
    await this.#retire();
    while (length < bytes && !this.#hasEnded) {
      const next = await this.#parts.next();
      if (next.done === true) {
        this.#hasEnded = true;
        break;
      }
      parts.push(next.value);
      length += next.value.byteLength;
      this.#received += next.value.byteLength;
      if (this.#received > this.#maxBytes) {
        throw packOverLimit(`it has more than ${this.#maxBytes} bytes. Push the history in several parts`);
      }
    }
    this.#window = Buffer.concat(parts);
    return length >= bytes;
  }

  /** Takes `bytes` that are available. */
  take(bytes: number): void {
    this.#taken += bytes;
  }

  /** Takes the checksum at the end, and makes sure that it is right and the end. */
  async finish(): Promise<void> {
    await this.#retire();
    const checksum = this.#hash.digest();
    if (!(await this.fill(checksum.length))) throw badPack('it is cut short before its checksum');
    if (!this.available.subarray(0, checksum.length).equals(checksum)) {
      throw badPack('its bytes do not match its checksum. Push again: they were damaged on the way');
    }
    if (await this.fill(checksum.length + 1)) throw badPack('there are bytes after its end');
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    if (!this.#hasEnded) await this.#parts.return?.();
  }

  async #retire(): Promise<void> {
    const done = this.#window.subarray(0, this.#taken);
    this.#window = this.available;
    this.#taken = 0;
    if (done.length === 0) return;
    this.#hash.update(done);
    await this.#spool.append(done);
  }
}
