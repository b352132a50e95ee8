import { InvalidOptionsError, NotFoundError } from 'mesa-rest';
import type { FileSystemBackend } from './backend.js';
import type { BookmarkOps } from './bookmark-ops.js';
import type { ChangeOps } from './change-ops.js';
import type { Checkout } from './checkout.js';
import { CheckoutBookmarkOps } from './checkout-bookmark-ops.js';
import { CheckoutChangeOps } from './checkout-change-ops.js';
import { CheckoutJournalOps } from './checkout-journal-ops.js';
import { memoryContents } from './contents/memory-contents.js';
import { type EncodingOption, encodingOf, toBytes, toText } from './encoding.js';
import { type FileSystemErrorCode, fsError } from './fs-error.js';
import { HeldContents } from './held-contents.js';
import { HomeContext } from './home-context.js';
import type { JournalOps } from './journal-ops.js';
import { isLocalOnly } from './local-only.js';
import type { MountedRepo } from './mounted-repo.js';
import { type Found, newSpace, type Place, type Slot, type Space, walk } from './namespace.js';
import { isWithin, joinPath, normalizePath } from './path.js';
import type { DirentEntry, FsStat } from './stat.js';
import { runSteps } from './suspension.js';
import { toFileSystemError } from './to-file-system-error.js';
import {
  copyFile,
  type DirectoryNode,
  type FileNode,
  gitModeOf,
  newDirectory,
  newFile,
  setContent,
  sizeOf,
  type TreeNode,
} from './tree-node.js';
import type { WatchEvent } from './watch-event.js';

/** Metadata keys that the filesystem itself answers. */
const RESERVED_KEYS = ['org', 'repo'];

/** What one operation changed. */
interface Written {
  readonly checkout: Checkout;
  readonly path: string;
}

type Touch = (checkout: Checkout, path: string) => void;

/**
 * A filesystem over checkouts of this thread: the core that both a filesystem in the process and the thread of a kernel
 * mount work with. What its methods promise is said at `MesaFileSystem`.
 */
export class LocalFileSystem implements FileSystemBackend {
  readonly change: ChangeOps;
  readonly bookmark: BookmarkOps;
  readonly journal: JournalOps;
  readonly #repos: readonly MountedRepo[];
  /** The directories above the repositories. */
  readonly root: Space = newSpace();
  readonly #home = new HomeContext();
  #isClosed = false;

  constructor(repos: readonly MountedRepo[]) {
    this.#repos = repos;
    for (const { path, checkout } of repos) place(this.root, path, checkout, 'entries');
    // After all paths are taken: a repository with the name of the organization goes before the organization.
    for (const { aliases, checkout } of repos)
      for (const path of aliases) place(this.root, path, checkout, 'hidden');
    const find = (name: string): Checkout => this.#checkoutOf(name);
    this.change = new CheckoutChangeOps(find);
    this.bookmark = new CheckoutBookmarkOps(find);
    this.journal = new CheckoutJournalOps(
      repos.map(({ names, path, checkout }) => ({ name: names[0] ?? path, checkout })),
    );
  }

