import { badPack } from './pack-errors.js';

const OID_BYTES = 20;

/** Says that an entry has no base, or none that is known. */
export const NO_ENTRY = -1;

/**
 * What is remembered of every object while a pack is read: 50 bytes for each, in arrays that grow with what has really
 * arrived, since the count in the head of a pack is a mere promise.
 */
export class PackEntries {
  #count = 0;
  #offsets = new Float64Array(64);
  #sizes = new Float64Array(64);
  #typeCodes = new Uint8Array(64);
  #oids = Buffer.alloc(64 * OID_BYTES);
  #bases = new Int32Array(64);
  #firstChildren = new Int32Array(64);
  #nextSiblings = new Int32Array(64);

  get count(): number {
    return this.#count;
  }

  /** Adds an entry and returns its number. They come in order of offset. */
  add(entry: { readonly offset: number; readonly size: number; readonly typeCode: number }): number {
    if (this.#count === this.#typeCodes.length) this.#grow();
    const index = this.#count++;
    this.#offsets[index] = entry.offset;
    this.#sizes[index] = entry.size;
    this.#typeCodes[index] = entry.typeCode;
    this.#bases[index] = NO_ENTRY;
    this.#firstChildren[index] = NO_ENTRY;
    this.#nextSiblings[index] = NO_ENTRY;
    return index;
  }

  offset(index: number): number {
    return this.#offsets[index] as number;
  }

  /** Size of the object or, until it is resolved, of the delta. */
  size(index: number): number {
    return this.#sizes[index] as number;
  }

  setSize(index: number, size: number): void {
    this.#sizes[index] = size;
  }

  typeCode(index: number): number {
    return this.#typeCodes[index] as number;
  }

  oid(index: number): string {
    return this.#oids.toString('hex', index * OID_BYTES, (index + 1) * OID_BYTES);
  }

  setOid(index: number, oid: string): void {
    this.#oids.write(oid, index * OID_BYTES, 'hex');
  }

  /** The entry that a delta is applied to; {@link NO_ENTRY} for what is no delta, or has its base elsewhere. */
  base(index: number): number {
    return this.#bases[index] as number;
  }

  setBase(index: number, base: number): void {
    this.#bases[index] = base;
  }

  /** Makes an entry the first in the list of those that are deltas of `base`. */
  addChild(base: number, child: number): void {
    this.#bases[child] = base;
    this.#nextSiblings[child] = this.#firstChildren[base] as number;
    this.#firstChildren[base] = child;
  }

  /** Takes the first entry out of the list of the deltas of `base`; {@link NO_ENTRY} when none is left. */
  takeChild(base: number): number {
    const child = this.#firstChildren[base] as number;
    if (child !== NO_ENTRY) this.#firstChildren[base] = this.#nextSiblings[child] as number;
    return child;
  }

  hasChildren(index: number): boolean {
    return this.#firstChildren[index] !== NO_ENTRY;
  }

  /**
   * Returns the entry that begins at an offset.
   *
   * @throws DepotError `OBJECT_CORRUPT` when none does.
   */
  at(offset: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.offset(middle);
      if (found === offset) return middle;
      if (found < offset) low = middle + 1;
      else high = middle - 1;
    }
    throw badPack('a delta names a base where no object begins');
  }

  #grow(): void {
    const length = this.#count * 2;
    const grown = <A extends Float64Array | Int32Array | Uint8Array>(next: A, old: A): A => {
      next.set(old as never);
      return next;
    };
    this.#offsets = grown(new Float64Array(length), this.#offsets);
    this.#sizes = grown(new Float64Array(length), this.#sizes);
    this.#typeCodes = grown(new Uint8Array(length), this.#typeCodes);
    this.#oids = grown(Buffer.alloc(length * OID_BYTES), this.#oids);
    this.#bases = grown(new Int32Array(length), this.#bases);
    this.#firstChildren = grown(new Int32Array(length), this.#firstChildren);
    this.#nextSiblings = grown(new Int32Array(length), this.#nextSiblings);
  }
}
