import type { NativeStat, NativeStatfs } from '@zkochan/fuse-native';
import { errno } from '../errno.js';
import type { AttributeChange, Attributes, KernelFileSystem } from '../kernel-file-system.js';
import { HiddenFiles } from './hidden-files.js';
import { listDirectory } from './listing.js';
import type { OpenHandles } from './open-handles.js';
import type { Place, Tables, Visit } from './visit.js';

const O_RDWR = 2;
const O_TRUNC = 0o1000;
const TYPE = 0o170000;
/** An owner that is to stay: -1, without a sign. */
const UNCHANGED = 0xffff_ffff;
const LARGEST_32 = 0xffff_ffff;
const RENAME = { noReplace: false, exchange: false, whiteout: false };

/** The operations of libfuse, which are about paths, on a filesystem that is about numbered files. */
export class PathOperations {
  readonly #tables: Tables;
  readonly #fs: KernelFileSystem;
  readonly #handles: OpenHandles;

  constructor(tables: Tables, handles: OpenHandles) {
    this.#tables = tables;
    this.#fs = tables.fs;
    this.#handles = handles;
  }

  async getattr(visit: Visit, path: string): Promise<NativeStat> {
    const { ino, attributes, isHidden } = await visit.find(path, { isLookUp: true });
    const found =
      attributes ?? this.#tables.known.take(ino) ?? (await this.#fs.getattr(ino, undefined, visit.call));
    // Of a file that it hides, libfuse takes off the name that it thinks it has given it.
    return toStat(isHidden ? { ...found, nlink: found.nlink + 1 } : found);
  }

