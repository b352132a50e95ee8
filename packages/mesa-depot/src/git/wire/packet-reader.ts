import { bytesToText } from '../../objects/index.js';
import { GitProtocolError } from './git-protocol-error.js';
import { decodeLength, type Packet } from './pkt-line.js';

/** Bounds of a {@link PacketReader}. */
export interface PacketReaderOptions {
  /**
   * How many bytes of packets may be read, their lengths included. Default: no bound. What follows the packets
   * ({@link PacketReader.rest}) is not counted.
   */
  readonly maxBytes?: number;
}

/** A packet whose bytes are read as text: the newline at the end, which git leaves to the sender, is taken off. */
export type Line = { readonly kind: 'line'; readonly text: string } | Exclude<Packet, { kind: 'data' }>;

const LENGTH_DIGITS = 4;

/**
 * Reads packets from a stream of bytes that may be cut anywhere, and then whatever follows them.
 *
 * It holds one packet and the chunk of the stream that it came in, and asks the stream for more only when it needs it.
 */
export class PacketReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  #chunk: Uint8Array = Buffer.alloc(0);
  #isOver = false;
  #read = 0;

  constructor(source: AsyncIterable<Uint8Array>, options: PacketReaderOptions = {}) {
    this.#source = source[Symbol.asyncIterator]();
    this.#maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Returns the next packet, or `undefined` at the end of the stream. Its bytes stay valid.
   *
   * @throws GitProtocolError when the stream ends within a packet, is no packet, or exceeds `maxBytes`.
   */
  async read(): Promise<Packet | undefined> {
    const digits = await this.#take(LENGTH_DIGITS);
    if (digits === undefined) return undefined;
    const length = decodeLength(digits);
    this.#count(Math.max(length, LENGTH_DIGITS));
    if (length === 0) return { kind: 'flush' };
    if (length === 1) return { kind: 'delim' };
    if (length === 2) return { kind: 'response-end' };
    if (length === LENGTH_DIGITS) return { kind: 'data', payload: Buffer.alloc(0) };
    const payload = await this.#take(length - LENGTH_DIGITS);
    if (payload === undefined) throw cutOff();
    return { kind: 'data', payload };
  }

  /** Returns the next packet as text, or `undefined` at the end of the stream; throws as {@link read} does. */
  async readLine(): Promise<Line | undefined> {
    const packet = await this.read();
    if (packet?.kind !== 'data') return packet;
    const text = bytesToText(packet.payload);
    return { kind: 'line', text: text.endsWith('\n') ? text.slice(0, -1) : text };
  }

  /** Gives what follows the packets read so far, as it comes. Nothing else may be read after that. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      if (this.#chunk.byteLength > 0) {
        const chunk = this.#chunk;
        this.#chunk = Buffer.alloc(0);
        yield chunk;
      }
      for (;;) {
        const next = await this.#next();
        if (next === undefined) return;
        yield next;
      }
    } finally {
      await this.close();
    }
  }

  /** Tells the stream that nothing more will be asked of it. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#source.return?.();
  }

  #count(bytes: number): void {
    this.#read += bytes;
    if (this.#read > this.#maxBytes) {
      throw new GitProtocolError(`the request is larger than ${this.#maxBytes} bytes before any pack`);
    }
  }

  /** Returns exactly so many bytes, or `undefined` when the stream is at its end. */
  async #take(length: number): Promise<Uint8Array | undefined> {
    if (this.#chunk.byteLength >= length) return this.#cut(length);
    const parts: Uint8Array[] = [];
    let missing = length;
    for (;;) {
      const part = this.#cut(Math.min(missing, this.#chunk.byteLength));
      parts.push(part);
      missing -= part.byteLength;
      if (missing === 0) return Buffer.concat(parts, length);
      const next = await this.#next();
      if (next === undefined) {
        if (missing === length) return undefined;
        throw cutOff();
      }
      this.#chunk = next;
    }
  }

  #cut(length: number): Uint8Array {
    const part = this.#chunk.subarray(0, length);
    this.#chunk = this.#chunk.subarray(length);
    return part;
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#isOver) return undefined;
    const { done, value } = await this.#source.next();
    if (done) this.#isOver = true;
    return done ? undefined : value;
  }
}

function cutOff(): GitProtocolError {
  return new GitProtocolError('the stream ended in the middle of a packet');
}
