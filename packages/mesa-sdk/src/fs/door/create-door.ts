import type { Checkout } from '../checkout.js';
import { HeldContents } from '../held-contents.js';
import { errno } from '../kernel/errno.js';
import type {
  AttributeChange,
  Attributes,
  DirectoryEntry,
  Entry,
  FileSystemStatistics,
  Ino,
  KernelCall,
  KernelFileSystem,
  KernelNotifier,
  MaybePromise,
  OpenFile,
  OpenRequest,
  ReaddirRequest,
  RenameFlags,
} from '../kernel/kernel-file-system.js';
import { attempt } from './attempt.js';
import { attributesOf, entryOf } from './attributes.js';
import { DoorContext } from './context.js';
import { checkoutsOf, type DoorOptions } from './door-options.js';
import { changeDraft, emptyDraft } from './drafts.js';
import { checkSize } from './file-limit.js';
import { type Inode, type NodeInode, pathOf } from './inode.js';
import { KernelCache } from './kernel-cache.js';
import { childOf, Listings } from './listing.js';
import { makeDirectory, makeFile, makeHardLink, makeLink, makeNameless } from './make.js';
import { S_IFREG } from './mode.js';
import { checkLength } from './names.js';
import { OpenFiles, opensForWriting } from './open-files.js';
import { removeDirectory, removeFile } from './remove.js';
import { rename } from './rename.js';
import { killPrivileges, setAttributes } from './set-attributes.js';
import { endWriting, storeFile } from './store.js';
import { requireReadWrite } from './writable.js';
import { getXattr, listXattrs, removeXattr, setXattr } from './xattrs.js';

const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const FALLOC_KEEP_SIZE = 1;
const FALLOC_PUNCH_HOLE = 2;
const FALLOC_ZERO_RANGE = 16;

const STATISTICS: FileSystemStatistics = {
  blocks: 2 ** 34,
  blocksFree: 2 ** 33,
  blocksAvailable: 2 ** 33,
  files: 2 ** 32,
  filesFree: 2 ** 31,
  blockSize: 4096,
  fragmentSize: 4096,
  nameLength: 255,
};

/**
 * Returns the kernel's door to repositories: what `mountFuse` and its like need, over checkouts of this thread.
 *
 * - Mount it with `explicitInvalidation: true`, and a `negativeTtlMs` as long as you like: the door tells the kernel
 *   what others change.
 * - `init` begins to listen to the checkouts. `destroy` stops, and settles when what was written is stored; the
 *   checkouts are closed by whoever made them.
 * - Operations on one directory or file that must wait for the server do not hold up the others.
 */
export function createDoor(options: DoorOptions): KernelFileSystem {
  return new Door(options);
}