  async setattr(visit: Visit, path: string, change: Omit<AttributeChange, 'killPrivileges'>): Promise<void> {
    const { ino } = await visit.find(path);
    const setattr = need(this.#fs.setattr);
    await this.#changing(() => setattr.call(this.#fs, ino, { ...change, killPrivileges: false }, visit.call));
  }

  chown(visit: Visit, path: string, uid: number, gid: number): Promise<void> {
    return this.setattr(visit, path, {
      ...(uid !== UNCHANGED && { uid }),
      ...(gid !== UNCHANGED && { gid }),
    });
  }

  ftruncate(visit: Visit, path: string, handle: number, size: number): Promise<void> {
    return this.setattr(visit, path, { size, handle: this.#handles.get(handle).handle });
  }

  /**
   * Sets both times to the time of access: the binding does not pass the other one on. It is right for `touch` and
   * for the time of now, and the nearest that there is to what a copying program wanted.
   */
  utimens(visit: Visit, path: string, atimeMs: number): Promise<void> {
    // A time before 1970 comes as one in the far future.
    const ns = atimeMs < 2 ** 62 ? BigInt(Math.round(atimeMs)) * 1_000_000n : 0n;
    return this.setattr(visit, path, { atimeNs: ns, mtimeNs: ns });
  }

  async readdir(
    visit: Visit,
    path: string,
  ): Promise<{ names: string[]; stats: Pick<NativeStat, 'mode' | 'ino'>[] }> {
    const { ino } = await visit.find(path);
    const entries = await listDirectory(this.#tables, visit, ino);
    return {
      names: entries.map(({ name }) => name),
      // What is shown of them: the type, which saves programs a look-up of each, and the number.
      stats: entries.map((entry) => ({ mode: entry.type & TYPE, ino: entry.ino })),
    };
  }

  async readlink(visit: Visit, path: string): Promise<string> {
    const { ino } = await visit.find(path);
    return need(this.#fs.readlink).call(this.#fs, ino, visit.call);
  }

  async symlink(visit: Visit, target: string, path: string): Promise<void> {
    const symlink = need(this.#fs.symlink);
    await this.#make(visit, path, ({ parent, name }) =>
      symlink.call(this.#fs, parent, name, target, visit.call),
    );
  }

  async mknod(visit: Visit, path: string, mode: number, rdev: number): Promise<void> {
    const mknod = need(this.#fs.mknod);
    await this.#make(visit, path, ({ parent, name }) =>
      mknod.call(this.#fs, parent, name, mode, rdev, visit.call),
    );
  }

  async mkdir(visit: Visit, path: string, mode: number): Promise<void> {
    const mkdir = need(this.#fs.mkdir);
    await this.#make(visit, path, ({ parent, name }) => mkdir.call(this.#fs, parent, name, mode, visit.call));
  }

  async link(visit: Visit, existing: string, path: string): Promise<void> {
    const link = need(this.#fs.link);
    const { ino } = await visit.find(existing);
    await this.#make(visit, path, ({ parent, name }) => link.call(this.#fs, ino, parent, name, visit.call));
  }

  async unlink(visit: Visit, path: string): Promise<void> {
    const place = await visit.place(path);
    if (HiddenFiles.isOne(place.name) && this.#tables.hidden.remove(place.parent, place.name)) return;
    await this.#unlink(visit, place);
  }

  async rmdir(visit: Visit, path: string): Promise<void> {
    const { parent, name } = await visit.place(path);
    const rmdir = need(this.#fs.rmdir);
    await this.#changing(() => rmdir.call(this.#fs, parent, name, visit.call), [{ parent, name }]);
  }

  async rename(visit: Visit, from: string, to: string): Promise<void> {
    const [source, target] = [await visit.place(from), await visit.place(to)];
    if (HiddenFiles.isOne(target.name)) {
      const { ino } = await visit.find(from);
      if (this.#handles.isOpen(ino)) {
        await this.#unlink(visit, source);
        this.#tables.hidden.add(target.parent, target.name, ino);
        return;
      }
    }
    const rename = need(this.#fs.rename);
    await this.#changing(
      () => rename.call(this.#fs, source.parent, source.name, target.parent, target.name, RENAME, visit.call),
      [source, target],
    );
  }

  async open(visit: Visit, path: string, flags: number): Promise<number> {
    const { ino } = await visit.find(path);
    const open = async (): Promise<number> =>
      (await this.#fs.open?.(ino, { flags, killPrivileges: false }, visit.call))?.handle ?? 0;
    const handle = (flags & O_TRUNC) === 0 ? await open() : await this.#changing(open);
    return this.#handles.add(ino, handle);
  }

  /** The flags of the open are not passed on; the kernel holds to them by itself, but for O_EXCL against others. */
  async create(visit: Visit, path: string, mode: number): Promise<number> {
    const place = await visit.place(path);
    const create = need(this.#fs.create);
    const request = { flags: O_RDWR, killPrivileges: false };
    let handle = 0;
    const { attributes } = await this.#makeAt(visit, place, async () => {
      const made = await create.call(this.#fs, place.parent, place.name, mode, request, visit.call);
      handle = made.file.handle;
      return made.entry;
    });
    return this.#handles.add(attributes.ino, handle);
  }

  async release(visit: Visit, number: number): Promise<void> {
    const { ino, handle } = this.#handles.remove(number);
    if (!this.#handles.isOpen(ino)) this.#tables.hidden.removeFile(ino);
    await this.#fs.release?.(ino, handle, visit.call);
  }

  async flush(visit: Visit, number: number): Promise<void> {
    const { ino, handle } = this.#handles.get(number);
    await this.#fs.flush?.(ino, handle, visit.call);
  }

  async fsync(visit: Visit, number: number, dataOnly: boolean): Promise<void> {
    const { ino, handle } = this.#handles.get(number);
    await this.#fs.fsync?.(ino, handle, dataOnly, visit.call);
  }

  async fsyncdir(visit: Visit, path: string, dataOnly: boolean): Promise<void> {
    const { ino } = await visit.find(path);
    const request = { flags: 0, killPrivileges: false };
    const handle = (await this.#fs.opendir?.(ino, request, visit.call))?.handle ?? 0;
    try {
      await this.#fs.fsyncdir?.(ino, handle, dataOnly, visit.call);
    } finally {
      await this.#fs.releasedir?.(ino, handle, visit.call);
    }
  }

  async read(visit: Visit, number: number, into: Buffer, length: number, offset: number): Promise<number> {
    const { ino, handle } = this.#handles.get(number);
    const bytes = await need(this.#fs.read).call(this.#fs, ino, handle, offset, length, visit.call);
    into.set(bytes.subarray(0, length));
    return Math.min(bytes.length, length);
  }

  write(visit: Visit, number: number, from: Buffer, length: number, offset: number): Promise<number> {
    const { ino, handle } = this.#handles.get(number);
    // libfuse's own memory, which is gone with the answer and may not travel to another thread.
    const data = Uint8Array.from(from.subarray(0, length));
    const write = need(this.#fs.write);
    return this.#changing(() => write.call(this.#fs, ino, handle, data, offset, false, visit.call));
  }

  async statfs(visit: Visit): Promise<NativeStatfs> {
    const found = await need(this.#fs.statfs).call(this.#fs, 1, visit.call);
    const shown = (count: number): number => Math.min(count, LARGEST_32);
    return {
      bsize: found.blockSize,
      frsize: found.fragmentSize,
      blocks: shown(found.blocks),
      bfree: shown(found.blocksFree),
      bavail: shown(found.blocksAvailable),
      files: shown(found.files),
      ffree: shown(found.filesFree),
      favail: shown(found.filesFree),
      namemax: found.nameLength,
    };
  }

  async setxattr(visit: Visit, path: string, name: string, value: Buffer, flags: number): Promise<void> {
    const { ino } = await visit.find(path);
    const setxattr = need(this.#fs.setxattr);
    const bytes = Uint8Array.from(value);
    await this.#changing(() => setxattr.call(this.#fs, ino, name, bytes, flags, visit.call));
  }

  async getxattr(visit: Visit, path: string, name: string): Promise<Uint8Array> {
    const { ino } = await visit.find(path);
    const value = await need(this.#fs.getxattr).call(this.#fs, ino, name, visit.call);
    if (value === undefined) throw errno('ENODATA');
    return value;
  }

  async listxattr(visit: Visit, path: string): Promise<Uint8Array> {
    const { ino } = await visit.find(path);
    const names = await need(this.#fs.listxattr).call(this.#fs, ino, visit.call);
    return Buffer.from(names.map((name) => `${name}\0`).join(''));
  }

  async removexattr(visit: Visit, path: string, name: string): Promise<void> {
    const { ino } = await visit.find(path);
    const removexattr = need(this.#fs.removexattr);
    await this.#changing(() => removexattr.call(this.#fs, ino, name, visit.call));
  }

  async #make(
    visit: Visit,
    path: string,
    make: (place: Place) => ReturnType<NonNullable<KernelFileSystem['mkdir']>>,
  ): Promise<void> {
    const place = await visit.place(path);
    await this.#makeAt(visit, place, () => make(place));
  }

  #makeAt(
    visit: Visit,
    place: Place,
    make: () => ReturnType<NonNullable<KernelFileSystem['mkdir']>>,
  ): ReturnType<Visit['made']> {
    return this.#changing(() => visit.made(place, make));
  }

  async #unlink(visit: Visit, place: Place): Promise<void> {
    const unlink = need(this.#fs.unlink);
    await this.#changing(() => unlink.call(this.#fs, place.parent, place.name, visit.call), [place]);
  }

  /** What was known before is old from the beginning of a change to its end, and names that it takes are not kept. */
  async #changing<T>(change: () => T | Promise<T>, gone: readonly Place[] = []): Promise<T> {
    const forget = (): void => {
      this.#tables.known.change();
      for (const { parent, name } of gone) this.#tables.names.drop(parent, name);
    };
    forget();
    try {
      return await change();
    } finally {
      forget();
    }
  }
}

function need<Method>(method: Method | undefined): Method {
  if (method === undefined) throw errno('ENOSYS');
  return method;
}

function toStat({ blocks, blksize, rdev, ...attributes }: Attributes): NativeStat {
  // The binding knows no time before 1970.
  const ms = (ns: bigint): number => (ns < 0n ? 0 : Number(ns / 1_000_000n));
  return {
    ...attributes,
    rdev: rdev ?? 0,
    blksize: blksize ?? 4096,
    blocks: blocks ?? Math.ceil(attributes.size / 512),
    atime: ms(attributes.atimeNs),
    mtime: ms(attributes.mtimeNs),
    ctime: ms(attributes.ctimeNs),
  };
}