  async readFile(path: string, options?: EncodingOption): Promise<string> {
    return toText(await this.#read(path), encodingOf(options));
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    // A copy: what the caller does with it must not reach what is kept here.
    return (await this.#read(path)).slice();
  }

  writeFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void> {
    return this.#write(path, content, options, () => new Uint8Array());
  }

  appendFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void> {
    return this.#write(path, content, options, (checkout, node, held) => held.of(checkout, node));
  }

  async exists(path: string): Promise<boolean> {
    try {
      await this.stat(path);
      return true;
    } catch {
      return false;
    }
  }

  stat(path: string): Promise<FsStat> {
    return this.#look('stat', path, true, (place) => statOf(place));
  }

  lstat(path: string): Promise<FsStat> {
    return this.#look('lstat', path, false, (place) => statOf(place));
  }

  async mkdir(path: string, options: { readonly recursive?: boolean | undefined } = {}): Promise<void> {
    const full = normalizePath(path);
    await this.#change('mkdir', path, (_touch, held) => {
      if (!options.recursive) return this.#makeDirectory(this.#walk('mkdir', full, false, held), path);
      const names = full.split('/').slice(1);
      for (let end = 1; end <= names.length; end++) {
        const prefix = `/${names.slice(0, end).join('/')}`;
        const own = this.#walk('mkdir', prefix, false, held);
        if (own.place === undefined) {
          this.#makeDirectory(own, path);
          continue;
        }
        const place = this.#follow('mkdir', prefix, held);
        // A link to nothing is in the way; what it leads to is not made, as Node does not.
        if (place === undefined) throw fsError(end === names.length ? 'ENOENT' : 'ENOTDIR', 'mkdir', path);
        if (isFile(place)) throw fsError(end === names.length ? 'EEXIST' : 'ENOTDIR', 'mkdir', path);
      }
    });
  }

  async readdir(path: string): Promise<string[]> {
    return (await this.readdirWithFileTypes(path)).map(({ name }) => name);
  }

  readdirWithFileTypes(path: string): Promise<DirentEntry[]> {
    return this.#look('scandir', path, true, (place) => {
      const entries = entriesOf(place);
      if (entries === undefined) throw fsError('ENOTDIR', 'scandir', path);
      return [...entries]
        .map(([name, node]) => {
          const type = 'type' in node ? node.type : 'dir';
          const isDirectory = type === 'dir' || type === 'space';
          return { name, isFile: type === 'file', isDirectory, isSymbolicLink: type === 'symlink' };
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    });
  }

