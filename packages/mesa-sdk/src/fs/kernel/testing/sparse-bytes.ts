const PAGE = 16 * 1024;

/** The contents of a file as pages, where a page that was never written is a hole and takes no memory. */
export class SparseBytes {
  readonly #pages = new Map<number, Buffer>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Units of 512 bytes in use. */
  get blocks(): number {
    return (this.#pages.size * PAGE) / 512;
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.#size);
    if (end <= offset) return new Uint8Array(0);
    const first = Math.floor(offset / PAGE);
    const within = offset - first * PAGE;
    const page = this.#pages.get(first);
    // Most reads lie in one page, and need no copy: the kernel has the bytes before anybody changes them.
    if (page !== undefined && within + end - offset <= PAGE)
      return page.subarray(within, within + end - offset);
    const bytes = Buffer.alloc(end - offset);
    for (let at = offset; at < end; ) {
      const number = Math.floor(at / PAGE);
      const from = at - number * PAGE;
      const count = Math.min(PAGE - from, end - at);
      this.#pages.get(number)?.copy(bytes, at - offset, from, from + count);
      at += count;
    }
    return bytes;
  }

  write(data: Uint8Array, offset: number): void {
    for (let done = 0; done < data.length; ) {
      const number = Math.floor((offset + done) / PAGE);
      const from = offset + done - number * PAGE;
      const count = Math.min(PAGE - from, data.length - done);
      this.#page(number).set(data.subarray(done, done + count), from);
      done += count;
    }
    if (data.length > 0) this.#size = Math.max(this.#size, offset + data.length);
  }

  truncate(size: number): void {
    if (size < this.#size) {
      const last = Math.floor(size / PAGE);
      for (const number of this.#pages.keys()) if (number > last) this.#pages.delete(number);
      // What lies beyond the end reads as zeros if the file grows again.
      this.#pages.get(last)?.fill(0, size - last * PAGE);
      if (size === last * PAGE) this.#pages.delete(last);
    }
    this.#size = size;
  }

  /** Makes a hole, within the size. */
  punch(offset: number, length: number): void {
    const end = offset + length;
    for (const [number, page] of this.#pages) {
      const start = number * PAGE;
      const from = Math.max(offset - start, 0);
      const to = Math.min(end - start, PAGE);
      if (from >= to) continue;
      if (to - from === PAGE) this.#pages.delete(number);
      else page.fill(0, from, to);
    }
  }

  /** Takes memory for a range, so that it is no hole any more. */
  reserve(offset: number, length: number): void {
    for (let number = Math.floor(offset / PAGE); number * PAGE < offset + length; number += 1)
      this.#page(number);
  }

  /** Returns where the next data or hole begins; the end of the file is a hole. Undefined from the end on. */
  seek(offset: number, whence: 'data' | 'hole'): number | undefined {
    if (offset >= this.#size) return undefined;
    for (let number = Math.floor(offset / PAGE); number * PAGE < this.#size; number += 1) {
      if (this.#pages.has(number) === (whence === 'data')) return Math.max(offset, number * PAGE);
    }
    return whence === 'hole' ? this.#size : undefined;
  }

  #page(number: number): Buffer {
    let page = this.#pages.get(number);
    if (page === undefined) {
      page = Buffer.alloc(PAGE);
      this.#pages.set(number, page);
    }
    return page;
  }
}
