const PAGE = 4096;

/**
 * Which parts of a file are in use, in whole pages as on a disk: the rest are holes. Kept as ranges in their order, so
 * that a file written from its beginning to its end is one range.
 */
export class Extents {
  /** Beginning and end of each range: none touches the next. */
  #bounds: number[] = [];

  /** Units of 512 bytes in use. */
  get blocks(): number {
    let bytes = 0;
    for (let index = 0; index < this.#bounds.length; index += 2)
      bytes += (this.#bounds[index + 1] as number) - (this.#bounds[index] as number);
    return bytes / 512;
  }

  add(from: number, to: number): void {
    if (to <= from) return;
    const start = Math.floor(from / PAGE) * PAGE;
    const end = Math.ceil(to / PAGE) * PAGE;
    const bounds = this.#bounds;
    const last = bounds.length - 1;
    // Nearly every write goes on where the one before ended.
    if (last > 0 && start >= (bounds[last - 1] as number) && start <= (bounds[last] as number)) {
      if (end > (bounds[last] as number)) bounds[last] = end;
      return;
    }
    const first = this.#countUpTo(start, true);
    const after = this.#countUpTo(end, false);
    const isStartWithin = first % 2 === 1;
    const isEndWithin = after % 2 === 1;
    bounds.splice(first, after - first, ...(isStartWithin ? [] : [start]), ...(isEndWithin ? [] : [end]));
  }

  /** Makes holes of the pages that lie wholly in a range. */
  remove(from: number, to: number): void {
    const start = Math.ceil(from / PAGE) * PAGE;
    const end = to === Number.POSITIVE_INFINITY ? to : Math.floor(to / PAGE) * PAGE;
    if (end <= start) return;
    const first = this.#countUpTo(start, true);
    const after = this.#countUpTo(end, false);
    const isStartWithin = first % 2 === 1;
    const isEndWithin = after % 2 === 1;
    this.#bounds.splice(
      first,
      after - first,
      ...(isStartWithin ? [start] : []),
      ...(isEndWithin ? [end] : []),
    );
  }

  /** Returns where the next data or hole begins in a file of a size; the end is a hole. Undefined when there is none. */
  seek(offset: number, whence: 'data' | 'hole', size: number): number | undefined {
    if (offset >= size) return undefined;
    const index = this.#countUpTo(offset, false);
    const isData = index % 2 === 1;
    if (isData === (whence === 'data')) return offset;
    const next = this.#bounds[index];
    if (whence === 'hole') return Math.min(next ?? size, size);
    return next === undefined || next >= size ? undefined : next;
  }

  /** How many bounds lie before a position, those at it counted or not. Odd: the position is in use. */
  #countUpTo(position: number, isBefore: boolean): number {
    let low = 0;
    let high = this.#bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const bound = this.#bounds[middle] as number;
      if (isBefore ? bound < position : bound <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