  async rm(
    path: string,
    options: { readonly recursive?: boolean | undefined; readonly force?: boolean | undefined } = {},
  ): Promise<void> {
    await this.#change('rm', path, (touch, held) => {
      let found: Found;
      try {
        found = this.#walk('rm', path, false, held);
        if (found.place === undefined) throw fsError('ENOENT', 'rm', path);
      } catch (error) {
        if (options.force && (error as { code?: unknown }).code === 'ENOENT') return;
        throw error;
      }
      const { slot, place } = found;
      if (slot === undefined || place?.type !== 'node') throw fsError('EBUSY', 'rm', path);
      const { node, checkout } = place;
      if (node.type === 'dir' && checkout.entriesOf(node, slot.path).size > 0 && !options.recursive) {
        throw fsError('ENOTEMPTY', 'rm', path);
      }
      checkout.requireWritable('rm', path);
      const files = filesOf(checkout, node, slot.path);
      for (const [at] of files) touch(checkout, at);
      detach(slot);
    });
  }

  async cp(
    src: string,
    dest: string,
    options: { readonly recursive?: boolean | undefined } = {},
  ): Promise<void> {
    await this.#change(
      'cp',
      src,
      (touch, held) => {
        const from = this.#walk('cp', src, false, held, dest);
        if (from.place === undefined) throw fsError('ENOENT', 'cp', src, { dest });
        if (from.place.type === 'space') throw fsError('EBUSY', 'cp', src, { dest });
        const { checkout, node, path } = from.place;
        if (node.type === 'dir' && !options.recursive) throw fsError('EISDIR', 'cp', src, { dest });
        const to = this.#walk('cp', dest, node.type !== 'symlink', held, dest);
        // A link to nothing is in the way of a directory, as Node has it; a file is made where the link leads.
        if (node.type === 'dir' && to.place === undefined && this.#walk('cp', dest, false, held, dest).place)
          throw fsError('ENOENT', 'cp', src, { dest });
        if (node.type === 'dir' && isWithin(to.path, from.path) && to.path !== from.path) {
          throw fsError('EINVAL', 'cp', src, { dest });
        }
        if (to.path === from.path) return;
        if (to.place !== undefined) {
          if (node.type === 'dir' && isFile(to.place)) throw fsError('ENOTDIR', 'cp', src, { dest });
          if (node.type !== 'dir' && !isFile(to.place)) throw fsError('EISDIR', 'cp', src, { dest });
        }
        const target = targetOf(to, 'cp', src, dest);
        target.checkout.requireWritable('cp', dest);
        this.#copy({ checkout, node, path }, target, { touch, held, src, dest });
      },
      dest,
    );
  }

  async mv(src: string, dest: string): Promise<void> {
    let isCopied = false;
    await this.#change(
      'rename',
      src,
      (touch, held) => {
        const from = this.#walk('rename', src, false, held, dest);
        const to = this.#walk('rename', dest, false, held, dest);
        if (from.place === undefined) throw fsError('ENOENT', 'rename', src, { dest });
        if (from.slot === undefined || from.place.type !== 'node')
          throw fsError('EBUSY', 'rename', src, { dest });
        const { node, checkout } = from.place;
        if (to.path === from.path) return;
        if (node.type === 'dir' && isWithin(to.path, from.path))
          throw fsError('EINVAL', 'rename', src, { dest });
        if (to.place !== undefined) checkReplace(node, to.place, src, dest);
        if (to.place !== undefined && to.slot === undefined) throw fsError('EBUSY', 'rename', src, { dest });
        const target = targetOf(to, 'rename', src, dest);
        checkout.requireWritable('rename', src);
        target.checkout.requireWritable('rename', dest);
        if (target.checkout !== checkout) {
          isCopied = true;
          return;
        }
        const files = filesOf(checkout, node, from.slot.path);
        checkLinks(checkout, files, dest);
        const moved = files.map(
          ([at, file]) =>
            [
              at,
              `${target.path}${at.slice(from.place?.type === 'node' ? from.place.path.length : 0)}`,
              file,
            ] as const,
        );
        const pinned = moved
          .filter(([at, next]) => isLocalOnly(next) && !isLocalOnly(at))
          .map(([, , file]) => file);
        held.require(checkout, pinned);
        for (const [at, next] of moved) {
          touch(checkout, at);
          touch(checkout, next);
        }
        if (to.place !== undefined && isFile(to.place)) touch(checkout, target.path);
        for (const file of pinned) pin(file, held.of(checkout, file));
        detach(from.slot);
        attach(target, node);
      },
      dest,
    );
    if (!isCopied) return;
    // A link is replaced, where cp would follow it. Nothing else goes before the copy is stored.
    const existing = await this.lstat(dest).catch(() => undefined);
    if (existing?.isSymbolicLink) await this.rm(dest);
    await this.cp(src, dest, { recursive: true });
    await this.rm(src, { recursive: true });
  }

  async chmod(path: string, mode: number): Promise<void> {
    await this.#changeNode('chmod', path, ({ checkout, node, path: at }, touch) => {
      const bits = mode & 0o7777;
      if (node.type === 'file' && gitModeOf(node) !== gitModeOf({ ...node, mode: bits })) touch(checkout, at);
      node.mode = bits;
    });
  }

  async symlink(target: string, linkPath: string): Promise<void> {
    await this.#change('symlink', target, (touch, held) => {
      const found = this.#walk('symlink', linkPath, false, held);
      if (found.place !== undefined) throw fsError('EEXIST', 'symlink', target, { dest: linkPath });
      if (target === '') throw fsError('ENOENT', 'symlink', target, { dest: linkPath });
      if (target.includes('\0')) throw fsError('EINVAL', 'symlink', target, { dest: linkPath });
      const slot = targetOf(found, 'symlink', target, linkPath);
      slot.checkout.requireWritable('symlink', linkPath);
      const link = newFile('symlink', new TextEncoder().encode(target), slot.path, slot.checkout.now());
      checkLinks(slot.checkout, [[slot.path, link]], linkPath);
      touch(slot.checkout, slot.path);
      attach(slot, link);
    });
  }

  async link(existingPath: string, newPath: string): Promise<void> {
    throw fsError('ENOTSUP', 'link', existingPath, {
      dest: newPath,
      hint: 'git cannot hold hard links; use cp',
    });
  }

  readlink(path: string): Promise<string> {
    return this.#look('readlink', path, false, (place, held) => {
      if (place.type !== 'node' || place.node.type !== 'symlink') throw fsError('EINVAL', 'readlink', path);
      return new TextDecoder().decode(held.of(place.checkout, place.node));
    });
  }

  realpath(path: string): Promise<string> {
    return this.#look('realpath', path, true, (_place, _held, found) => found.path);
  }

  async utimes(path: string, _atime: Date, mtime: Date): Promise<void> {
    await this.#changeNode('utime', path, ({ node }) => {
      node.mtimeMs = mtime.getTime();
    });
  }

  async setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void> {
    const reserved = Object.keys(metadata).find((key) => RESERVED_KEYS.includes(key));
    if (reserved !== undefined) {
      throw new InvalidOptionsError(
        `The metadata key \`${reserved}\` is reserved: the filesystem itself answers it.`,
      );
    }
    const { checkout, path: at } = await this.#metadataPlace('setxattr', path);
    await this.#attempt('setxattr', path, async () => {
      if (checkout.readOnly) throw fsError('EROFS', 'setxattr', path);
      await checkout.flush();
      await checkout.client.setMetadata(at, metadata);
    });
  }

  async getMetadata(path: string): Promise<Record<string, string>> {
    const { checkout, path: at } = await this.#metadataPlace('getxattr', path);
    const { org, repo } = checkout.client;
    return this.#attempt('getxattr', path, async () => ({
      ...(await storedMetadata(checkout, at)),
      org,
      repo,
    }));
  }

  async clearMetadata(path: string): Promise<void> {
    const { checkout, path: at } = await this.#metadataPlace('removexattr', path);
    if (checkout.readOnly) throw fsError('EROFS', 'removexattr', path);
    const stored = await this.#attempt('removexattr', path, () => storedMetadata(checkout, at));
    const keys = Object.keys(stored);
    if (keys.length > 0) await this.setMetadata(path, Object.fromEntries(keys.map((key) => [key, null])));
  }

  listen(listener: (event: WatchEvent) => void): () => void {
    const stops = this.#repos.map(({ checkout }) => checkout.listen(listener));
    return () => {
      for (const stop of stops) stop();
    };
  }

  async flush(): Promise<void> {
    await Promise.all(this.#repos.map(({ checkout }) => checkout.flush()));
  }

  async refresh(): Promise<void> {
    await Promise.all(
      this.#repos.map(({ checkout, path }) => this.#attempt('refresh', path, () => checkout.refreshNow())),
    );
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.flush();
    } finally {
      await Promise.all(this.#repos.map(({ checkout }) => checkout.close()));
      this.#home.close();
    }
  }

  #checkoutOf(name: string): Checkout {
    this.#requireOpen('change', name);
    const found = this.#repos.find(({ names }) => names.includes(name));
    if (found !== undefined) return found.checkout;
    const names = this.#repos.map((repo) => repo.names[0]).join(', ');
    throw new InvalidOptionsError(
      `\`repo\` is ${JSON.stringify(name)}, which names no mounted repository. Mounted: ${names}.`,
    );
  }

  #requireOpen(syscall: string, path: string): void {
    if (this.#isClosed) throw fsError('EBADF', syscall, path, { hint: 'the filesystem is closed' });
  }

  async #attempt<T>(syscall: string, path: string, work: () => Promise<T>, dest?: string): Promise<T> {
    this.#requireOpen(syscall, path);
    try {
      return await this.#home.run(work);
    } catch (error) {
      throw toFileSystemError(error, syscall, path, dest);
    }
  }

  #walk(syscall: string, path: string, follow: boolean, held: HeldContents, dest?: string): Found {
    return walk(this.root, path, { syscall, follow, contentOf: held.of, dest });
  }

  /** Returns what a path leads to, links followed; undefined where that is nothing. */
  #follow(syscall: string, path: string, held: HeldContents): Place | undefined {
    try {
      return this.#walk(syscall, path, true, held).place;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Returns what `read` makes of what is at a path. */
  #look<T>(
    syscall: string,
    path: string,
    follow: boolean,
    read: (place: Place, held: HeldContents, found: Found) => T,
  ): Promise<T> {
    const held = new HeldContents();
    return this.#attempt(syscall, path, () =>
      runSteps(() => {
        const found = this.#walk(syscall, path, follow, held);
        if (found.place === undefined) throw fsError('ENOENT', syscall, path);
        return read(found.place, held, found);
      }),
    );
  }

  #read(path: string): Promise<Uint8Array> {
    return this.#look('open', path, true, (place, held) => {
      if (place.type === 'space' || place.node.type === 'dir') throw fsError('EISDIR', 'read', path);
      return held.of(place.checkout, place.node);
    });
  }

  /** Runs the steps of a change and resolves when all they touched is stored. */
  #change(
    syscall: string,
    path: string,
    steps: (touch: Touch, held: HeldContents) => void,
    dest?: string,
  ): Promise<void> {
    const held = new HeldContents();
    return this.#attempt(
      syscall,
      path,
      async () => {
        const written: Written[] = [];
        const batches = await runSteps(() => {
          written.length = 0;
          steps((checkout, at) => {
            checkout.touch(at);
            written.push({ checkout, path: at });
          }, held);
          // In the same turn: what is written later is none of this operation.
          return [...new Set(written.map(({ checkout }) => checkout))].map((one) => one.storeNow());
        });
        for (const refused of await Promise.all(batches)) {
          const lost = written.find(({ path: at }) => refused.has(at));
          if (lost === undefined) continue;
          const where = `${lost.checkout.mountPath}/${lost.path}`;
          throw fsError('ESTALE', syscall, where, {
            hint: 'somebody else changed it at the same time; read it again',
          });
        }
      },
      dest,
    );
  }

  /** Changes what is at a path, links followed. */
  #changeNode(
    syscall: string,
    path: string,
    step: (place: Place & { type: 'node' }, touch: Touch) => void,
  ): Promise<void> {
    return this.#change(syscall, path, (touch, held) => {
      const { place } = this.#walk(syscall, path, true, held);
      if (place === undefined) throw fsError('ENOENT', syscall, path);
      if (place.type !== 'node') throw fsError('EROFS', syscall, path);
      place.checkout.requireWritable(syscall, path);
      step(place, touch);
    });
  }

  #write(
    path: string,
    content: string | Uint8Array,
    options: EncodingOption | undefined,
    before: (checkout: Checkout, node: FileNode, held: HeldContents) => Uint8Array,
  ): Promise<void> {
    return this.#change('open', path, (touch, held) => {
      const bytes = toBytes(content, encodingOf(options));
      const found = this.#walk('open', path, true, held);
      const { place } = found;
      if (place === undefined) {
        const slot = targetOf(found, 'open', path);
        slot.checkout.requireWritable('open', path);
        touch(slot.checkout, slot.path);
        attach(slot, newFile('file', bytes, slot.path, slot.checkout.now()));
        return;
      }
      if (place.type === 'space' || place.node.type === 'dir') throw fsError('EISDIR', 'open', path);
      const { checkout, node } = place;
      checkout.requireWritable('open', path);
      const all = joinBytes(before(checkout, node, held), bytes);
      touch(checkout, place.path);
      setContent(node, memoryContents(all));
      node.mtimeMs = checkout.now();
    });
  }

  #makeDirectory(found: Found, path: string): void {
    if (found.place !== undefined) throw fsError('EEXIST', 'mkdir', path);
    const slot = targetOf(found, 'mkdir', path);
    slot.checkout.requireWritable('mkdir', path);
    attach(slot, newDirectory(slot.checkout.now()));
  }

  #copy(
    from: { checkout: Checkout; node: TreeNode; path: string },
    target: Slot,
    { touch, held, src, dest }: { touch: Touch; held: HeldContents; src: string; dest: string },
  ): void {
    const files = filesOf(from.checkout, from.node, from.path);
    checkLinks(target.checkout, files, dest);
    const copies = files.map(([at, file]) => ({ file, path: `${target.path}${at.slice(from.path.length)}` }));
    // All that could be in the way is looked at before anything is changed.
    requireMergeable(from.node, target.entries.get(target.name), target.checkout, target.path, (code) =>
      fsError(code, 'cp', src, { dest }),
    );
    const isElsewhere = from.checkout !== target.checkout;
    const pinned = copies.filter(({ path }) => isElsewhere || isLocalOnly(path)).map(({ file }) => file);
    held.require(from.checkout, pinned);
    const isPinned = new Set(pinned);
    const now = target.checkout.now();
    copyDirectories(from.node, target, now);
    for (const { file, path } of copies) {
      touch(target.checkout, path);
      const entries = entriesAt(target, path);
      const name = path.slice(path.lastIndexOf('/') + 1);
      const existing = entries.get(name);
      const copy = copyFile(file, now);
      if (isPinned.has(file)) pin(copy, held.of(from.checkout, file));
      if (existing?.type === 'file' && file.type === 'file' && from.node.type !== 'dir')
        copy.mode = existing.mode;
      entries.set(name, copy);
    }
  }

  async #metadataPlace(syscall: string, path: string): Promise<Place & { type: 'node' }> {
    return this.#look(syscall, path, true, (place) => {
      if (place.type !== 'node')
        throw fsError('ENOTSUP', syscall, path, { hint: 'it is above the repositories' });
      return place;
    });
  }
}

