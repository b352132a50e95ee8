import { LRUCache } from 'lru-cache';
import type { ObjectType, Oid, StoredObjects } from '../../objects/index.js';
import type { SpoolFile } from '../../service/spool-file.js';
import { EventLoopShare } from '../../storage/embedded/event-loop-share.js';
import { FRAME_BYTES } from '../../storage/index.js';
import { applyDelta, type DeltaHead, readDeltaHead } from './apply-delta.js';
import { hashFile, LargeBodies } from './large-bodies.js';
import type { ObjectChecker } from './object-checker.js';
import type { ObjectSink } from './object-sink.js';
import { NO_ENTRY } from './pack-entries.js';
import { badPack, packOverLimit } from './pack-errors.js';
import type { PackLimits } from './pack-limits.js';
import { packedType, type ReadPack } from './read-pack.js';
import type { SpooledPack } from './spooled-pack.js';

/** Bases that are kept at hand. What was dropped is made again. */
const CACHE_BYTES = 64 * 1024 * 1024; // 64 MiB
/** A pack may be made so that dropped bases have to be made again and again. So often, and no more. */
const MAX_REWORK = 8;

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
  /** Folder for what is too large for memory. */
  readonly spoolFolder: string;
  readonly signal?: AbortSignal | undefined;
}

/** Something that deltas are applied to: an entry, or an object of the repository. */
interface Base {
  readonly index: number;
  readonly oid: Oid;
  readonly type: ObjectType;
}

/** How an entry comes about: from something that has its bytes, by deltas, the last one to be applied first. */
interface Derivation {
  /** An entry whose bytes are whole or at hand; {@link NO_ENTRY} for an object of the repository. */
  readonly root: number;
  /** Set for an object of the repository. */
  readonly outer: Oid | undefined;
  readonly deltas: number[];
}

/**
 * Makes objects of all deltas, checks and stores them. It begins with what is no delta and goes down from each base to
 * what is made of it, so that bases are at hand when they are needed; a base that only the repository has is read
 * from there.
 *
 * @throws DepotError `OBJECT_CORRUPT` for a delta whose base is nowhere, or depends on itself; `PAYLOAD_TOO_LARGE`.
 */
export async function resolveDeltas(resolution: DeltaResolution): Promise<void> {
  await using resolver = new DeltaResolver(resolution);
  await resolver.run();
}

