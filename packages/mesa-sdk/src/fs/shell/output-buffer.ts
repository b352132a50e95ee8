/** Keeps the beginning of an output, and says where there was more. */
export class OutputBuffer {
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];
  #kept = 0;
  #total = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isTruncated(): boolean {
    return this.#total > this.#limit;
  }

  add(chunk: Uint8Array): void {
    this.#total += chunk.length;
    const room = this.#limit - this.#kept;
    if (room <= 0 || chunk.length === 0) return;
    const part = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#chunks.push(part);
    this.#kept += part.length;
  }

  /** Returns what is kept. Where something was dropped, a last line says how much. */
  take(): Uint8Array {
    if (this.isTruncated) {
      const mark = `\n[output truncated: the first ${this.#kept} of ${this.#total} bytes]\n`;
      this.#chunks.push(new TextEncoder().encode(mark));
    }
    const bytes = new Uint8Array(this.#chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}
