/** What stands in an output before the marker of its end, and the marker's text once it is there. */
export interface Scanned {
  /** Bytes that are no part of a marker. */
  readonly output: Uint8Array;
  /** What the marker says; undefined while it is not there. */
  readonly marked: string | undefined;
}

/** Finds the marker `NUL token NUL text NUL` in an output that comes in pieces. */
export class EndMarker {
  readonly #start: Buffer;
  #held: Buffer = Buffer.alloc(0);

  constructor(token: string) {
    this.#start = Buffer.from(`\0${token}\0`, 'latin1');
  }

  add(chunk: Uint8Array): Scanned {
    const bytes = Buffer.concat([this.#held, chunk]);
    const at = bytes.indexOf(this.#start);
    if (at !== -1) {
      const from = at + this.#start.length;
      const end = bytes.indexOf(0, from);
      if (end !== -1) return { output: bytes.subarray(0, at), marked: bytes.toString('latin1', from, end) };
    }
    // The last bytes may be the beginning of a marker.
    const keep = at === -1 ? this.#overlap(bytes) : bytes.length - at;
    this.#held = bytes.subarray(bytes.length - keep);
    return { output: bytes.subarray(0, bytes.length - keep), marked: undefined };
  }

  /** Returns what is held back, which is no marker if nothing comes after it. */
  rest(): Uint8Array {
    return this.#held;
  }

  /** How many of the last bytes are the first of the marker. */
  #overlap(bytes: Buffer): number {
    const longest = Math.min(this.#start.length - 1, bytes.length);
    for (let length = longest; length > 0; length--) {
      if (bytes.subarray(bytes.length - length).equals(this.#start.subarray(0, length))) return length;
    }
    return 0;
  }
}