function place(root: Space, path: string, checkout: Checkout, as: 'entries' | 'hidden'): void {
  const names = path.split('/').slice(1);
  const last = names.pop() as string;
  let space = root;
  for (const name of names) {
    let next = space.entries.get(name) ?? space.hidden.get(name);
    if (next === undefined) {
      next = newSpace();
      space[as].set(name, next);
    }
    // Taken by a repository: that one goes first.
    if (!('type' in next) || next.type !== 'space') return;
    space = next;
  }
  if (space.entries.has(last)) return;
  // What an alias leads to is listed below a directory that is not listed itself.
  (space === root ? space[as] : space.entries).set(last, checkout);
}

function isFile(place: Place): boolean {
  return place.type === 'node' && place.node.type !== 'dir';
}

function statOf(place: Place): FsStat {
  if (place.type === 'space') {
    return {
      isFile: false,
      isDirectory: true,
      isSymbolicLink: false,
      mode: 0o555,
      size: 0,
      mtime: new Date(0),
    };
  }
  const { node } = place;
  return {
    isFile: node.type === 'file',
    isDirectory: node.type === 'dir',
    isSymbolicLink: node.type === 'symlink',
    mode: node.mode,
    size: node.type === 'dir' ? 0 : sizeOf(node),
    mtime: new Date(node.mtimeMs),
  };
}

