import { Semaphore } from 'async-mutex';
import { LRUCache } from 'lru-cache';
import type { ObjectType, Oid, StoredObjects } from '../../objects/index.js';
import { applyDelta, readDeltaHead } from './apply-delta.js';
import type { ObjectChecker } from './object-checker.js';
import type { ObjectSink } from './object-sink.js';
import { NO_ENTRY } from './pack-entries.js';
import { badPack, packOverLimit } from './pack-errors.js';
import type { PackLimits } from './pack-limits.js';
import { deltaOverLimit, packedType, type ReadPack } from './read-pack.js';
import type { SpooledPack } from './spooled-pack.js';

/** Bases that are kept at hand. What was dropped is made again. */
const CACHE_BYTES = 64 * 1024 * 1024; // 64 MiB
/** From this size on, only one delta of the whole process is applied at a time. */
const LARGE_BYTES = 16 * 1024 * 1024; // 16 MiB
/** A pack may be made so that dropped bases have to be made again and again. So often, and no more. */
const MAX_REWORK = 8;

const largeDeltas = new Semaphore(1);

/** What resolving deltas works with. */
export interface DeltaResolution {
  readonly pack: SpooledPack;
  readonly read: ReadPack;
  readonly checker: ObjectChecker;
  readonly sink: ObjectSink;
  /** What the repository has already: thin packs build on it. */
  readonly stored: StoredObjects;
  readonly limits: PackLimits;
  readonly packBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Something that deltas are applied to: an entry, or an object of the repository. */
interface Base {
  readonly index: number;
  readonly oid: Oid;
  readonly type: ObjectType;
}

/**
 * Makes objects of all deltas, checks and stores them. It begins with what is no delta and goes down from each base to
 * what is made of it, so that bases are at hand when they are needed; a base that only the repository has is read
 * from there.
 *
 * @throws DepotError `OBJECT_CORRUPT` for a delta whose base is nowhere, or depends on itself; `PAYLOAD_TOO_LARGE`.
 */
export async function resolveDeltas(resolution: DeltaResolution): Promise<void> {
  await new DeltaResolver(resolution).run();
}

class DeltaResolver {
  readonly #resolution: DeltaResolution;
  readonly #cache = new LRUCache<number, Buffer>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (body) => body.length + 1,
  });
  /** Where deltas whose base is not in the pack begin. */
  readonly #outerBases = new Map<number, Oid>();
  #unresolved: number;
  #workBytes = 0;

  constructor(resolution: DeltaResolution) {
    this.#resolution = resolution;
    const { entries } = resolution.pack;
    let deltas = 0;
    for (let index = 0; index < entries.count; index++) {
      if (packedType(entries.typeCode(index)) === undefined) deltas += 1;
    }
    this.#unresolved = deltas;
  }

  async run(): Promise<void> {
    const { pack, read } = this.#resolution;
    const { entries } = pack;
    for (let index = 0; this.#unresolved > 0 && index < entries.count; index++) {
      const type = packedType(entries.typeCode(index));
      if (type === undefined) continue;
      const oid = entries.oid(index);
      if (entries.hasChildren(index) || read.byBaseOid.has(oid)) await this.#descend({ index, oid, type });
    }
    if (this.#unresolved > 0) await this.#resolveThin();
    if (this.#unresolved === 0) return;
    const [missing] = read.byBaseOid.keys();
    throw badPack(
      missing === undefined
        ? 'it has deltas that are made of each other'
        : `the base ${missing} of a delta is neither in it nor in the repository`,
    );
  }

  async #resolveThin(): Promise<void> {
    const { read, stored, limits } = this.#resolution;
    const found = await stored.find([...read.byBaseOid.keys()]);
    for (const [oid, { type, size }] of found) {
      const children = read.byBaseOid.get(oid);
      // Another base may have led to the same object meanwhile.
      if (children === undefined) continue;
      if (size > limits.deltaBytes) throw deltaOverLimit(size, limits);
      for (const child of children) this.#outerBases.set(child, oid);
      await this.#descend({ index: NO_ENTRY, oid, type });
    }
  }

  /** Resolves everything that is made of a base, directly or not. */
  async #descend(root: Base): Promise<void> {
    const { pack, limits, signal } = this.#resolution;
    const { entries } = pack;
    const path: Base[] = [root];
    for (let base = path.at(-1); base !== undefined; base = path.at(-1)) {
      signal?.throwIfAborted();
      const child = this.#takeChild(base);
      if (child === NO_ENTRY) {
        path.pop();
        continue;
      }
      if (path.length > limits.deltaDepth) {
        throw packOverLimit(`it has a chain of more than ${limits.deltaDepth} deltas`);
      }
      entries.setBase(child, base.index);
      const oid = await this.#resolve(base, child);
      const next = { index: child, oid, type: base.type };
      if (entries.hasChildren(child) || this.#resolution.read.byBaseOid.has(oid)) path.push(next);
      else this.#cache.delete(child);
    }
  }

  #takeChild({ index, oid }: Base): number {
    const { pack, read } = this.#resolution;
    const child = index === NO_ENTRY ? NO_ENTRY : pack.entries.takeChild(index);
    if (child !== NO_ENTRY) return child;
    const siblings = read.byBaseOid.get(oid);
    const last = siblings?.pop() ?? NO_ENTRY;
    if (siblings?.length === 0) read.byBaseOid.delete(oid);
    return last;
  }

  async #resolve(base: Base, child: number): Promise<Oid> {
    const { pack, checker, sink, packBytes } = this.#resolution;
    const delta = await pack.inflate(child);
    const { baseSize, resultSize } = readDeltaHead(delta);
    checker.admit(base.type, resultSize, packBytes);
    const work = async (): Promise<Oid> => {
      const body = await this.#apply(await this.#bodyOf(base), delta);
      const oid = checker.check(base.type, body);
      pack.entries.setOid(child, oid);
      this.#cache.set(child, body);
      await sink.add(oid, base.type, body);
      return oid;
    };
    const oid = await (Math.max(baseSize, resultSize) < LARGE_BYTES
      ? work()
      : largeDeltas.runExclusive(work));
    this.#unresolved -= 1;
    return oid;
  }

  /** Returns the bytes of a base: those that are at hand, or made again from the nearest that are. */
  async #bodyOf({ index, oid }: Base): Promise<Buffer> {
    const { pack } = this.#resolution;
    const { entries } = pack;
    const deltas: number[] = [];
    let at = index;
    let outer: Oid | undefined = index === NO_ENTRY ? oid : undefined;
    while (outer === undefined && !this.#cache.has(at) && packedType(entries.typeCode(at)) === undefined) {
      deltas.push(at);
      const base = entries.base(at);
      if (base === NO_ENTRY) outer = this.#outerBases.get(at);
      at = base;
    }
    let body = outer === undefined ? await this.#wholeBody(at) : await this.#outerBody(outer);
    for (let delta = deltas.pop(); delta !== undefined; delta = deltas.pop()) {
      body = await this.#apply(body, await pack.inflate(delta));
      this.#cache.set(delta, body);
    }
    return body;
  }

  async #wholeBody(index: number): Promise<Buffer> {
    const { pack, limits } = this.#resolution;
    const cached = this.#cache.get(index);
    if (cached !== undefined) return cached;
    const size = pack.entries.size(index);
    if (size > limits.deltaBytes) throw deltaOverLimit(size, limits);
    this.#countWork(size);
    const body = await pack.inflate(index);
    this.#cache.set(index, body);
    return body;
  }

  async #outerBody(oid: Oid): Promise<Buffer> {
    const { body } = await this.#resolution.stored.readObject(oid);
    this.#countWork(body.byteLength);
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }

  async #apply(base: Buffer, delta: Buffer): Promise<Buffer> {
    const { limits } = this.#resolution;
    const { resultSize } = readDeltaHead(delta);
    if (resultSize > limits.deltaBytes) throw deltaOverLimit(resultSize, limits);
    this.#countWork(resultSize);
    return applyDelta(base, delta);
  }

  #countWork(bytes: number): void {
    const { limits, packBytes } = this.#resolution;
    this.#workBytes += bytes;
    if (this.#workBytes > MAX_REWORK * (limits.inflationFloorBytes + limits.inflationRatio * packBytes)) {
      throw packOverLimit('its deltas are so tangled that resolving them would never end');
    }
  }
}