class DeltaResolver implements AsyncDisposable {
  readonly #resolution: DeltaResolution;
  readonly #bodies = new LRUCache<number, Buffer>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (body) => body.length + 1,
  });
  readonly #large: LargeBodies;
  readonly #share = new EventLoopShare();
  /** Where deltas whose base is not in the pack begin. */
  readonly #outerBases = new Map<number, Oid>();
  #unresolved = 0;
  #workBytes = 0;

  constructor(resolution: DeltaResolution) {
    this.#resolution = resolution;
    this.#large = new LargeBodies(resolution.spoolFolder);
    const { entries } = resolution.pack;
    for (let index = 0; index < entries.count; index++) {
      if (packedType(entries.typeCode(index)) === undefined) this.#unresolved += 1;
    }
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
    throw badPack(`the base ${missing} of a delta is neither in it nor in the repository`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#large[Symbol.asyncDispose]();
  }

  async #resolveThin(): Promise<void> {
    const { read, stored } = this.#resolution;
    for (const [oid, { type }] of await stored.find([...read.byBaseOid.keys()])) {
      const children = read.byBaseOid.get(oid);
      // Another base may have led to the same object meanwhile.
      if (children === undefined) continue;
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
      await this.#share.pauseIfSpent();
      const child = this.#takeChild(base);
      if (child === NO_ENTRY) {
        this.#forget(base.index);
        path.pop();
        continue;
      }
      if (path.length > limits.deltaDepth) {
        throw packOverLimit(`it has a chain of more than ${limits.deltaDepth} deltas`);
      }
      entries.setBase(child, base.index);
      const oid = await this.#resolve(base, child);
      entries.setOid(child, oid);
      this.#unresolved -= 1;
      if (entries.hasChildren(child) || this.#resolution.read.byBaseOid.has(oid)) {
        path.push({ index: child, oid, type: base.type });
      } else {
        this.#forget(child);
      }
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

  #forget(index: number): void {
    this.#bodies.delete(index);
    this.#large.delete(index);
  }

  async #resolve(base: Base, child: number): Promise<Oid> {
    const { pack, checker, sink, stored, limits, packBytes } = this.#resolution;
    const delta = pack.entries.size(child) > limits.memoryBytes ? undefined : await pack.inflate(child);
    const { baseSize, resultSize } = delta === undefined ? await this.#headOf(child) : readDeltaHead(delta);
    checker.admit(base.type, resultSize, packBytes);
    pack.entries.setSize(child, resultSize);
    const isLarge = delta === undefined || Math.max(baseSize, resultSize) > limits.memoryBytes;
    if (base.type !== 'blob' || !isLarge) {
      const body = this.#apply(await this.#bodyOf(base), delta ?? (await pack.inflate(child)));
      this.#bodies.set(child, body);
      const oid = checker.check(base.type, body);
      await sink.add(oid, base.type, body);
      return oid;
    }
    const file = await this.#applyLarge(child, await this.#fileOf(base), resultSize);
    const oid = await hashFile(file);
    if ((await stored.find([oid])).has(oid)) return oid;
    if (resultSize <= FRAME_BYTES) await sink.add(oid, 'blob', await file.read(0, resultSize));
    else {
      const frames = (): AsyncIterable<Uint8Array> => file.parts(0, resultSize, FRAME_BYTES);
      await sink.addLargeBlob({ oid, size: resultSize, frames });
    }
    return oid;
  }

  /** Reads the sizes that a large delta begins with. */
  async #headOf(child: number): Promise<DeltaHead> {
    for await (const frame of this.#resolution.pack.frames(child)) {
      return readDeltaHead(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength));
    }
    throw badPack('a delta is cut short');
  }

  /** Returns the bytes of a base: those that are at hand, or made again from the nearest that are. */
  async #bodyOf(base: Base): Promise<Buffer> {
    const { pack, stored } = this.#resolution;
    const derivation = this.#derive(base, (index) => this.#bodies.has(index));
    const { root, outer, deltas } = derivation;
    if (base.type === 'blob' && (await this.#isLarge(derivation))) {
      const file = await this.#fileOf(base);
      return file.read(0, file.size);
    }
    let body = this.#bodies.get(root);
    if (body === undefined) {
      body = outer === undefined ? await pack.inflate(root) : toBuffer((await stored.readObject(outer)).body);
      this.#countWork(body.length);
      if (outer === undefined) this.#bodies.set(root, body);
    }
    for (let delta = deltas.pop(); delta !== undefined; delta = deltas.pop()) {
      body = this.#apply(body, await pack.inflate(delta));
      this.#bodies.set(delta, body);
    }
    return body;
  }

  /** Returns a file with the bytes of a base, as {@link #bodyOf} does with those that fit into memory. */
  async #fileOf(base: Base): Promise<SpoolFile> {
    const { pack, stored } = this.#resolution;
    const { root, outer, deltas } = this.#derive(base, (index) => this.#large.get(index) !== undefined);
    let file = outer === undefined ? this.#large.get(root) : undefined;
    if (file === undefined) {
      const blob = outer === undefined ? undefined : await stored.openBlob(outer);
      file = await this.#large.write(root, blob === undefined ? pack.frames(root) : blob.read(0, blob.size));
      this.#countWork(file.size);
    }
    for (let delta = deltas.pop(); delta !== undefined; delta = deltas.pop()) {
      file = await this.#applyLarge(delta, file, pack.entries.size(delta));
    }
    return file;
  }

  #derive({ index, oid }: Base, isAtHand: (index: number) => boolean): Derivation {
    const { entries } = this.#resolution.pack;
    const deltas: number[] = [];
    let root = index;
    let outer: Oid | undefined = index === NO_ENTRY ? oid : undefined;
    while (outer === undefined && !isAtHand(root) && packedType(entries.typeCode(root)) === undefined) {
      deltas.push(root);
      const base = entries.base(root);
      if (base === NO_ENTRY) outer = this.#outerBases.get(root);
      root = base;
    }
    return { root, outer, deltas };
  }

  /** Tells whether something on the way to an entry does not fit into memory. */
  async #isLarge({ root, outer, deltas }: Derivation): Promise<boolean> {
    const { pack, stored, limits } = this.#resolution;
    const size =
      outer === undefined ? pack.entries.size(root) : (await stored.find([outer])).get(outer)?.size;
    return Math.max(size ?? 0, ...deltas.map((delta) => pack.entries.size(delta))) > limits.memoryBytes;
  }

  #apply(base: Buffer, delta: Buffer): Buffer {
    this.#countWork(readDeltaHead(delta).resultSize);
    return applyDelta(base, delta);
  }

  async #applyLarge(index: number, base: SpoolFile, resultSize: number): Promise<SpoolFile> {
    this.#countWork(resultSize);
    return this.#large.apply(index, base, this.#resolution.pack.frames(index));
  }

  #countWork(bytes: number): void {
    const { limits, packBytes } = this.#resolution;
    this.#workBytes += bytes;
    if (this.#workBytes > MAX_REWORK * (limits.inflationFloorBytes + limits.inflationRatio * packBytes)) {
      throw packOverLimit('its deltas are so tangled that resolving them would never end');
    }
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