function entriesOf(place: Place): Map<string, TreeNode | Space | Checkout> | undefined {
  if (place.type === 'space') return place.space.entries;
  return place.node.type === 'dir' ? place.checkout.entriesOf(place.node, place.path) : undefined;
}

/** Returns the name that something is to be made at. */
function targetOf(found: Found, syscall: string, path: string, dest?: string): Slot {
  if (found.slot !== undefined) return found.slot;
  const hint = 'only what is inside of a repository, and of the part that is shown, can be changed';
  throw fsError('EROFS', syscall, path, { hint, ...(dest !== undefined && { dest }) });
}

function attach({ entries, name, directory, checkout, path }: Slot, node: TreeNode): void {
  if (node.type === 'dir') checkout.noteDirectory(path);
  entries.set(name, node);
  directory.mtimeMs = checkout.now();
}

function detach({ entries, name, directory, checkout, path }: Slot): void {
  if (entries.get(name)?.type === 'dir') checkout.noteDirectory(path);
  entries.delete(name);
  directory.mtimeMs = checkout.now();
}

/** Returns the files and links at and below a path; suspends until all are known. */
function filesOf(checkout: Checkout, node: TreeNode, path: string): [path: string, file: FileNode][] {
  if (node.type !== 'dir') return [[path, node]];
  checkout.requireWholeTree(node, path);
  return [...(node.entries ?? [])].flatMap(([name, child]) => filesOf(checkout, child, joinPath(path, name)));
}

