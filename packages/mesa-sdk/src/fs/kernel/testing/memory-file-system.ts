import { errno } from '../errno.js';
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
  OpenFile,
  OpenRequest,
  ReaddirRequest,
  RenameFlags,
} from '../kernel-file-system.js';
import { ROOT_INO } from '../kernel-file-system.js';
import { SparseBytes } from './sparse-bytes.js';

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;
const S_IFLNK = 0o120000;
const S_ISUID = 0o4000;
const S_ISGID = 0o2000;
const O_TRUNC = 0o1000;
const O_EXCL = 0o200;
const XATTR_CREATE = 1;
const XATTR_REPLACE = 2;
const FALLOC_KEEP_SIZE = 1;
const FALLOC_PUNCH_HOLE = 2;
const FALLOC_ZERO_RANGE = 16;
const CAPABILITY = 'security.capability';
const MAX_LINKS = 65_000;
const MAX_NAME = 255;

interface Node {
  readonly ino: Ino;
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  rdev: number;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  /** Of a regular file. */
  readonly bytes?: SparseBytes;
  /** Of a link. */
  readonly target?: string;
  /** Of a directory. */
  readonly names?: Map<string, Node>;
  /** Of a directory: where `..` leads. */
  parent?: Node;
  readonly xattrs: Map<string, Uint8Array>;
  /** Open files, without which a file that has no name would go. */
  opens: number;
  remembered: boolean;
}

export interface MemoryFileSystemOptions {
  /** Nanoseconds since 1970; the machine's clock when left out. */
  readonly now?: () => bigint;
  /** Owner of the root directory. */
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * A whole filesystem in memory, with the semantics of a local disk: hard links, files that are open and have no name
 * any more, holes, extended attributes, all flags of a rename, times to the nanosecond. The reference against which
 * the kernel door is tested; permissions are left to the kernel.
 */
export class MemoryFileSystem implements KernelFileSystem {
  readonly synchronous: boolean = true;
  readonly killsPrivileges: boolean = true;
  /** What the kernel can be told, once mounted. */
  kernel: KernelNotifier | undefined;

  readonly #nodes = new Map<Ino, Node>();
  readonly #listings = new Map<number, DirectoryEntry[]>();
  readonly #now: () => bigint;
  #nextIno = ROOT_INO;
  #nextHandle = 1;

  constructor({ now = clock(), uid = 0, gid = 0 }: MemoryFileSystemOptions = {}) {
    this.#now = now;
    const root = this.#make(S_IFDIR | 0o755, { uid, gid }, { names: new Map() });
    root.parent = root;
    root.nlink = 2;
  }

  /** How many files there are, those without a name that are still open or known to the kernel among them. */
  get size(): number {
    return this.#nodes.size;
  }

  init(kernel: KernelNotifier): void {
    this.kernel = kernel;
  }

  lookup(parent: Ino, name: string): Entry | undefined {
    checkName(name);
    const node = this.#directory(parent).names.get(name);
    return node === undefined ? undefined : this.#entry(node);
  }

  forget(ino: Ino): void {
    const node = this.#nodes.get(ino);
    if (node === undefined) return;
    node.remembered = false;
    this.#dropUnused(node);
  }