class Door implements KernelFileSystem {
  readonly killsPrivileges = true;
  readonly #context: DoorContext;
  readonly #files: OpenFiles;
  readonly #listings: Listings;
  readonly #cache: KernelCache;
  readonly #options: DoorOptions;
  #stops: (() => void)[] = [];
  /** Whether the steps of an operation of the kernel run now. */
  #isActing = false;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#context = new DoorContext(options);
    this.#files = new OpenFiles(this.#context);
    this.#listings = new Listings(this.#context);
    this.#cache = new KernelCache(this.#context);
  }

  init(kernel: KernelNotifier): void {
    this.#cache.connect(kernel);
    this.#stops = checkoutsOf(this.#options.root).map((checkout) => this.#follow(checkout));
  }

  async destroy(): Promise<void> {
    this.#cache.disconnect();
    for (const stop of this.#stops) stop();
    this.#stops = [];
    await Promise.all(checkoutsOf(this.#options.root).map((checkout) => checkout.flush()));
  }

  lookup(parent: Ino, name: string): MaybePromise<Entry | undefined> {
    return this.#attempt(() => {
      checkLength(name);
      const child = childOf(this.#context, this.#fetched(parent), name);
      return child && entryOf(child, this.#context);
    });
  }

  forget(ino: Ino): void {
    const inode = this.#context.inodes.find(ino);
    if (inode?.kind !== 'node') return;
    inode.isRemembered = false;
    this.#context.inodes.drop(inode);
  }

  getattr(ino: Ino): MaybePromise<Attributes> {
    return this.#attempt(() => {
      const inode = this.#context.inodes.get(ino);
      if (inode.kind === 'node' && inode.node.type === 'dir') this.#fetched(ino);
      return attributesOf(inode, this.#context);
    });
  }

  setattr(ino: Ino, change: AttributeChange): MaybePromise<Attributes> {
    return this.#attempt(() => attributesOf(setAttributes(this.#context, ino, change), this.#context));
  }

  readlink(ino: Ino): MaybePromise<string> {
    const held = new HeldContents();
    return this.#attempt(() => {
      const inode = this.#context.inodes.get(ino);
      if (inode.kind === 'alias') return inode.target;
      if (inode.kind === 'space' || inode.node.type !== 'symlink') throw errno('EINVAL');
      return new TextDecoder().decode(held.of(inode.checkout, inode.node));
    });
  }

  symlink(parent: Ino, name: string, target: string, call: KernelCall): MaybePromise<Entry> {
    return this.#entered(() => makeLink(this.#context, parent, name, target, call));
  }

  mknod(parent: Ino, name: string, mode: number, rdev: number, call: KernelCall): MaybePromise<Entry> {
    return this.#entered(() => makeFile(this.#context, parent, name, mode, rdev, call));
  }

  mkdir(parent: Ino, name: string, mode: number, call: KernelCall): MaybePromise<Entry> {
    return this.#entered(() => makeDirectory(this.#context, parent, name, mode, call));
  }

  unlink(parent: Ino, name: string): MaybePromise<void> {
    return this.#attempt(() => removeFile(this.#context, parent, name));
  }

  rmdir(parent: Ino, name: string): MaybePromise<void> {
    return this.#attempt(() => removeDirectory(this.#context, parent, name));
  }

  rename(parent: Ino, name: string, newParent: Ino, newName: string, flags: RenameFlags): MaybePromise<void> {
    const held = new HeldContents();
    return this.#attempt(() => rename(this.#context, parent, name, newParent, newName, flags, held));
  }

  link(ino: Ino, newParent: Ino, newName: string): MaybePromise<Entry> {
    return this.#entered(() => makeHardLink(this.#context, ino, newParent, newName));
  }

  open(ino: Ino, request: OpenRequest): MaybePromise<OpenFile> {
    return this.#attempt(() => this.#open(this.#context.file(ino), request));
  }

  create(
    parent: Ino,
    name: string,
    mode: number,
    request: OpenRequest,
    call: KernelCall,
  ): MaybePromise<{ entry: Entry; file: OpenFile }> {
    return this.#attempt(() => {
      const existing = childOf(this.#context, this.#fetched(parent), name);
      if (existing !== undefined) {
        if ((request.flags & O_EXCL) !== 0) throw errno('EEXIST');
        const file = this.#open(this.#context.file(existing.ino), request);
        return { entry: entryOf(existing, this.#context), file };
      }
      const inode = makeFile(this.#context, parent, name, S_IFREG | mode, 0, call);
      // Its close is heard by somebody, so it is stored by then also when nothing is written.
      inode.isUnstored = true;
      return { entry: entryOf(inode, this.#context), file: this.#opened(inode, request) };
    });
  }

  tmpfile(
    parent: Ino,
    mode: number,
    request: OpenRequest,
    call: KernelCall,
  ): MaybePromise<{ entry: Entry; file: OpenFile }> {
    return this.#attempt(() => {
      const inode = makeNameless(this.#context, parent, mode, call);
      return { entry: entryOf(inode, this.#context), file: this.#opened(inode, request) };
    });
  }

  read(ino: Ino, _handle: number, offset: number, size: number): MaybePromise<Uint8Array> {
    return this.#attempt(() => {
      const inode = this.#context.file(ino);
      const bytes = inode.checkout.readRange(inode.node, offset, offset + size);
      if (!(bytes instanceof Promise)) return bytes;
      return bytes.then((read) => read ?? this.read(ino, _handle, offset, size));
    });
  }

  write(ino: Ino, _handle: number, data: Uint8Array, offset: number, kills: boolean): MaybePromise<number> {
    return this.#attempt(() => {
      const inode = this.#context.file(ino);
      checkSize(inode, offset + data.length);
      changeDraft(inode, this.#context, (draft) => draft.write(data, offset));
      if (kills) killPrivileges(inode);
      this.#context.touchTimes(inode.node, 'contents');
      return data.length;
    });
  }

  flush(_ino: Ino, handle: number): MaybePromise<void> {
    return this.#attempt(() => {
      const { inode, canWrite } = this.#files.get(handle);
      return canWrite ? storeFile(inode, 'close') : undefined;
    });
  }

  fsync(_ino: Ino, handle: number): MaybePromise<void> {
    return this.#attempt(() => storeFile(this.#files.get(handle).inode, 'fsync'));
  }

  release(_ino: Ino, handle: number): MaybePromise<void> {
    const { inode, canWrite } = this.#files.get(handle);
    this.#files.close(handle);
    if (inode.writers > 0 || (!canWrite && inode.opens > 0)) return;
    if (!inode.isUnstored && (inode.node.type !== 'file' || inode.node.draft === undefined)) return;
    return endWriting(this.#context, inode, () => this.#attempt(() => storeFile(inode, 'close')));
  }

  fallocate(ino: Ino, _handle: number, mode: number, offset: number, length: number): MaybePromise<void> {
    return this.#attempt(() => {
      const keepsSize = (mode & FALLOC_KEEP_SIZE) !== 0;
      if ((mode & ~(FALLOC_KEEP_SIZE | FALLOC_PUNCH_HOLE | FALLOC_ZERO_RANGE)) !== 0)
        throw errno('EOPNOTSUPP');
      if ((mode & FALLOC_PUNCH_HOLE) !== 0 && !keepsSize) throw errno('EOPNOTSUPP');
      const end = offset + length;
      const inode = this.#context.file(ino);
      if (!keepsSize) checkSize(inode, end);
      changeDraft(inode, this.#context, (draft) => {
        if ((mode & (FALLOC_PUNCH_HOLE | FALLOC_ZERO_RANGE)) !== 0) draft.clear(offset, end);
        if (!keepsSize && end > draft.size) draft.truncate(end);
        if ((mode & FALLOC_PUNCH_HOLE) === 0) draft.reserve(offset, end);
      });
      this.#context.touchTimes(inode.node, 'contents');
    });
  }

  lseek(ino: Ino, _handle: number, offset: number, whence: 'data' | 'hole'): MaybePromise<number> {
    return this.#attempt(() => {
      const { node } = this.#context.file(ino);
      // A file that nobody writes is one piece of data.
      const plain = offset >= node.size ? undefined : whence === 'data' ? offset : node.size;
      const found = node.draft === undefined ? plain : node.draft.seek(offset, whence);
      if (found === undefined) throw errno('ENXIO');
      return found;
    });
  }

  opendir(ino: Ino): MaybePromise<OpenFile> {
    return this.#attempt(() => {
      const inode = this.#fetched(ino);
      if (inode.kind === 'alias' || (inode.kind === 'node' && inode.node.type !== 'dir'))
        throw errno('ENOTDIR');
      const keepCache = takesCache(inode);
      return { handle: this.#listings.open(), cacheDirectory: true, keepCache };
    });
  }

  readdir(ino: Ino, request: ReaddirRequest): MaybePromise<Iterable<DirectoryEntry>> {
    return this.#attempt(() => this.#listings.read(ino, request));
  }

  releasedir(_ino: Ino, handle: number): void {
    this.#listings.close(handle);
  }

  /** A change of a directory is stored with everything else that waits. */
  fsyncdir(ino: Ino): MaybePromise<void> {
    const inode = this.#context.inodes.get(ino);
    if (inode.kind !== 'node' || inode.checkout.isStored) return;
    return this.#attempt(() => inode.checkout.storeNow().then(() => {}));
  }

  statfs(): FileSystemStatistics {
    return STATISTICS;
  }

  setxattr(ino: Ino, name: string, value: Uint8Array, flags: number): MaybePromise<void> {
    return this.#attempt(() => setXattr(this.#context, ino, name, value, flags));
  }

  getxattr(ino: Ino, name: string): MaybePromise<Uint8Array | undefined> {
    return this.#attempt(() => getXattr(this.#context, ino, name));
  }

  listxattr(ino: Ino): MaybePromise<readonly string[]> {
    return this.#attempt(() => listXattrs(this.#context, ino));
  }

  removexattr(ino: Ino, name: string): MaybePromise<void> {
    return this.#attempt(() => removeXattr(this.#context, ino, name));
  }

  /** Passes on to the kernel what others change in a repository, on the server or here; until the returned call. */
  #follow(checkout: Checkout): () => void {
    const stop = checkout.listen(({ path, recursive }) =>
      this.#cache.tell(checkout, path.slice(checkout.mountPath.length + 1), recursive),
    );
    checkout.onChange = (path) => {
      if (!this.#isActing) this.#cache.tell(checkout, path, false);
    };
    checkout.onUnheard = this.#context.onError;
    return () => {
      stop();
      checkout.onChange = undefined;
      checkout.onUnheard = undefined;
    };
  }

  /** Returns a file or directory; suspends until it is known what is in it. */
  #fetched(ino: Ino): Inode {
    const inode = this.#context.inodes.get(ino);
    if (inode.kind !== 'node' || inode.node.type !== 'dir' || inode.node.entries !== undefined) return inode;
    const path = pathOf(inode);
    // Taken away by somebody else before anybody looked into it.
    if (path === undefined) throw errno('ENOENT');
    inode.checkout.entriesOf(inode.node, path);
    return inode;
  }

  /** Runs an operation; what it changes the kernel knows of already. */
  #attempt<T>(steps: () => MaybePromise<T>): MaybePromise<T> {
    return attempt(() => {
      this.#isActing = true;
      try {
        return steps();
      } finally {
        this.#isActing = false;
      }
    });
  }

  #entered(make: () => NodeInode): MaybePromise<Entry> {
    return this.#attempt(() => entryOf(make(), this.#context));
  }

  #open(inode: NodeInode, request: OpenRequest): OpenFile {
    if (opensForWriting(request.flags)) requireReadWrite(inode);
    if ((request.flags & O_TRUNC) !== 0 && opensForWriting(request.flags)) {
      emptyDraft(this.#context.file(inode.ino), this.#context);
      if (request.killPrivileges) killPrivileges(inode);
      this.#context.touchTimes(inode.node, 'contents');
    }
    return this.#opened(inode, request);
  }

  #opened(inode: NodeInode, { flags }: OpenRequest): OpenFile {
    const keepCache = takesCache(inode);
    const canWrite = opensForWriting(flags);
    // Who only reads has nothing to store when it closes.
    return { handle: this.#files.open(inode, canWrite), keepCache, noFlush: !canWrite };
  }
}

/** Returns whether what the kernel has of a file or directory is still true, which it is from now on. */
function takesCache(inode: Inode): boolean {
  if (inode.kind !== 'node') return true;
  const isSame = inode.cachedVersion === inode.version;
  inode.cachedVersion = inode.version;
  return isSame;
}