function checkLinks(checkout: Checkout, files: readonly (readonly [string, FileNode])[], dest: string): void {
  if (checkout.client.features.symlinks) return;
  const link = files.find(([path, { type }]) => type === 'symlink' && !isLocalOnly(path));
  if (link === undefined) return;
  throw fsError('ENOTSUP', 'symlink', dest, { hint: 'this server cannot store symbolic links' });
}

function checkReplace(node: TreeNode, place: Place, src: string, dest: string): void {
  if (place.type === 'space') throw fsError('EBUSY', 'rename', src, { dest });
  if (node.type !== 'dir') {
    if (place.node.type === 'dir') throw fsError('EISDIR', 'rename', src, { dest });
    return;
  }
  if (place.node.type !== 'dir') throw fsError('ENOTDIR', 'rename', src, { dest });
  if (place.checkout.entriesOf(place.node, place.path).size > 0)
    throw fsError('ENOTEMPTY', 'rename', src, { dest });
}

/** Makes a file one whose bytes are held here and not on the server. */
function pin(file: FileNode, bytes: Uint8Array): void {
  setContent(file, memoryContents(bytes));
}

/** Checks that nothing of another kind is in the way of a copy; suspends until that is known. */
function requireMergeable(
  node: TreeNode,
  existing: TreeNode | undefined,
  checkout: Checkout,
  path: string,
  fail: (code: FileSystemErrorCode) => Error,
): void {
  if (existing === undefined) return;
  if (node.type !== 'dir') {
    if (existing.type === 'dir') throw fail('EISDIR');
    return;
  }
  if (existing.type !== 'dir') throw fail('ENOTDIR');
  const below = checkout.entriesOf(existing, path);
  for (const [name, child] of node.entries ?? []) {
    requireMergeable(child, below.get(name), checkout, joinPath(path, name), fail);
  }
}