  getattr(ino: Ino): Attributes {
    return attributesOf(this.#node(ino));
  }

  setattr(ino: Ino, change: AttributeChange): Attributes {
    const node = this.#node(ino);
    const now = this.#now();
    if (change.size !== undefined) {
      if (node.bytes === undefined) throw errno(node.names === undefined ? 'EINVAL' : 'EISDIR');
      node.bytes.truncate(change.size);
      node.mtimeNs = now;
    }
    if (change.uid !== undefined || change.gid !== undefined) {
      node.uid = change.uid ?? node.uid;
      node.gid = change.gid ?? node.gid;
      if (node.names === undefined) killPrivileges(node);
    }
    if (change.killPrivileges) killPrivileges(node);
    if (change.mode !== undefined) node.mode = (node.mode & S_IFMT) | (change.mode & 0o7777);
    if (change.atimeNs !== undefined) node.atimeNs = change.atimeNs === 'now' ? now : change.atimeNs;
    if (change.mtimeNs !== undefined) node.mtimeNs = change.mtimeNs === 'now' ? now : change.mtimeNs;
    node.ctimeNs = change.ctimeNs ?? now;
    return attributesOf(node);
  }

  readlink(ino: Ino): string {
    const { target } = this.#node(ino);
    if (target === undefined) throw errno('EINVAL');
    return target;
  }

  symlink(parent: Ino, name: string, target: string, call: KernelCall): Entry {
    return this.#add(parent, name, S_IFLNK | 0o777, call, { target });
  }

  mknod(parent: Ino, name: string, mode: number, rdev: number, call: KernelCall): Entry {
    const isFile = (mode & S_IFMT) === S_IFREG;
    return this.#add(parent, name, mode, call, isFile ? { bytes: new SparseBytes() } : {}, rdev);
  }

  mkdir(parent: Ino, name: string, mode: number, call: KernelCall): Entry {
    return this.#add(parent, name, S_IFDIR | (mode & 0o7777), call, { names: new Map() });
  }

  unlink(parent: Ino, name: string): void {
    const directory = this.#directory(parent);
    const node = directory.names.get(name);
    if (node === undefined) throw errno('ENOENT');
    if (node.names !== undefined) throw errno('EISDIR');
    directory.names.delete(name);
    this.#touch(directory);
    this.#dropName(node);
  }

  rmdir(parent: Ino, name: string): void {
    const directory = this.#directory(parent);
    const node = directory.names.get(name);
    if (node === undefined) throw errno('ENOENT');
    if (node.names === undefined) throw errno('ENOTDIR');
    if (node.names.size > 0) throw errno('ENOTEMPTY');
    directory.names.delete(name);
    directory.nlink -= 1;
    this.#touch(directory);
    this.#dropName(node);
  }

  rename(parent: Ino, name: string, newParent: Ino, newName: string, flags: RenameFlags): void {
    checkName(newName);
    if (flags.whiteout) throw errno('EINVAL');
    const from = this.#directory(parent);
    const to = this.#directory(newParent);
    const node = from.names.get(name);
    if (node === undefined) throw errno('ENOENT');
    const other = to.names.get(newName);
    if (other !== undefined && flags.noReplace) throw errno('EEXIST');
    if (node.names !== undefined && isWithin(to, node)) throw errno('EINVAL');
    if (flags.exchange) {
      if (other === undefined) throw errno('ENOENT');
      if (other.names !== undefined && isWithin(from, other)) throw errno('EINVAL');
      this.#place(from, name, other);
      this.#place(to, newName, node);
      const now = this.#now();
      other.ctimeNs = now;
      node.ctimeNs = now;
      return;
    }
    if (other === node) return;
    if (other !== undefined) {
      if (other.names !== undefined) {
        if (node.names === undefined) throw errno('EISDIR');
        if (other.names.size > 0) throw errno('ENOTEMPTY');
      } else if (node.names !== undefined) {
        throw errno('ENOTDIR');
      }
    }
    from.names.delete(name);
    if (node.names !== undefined) from.nlink -= 1;
    if (other?.names !== undefined) to.nlink -= 1;
    to.names.delete(newName);
    if (node.names !== undefined) to.nlink += 1;
    to.names.set(newName, node);
    if (node.names !== undefined) node.parent = to;
    this.#touch(from);
    this.#touch(to);
    node.ctimeNs = this.#now();
    if (other !== undefined) this.#dropName(other);
  }

  link(ino: Ino, newParent: Ino, newName: string): Entry {
    checkName(newName);
    const node = this.#node(ino);
    const directory = this.#directory(newParent);
    if (node.names !== undefined) throw errno('EPERM');
    if (directory.names.has(newName)) throw errno('EEXIST');
    if (node.nlink >= MAX_LINKS) throw errno('EMLINK');
    node.nlink += 1;
    node.ctimeNs = this.#now();
    directory.names.set(newName, node);
    this.#touch(directory);
    return this.#entry(node);
  }

  open(ino: Ino, request: OpenRequest): OpenFile {
    const node = this.#node(ino);
    if ((request.flags & O_TRUNC) !== 0 && node.bytes !== undefined) {
      node.bytes.truncate(0);
      if (request.killPrivileges) killPrivileges(node);
      node.mtimeNs = this.#now();
      node.ctimeNs = node.mtimeNs;
    }
    return this.#opened(node);
  }

  create(
    parent: Ino,
    name: string,
    mode: number,
    request: OpenRequest,
    call: KernelCall,
  ): { entry: Entry; file: OpenFile } {
    const existing = this.#directory(parent).names.get(name);
    if (existing !== undefined) {
      if ((request.flags & O_EXCL) !== 0) throw errno('EEXIST');
      return { entry: this.#entry(existing), file: this.open(existing.ino, request) };
    }
    const entry = this.#add(parent, name, S_IFREG | (mode & 0o7777), call, { bytes: new SparseBytes() });
    return { entry, file: this.#opened(this.#node(entry.attributes.ino)) };
  }

  tmpfile(
    parent: Ino,
    mode: number,
    _request: OpenRequest,
    call: KernelCall,
  ): { entry: Entry; file: OpenFile } {
    const owner = this.#ownerIn(this.#directory(parent), call);
    const node = this.#make(S_IFREG | (mode & 0o7777), owner, { bytes: new SparseBytes() });
    node.nlink = 0;
    return { entry: this.#entry(node), file: this.#opened(node) };
  }

  read(ino: Ino, _handle: number, offset: number, size: number): Uint8Array {
    return this.#file(ino).bytes.read(offset, size);
  }

  write(ino: Ino, _handle: number, data: Uint8Array, offset: number, kill: boolean): number {
    const node = this.#file(ino);
    node.bytes.write(data, offset);
    if (kill) killPrivileges(node);
    node.mtimeNs = this.#now();
    node.ctimeNs = node.mtimeNs;
    return data.length;
  }

  release(ino: Ino): void {
    const node = this.#node(ino);
    node.opens -= 1;
    this.#dropUnused(node);
  }

  fallocate(ino: Ino, _handle: number, mode: number, offset: number, length: number): void {
    const { bytes } = this.#file(ino);
    const keepsSize = (mode & FALLOC_KEEP_SIZE) !== 0;
    if ((mode & ~(FALLOC_KEEP_SIZE | FALLOC_PUNCH_HOLE | FALLOC_ZERO_RANGE)) !== 0) throw errno('EOPNOTSUPP');
    if ((mode & FALLOC_PUNCH_HOLE) !== 0 && !keepsSize) throw errno('EOPNOTSUPP');
    if ((mode & (FALLOC_PUNCH_HOLE | FALLOC_ZERO_RANGE)) !== 0) bytes.punch(offset, length);
    else bytes.reserve(offset, length);
    if (!keepsSize && offset + length > bytes.size) bytes.truncate(offset + length);
    this.#touch(this.#node(ino));
  }

  lseek(ino: Ino, _handle: number, offset: number, whence: 'data' | 'hole'): number {
    const found = this.#file(ino).bytes.seek(offset, whence);
    if (found === undefined) throw errno('ENXIO');
    return found;
  }

  opendir(ino: Ino): OpenFile {
    this.#directory(ino);
    return { handle: this.#nextHandle++ };
  }

  /** Lists what was there when the listing began, so that a position stays true whatever is made or removed. */
  readdir(ino: Ino, { handle, position, plus }: ReaddirRequest): Iterable<DirectoryEntry> {
    const directory = this.#directory(ino);
    let listing = this.#listings.get(handle);
    if (listing === undefined || position === 0) {
      const all: [string, Node][] = [
        ['.', directory],
        ['..', directory.parent ?? directory],
        ...directory.names,
      ];
      listing = all.map(([name, node], index) => ({ name, ino: node.ino, type: node.mode, next: index + 1 }));
      this.#listings.set(handle, listing);
    }
    return this.#list(directory, listing, position, plus);
  }

  releasedir(_ino: Ino, handle: number): void {
    this.#listings.delete(handle);
  }

  statfs(): FileSystemStatistics {
    return {
      blocks: 1 << 24,
      blocksFree: 1 << 23,
      blocksAvailable: 1 << 23,
      files: 1 << 20,
      filesFree: (1 << 20) - this.#nodes.size,
      blockSize: 4096,
      fragmentSize: 4096,
      nameLength: MAX_NAME,
    };
  }

  setxattr(ino: Ino, name: string, value: Uint8Array, flags: number): void {
    const { xattrs } = this.#changed(ino);
    if (xattrs.has(name) && flags === XATTR_CREATE) throw errno('EEXIST');
    if (!xattrs.has(name) && flags === XATTR_REPLACE) throw errno('ENODATA');
    xattrs.set(name, Uint8Array.from(value));
  }

  getxattr(ino: Ino, name: string): Uint8Array | undefined {
    return this.#node(ino).xattrs.get(name);
  }

  listxattr(ino: Ino): readonly string[] {
    return [...this.#node(ino).xattrs.keys()];
  }

  removexattr(ino: Ino, name: string): void {
    if (!this.#changed(ino).xattrs.delete(name)) throw errno('ENODATA');
  }

  *#list(
    directory: Node & { readonly names: Map<string, Node> },
    listing: readonly DirectoryEntry[],
    position: number,
    plus: boolean,
  ): Generator<DirectoryEntry> {
    for (let index = position; index < listing.length; index += 1) {
      const line = listing[index] as DirectoryEntry;
      const node = plus ? directory.names.get(line.name) : undefined;
      yield node === undefined ? line : { ...line, ino: node.ino, type: node.mode, entry: this.#entry(node) };
    }
  }

  #node(ino: Ino): Node {
    const node = this.#nodes.get(ino);
    if (node === undefined) throw errno('ESTALE');
    return node;
  }

  #changed(ino: Ino): Node {
    const node = this.#node(ino);
    node.ctimeNs = this.#now();
    return node;
  }

  #directory(ino: Ino): Node & { readonly names: Map<string, Node> } {
    const node = this.#node(ino);
    if (node.names === undefined) throw errno('ENOTDIR');
    return node as Node & { readonly names: Map<string, Node> };
  }

  #file(ino: Ino): Node & { readonly bytes: SparseBytes } {
    const node = this.#node(ino);
    if (node.bytes === undefined) throw errno(node.names === undefined ? 'EINVAL' : 'EISDIR');
    return node as Node & { readonly bytes: SparseBytes };
  }

  #make(
    mode: number,
    { uid, gid }: { uid: number; gid: number },
    contents: Pick<Node, 'bytes' | 'target' | 'names'>,
    rdev = 0,
  ): Node {
    const now = this.#now();
    const node: Node = {
      ino: this.#nextIno++,
      mode,
      uid,
      gid,
      nlink: 1,
      rdev,
      atimeNs: now,
      mtimeNs: now,
      ctimeNs: now,
      ...contents,
      xattrs: new Map(),
      opens: 0,
      remembered: false,
    };
    this.#nodes.set(node.ino, node);
    return node;
  }

  #add(
    parent: Ino,
    name: string,
    mode: number,
    call: KernelCall,
    contents: Pick<Node, 'bytes' | 'target' | 'names'>,
    rdev = 0,
  ): Entry {
    checkName(name);
    const directory = this.#directory(parent);
    if (directory.names.has(name)) throw errno('EEXIST');
    // A directory that was removed while somebody stood in it takes no new names.
    if (directory.nlink === 0) throw errno('ENOENT');
    const inherits = contents.names !== undefined && (directory.mode & S_ISGID) !== 0;
    const node = this.#make(inherits ? mode | S_ISGID : mode, this.#ownerIn(directory, call), contents, rdev);
    directory.names.set(name, node);
    if (node.names !== undefined) {
      node.nlink = 2;
      node.parent = directory;
      directory.nlink += 1;
    }
    this.#touch(directory);
    return this.#entry(node);
  }

  /** What is made in a set-group-id directory belongs to the directory's group. */
  #ownerIn(directory: Node, call: KernelCall): { uid: number; gid: number } {
    return { uid: call.uid, gid: (directory.mode & S_ISGID) !== 0 ? directory.gid : call.gid };
  }