function copyDirectories(node: TreeNode, { entries, name, checkout }: Slot, now: number): void {
  if (node.type !== 'dir') return;
  let copy = entries.get(name);
  if (copy === undefined) {
    copy = { ...newDirectory(now), mode: node.mode };
    entries.set(name, copy);
  }
  const target = copy as DirectoryNode;
  target.entries ??= new Map();
  for (const [below, child] of node.entries ?? []) {
    if (child.type !== 'dir') continue;
    const slot = { checkout, directory: target, entries: target.entries, name: below, path: '' };
    copyDirectories(child, slot, now);
  }
}

/** Returns the entries of the directory of a path at or below a slot, all of which exist. */
function entriesAt(target: Slot, path: string): Map<string, TreeNode> {
  if (path === target.path) return target.entries;
  let node = target.entries.get(target.name) as DirectoryNode;
  for (const name of path
    .slice(target.path.length + 1)
    .split('/')
    .slice(0, -1)) {
    node = node.entries?.get(name) as DirectoryNode;
  }
  return node.entries as Map<string, TreeNode>;
}

function joinBytes(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}

async function storedMetadata(checkout: Checkout, path: string): Promise<Record<string, string>> {
  try {
    return await checkout.client.getMetadata(checkout.revision, path);
  } catch (error) {
    // A directory that is empty is not on the server.
    if (error instanceof NotFoundError) return {};
    throw error;
  }
}