  #place(directory: Node & { readonly names: Map<string, Node> }, name: string, node: Node): void {
    const before = directory.names.get(name);
    if (before?.names !== undefined) directory.nlink -= 1;
    if (node.names !== undefined) {
      directory.nlink += 1;
      node.parent = directory;
    }
    directory.names.set(name, node);
    this.#touch(directory);
  }

  #entry(node: Node): Entry {
    node.remembered = true;
    return { attributes: attributesOf(node) };
  }

  #opened(node: Node): OpenFile {
    node.opens += 1;
    return { handle: this.#nextHandle++ };
  }

  #touch(node: Node): void {
    node.mtimeNs = this.#now();
    node.ctimeNs = node.mtimeNs;
  }

  #dropName(node: Node): void {
    node.nlink = node.names === undefined ? node.nlink - 1 : 0;
    node.ctimeNs = this.#now();
    this.#dropUnused(node);
  }

  #dropUnused(node: Node): void {
    if (node.nlink === 0 && node.opens === 0 && !node.remembered) this.#nodes.delete(node.ino);
  }
}

function attributesOf(node: Node): Attributes {
  const size = node.bytes?.size ?? (node.target === undefined ? 0 : Buffer.byteLength(node.target));
  return {
    ino: node.ino,
    mode: node.mode,
    nlink: node.nlink,
    uid: node.uid,
    gid: node.gid,
    rdev: node.rdev,
    size: node.names === undefined ? size : 4096,
    blocks: node.bytes?.blocks ?? 0,
    atimeNs: node.atimeNs,
    mtimeNs: node.mtimeNs,
    ctimeNs: node.ctimeNs,
  };
}

/** Set-group-id on a file that its group may not execute means mandatory locking, and stays. */
function killPrivileges(node: Node): void {
  node.mode &= ~S_ISUID;
  if ((node.mode & 0o010) !== 0) node.mode &= ~S_ISGID;
  node.xattrs.delete(CAPABILITY);
}

function isWithin(directory: Node, other: Node): boolean {
  let at: Node | undefined = directory;
  while (at !== undefined) {
    if (at === other) return true;
    at = at.parent === at ? undefined : at.parent;
  }
  return false;
}

function checkName(name: string): void {
  if (name.length * 3 > MAX_NAME && Buffer.byteLength(name) > MAX_NAME) throw errno('ENAMETOOLONG');
}

/** Returns the machine's clock, to the nanosecond as far as it goes, never the same twice. */
function clock(): () => bigint {
  const offset = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
  let last = 0n;
  return () => {
    const now = process.hrtime.bigint() + offset;
    last = now > last ? now : last + 1n;
    return last;
  };
}
