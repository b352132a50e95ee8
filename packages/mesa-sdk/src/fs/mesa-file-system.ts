import { InvalidOptionsError } from 'mesa-rest';
import { BashUnavailableError } from '../errors/bash-unavailable-error.js';
import type { FileSystemBackend } from './backend.js';
import type { BookmarkOps } from './bookmark-ops.js';
import type { ChangeOps } from './change-ops.js';
import type { EncodingOption } from './encoding.js';
import { fsError } from './fs-error.js';
import type { JournalOps } from './journal-ops.js';
import {
  checkKernelMount,
  type KernelMounted,
  type KernelMounter,
  type KernelMountOptions,
  type MountFolder,
} from './kernel-mounter.js';
import { resolvePath } from './path.js';
import { Bash } from './shell/bash.js';
import { type BashOptions, type FilledBashOptions, fillBashOptions } from './shell/bash-options.js';
import { openVirtualEngine } from './shell/virtual-engine.js';
import type { DirentEntry, FsStat } from './stat.js';
import { MesaFileSystemSubscription, type WatchEventHandler } from './subscription.js';
import type { WatchEvent } from './watch-event.js';

/**
 * Repositories as a filesystem. Each is a directory at the root, `/<repo>`, which also answers to `/<org>/<repo>`.
 *
 * A write resolves when the server has it; writes that are made together travel in one request. The first write makes a
 * new change on top of what is mounted, later ones amend that change. Errors are {@link FileSystemError}: Node's own, with
 * `code`, `errno`, `syscall` and `path`. It is an `IFileSystem` of `just-bash` too.
 *
 * With `mountPoint`, or after {@link mountAt}, any program can use the same files at a folder of this machine.
 *
 * @example
 * ```ts
 * await using fs = await mesa.fs.mount({ repos: ['demo'] });
 * await fs.writeFile('/demo/notes.txt', 'hello\n');
 * console.log(await fs.readFile('/demo/notes.txt'));
 * ```
 */
export class MesaFileSystem implements AsyncDisposable {
  /** Changes of the mounted repositories. */
  readonly change: ChangeOps;
  /** Bookmarks of the mounted repositories. */
  readonly bookmark: BookmarkOps;
  /** What mounts before this one wrote and could not send. */
  readonly journal: JournalOps;
  readonly #mounter: KernelMounter;
  readonly #subscriptions = new Set<MesaFileSystemSubscription>();
  readonly #listeners = new Set<(event: WatchEvent) => void>();
  #backend: FileSystemBackend;
  #mounted: Omit<KernelMounted, 'backend'> | undefined;
  #stopListening: (() => void) | undefined;
  /** Operations that are under way. */
  #running = 0;
  #onIdle: () => void = () => {};
  /** While the backend is replaced; whoever comes meanwhile waits for the new one. */
  #replacing: Promise<unknown> | undefined;
  readonly #bashes = new Set<Bash>();
  /** Made for the shell, where nobody asked for a mount point. */
  #ownFolder: MountFolder | undefined;
  #isClosed = false;

  /** @internal `mesa.fs.mount` makes filesystems. */
  constructor(backend: FileSystemBackend, mounter: KernelMounter) {
    this.#backend = backend;
    this.#mounter = mounter;
    this.change = {
      new: (args) => this.#run('change', args?.repo, ({ change }) => change.new(args)),
      edit: (args) => this.#run('change', args?.repo, ({ change }) => change.edit(args)),
      list: (args) => this.#run('change', args?.repo, ({ change }) => change.list(args)),
      current: (args) => this.#run('change', args?.repo, ({ change }) => change.current(args)),
      checkpoint: (args) => this.#run('change', args?.repo, ({ change }) => change.checkpoint(args)),
    };
    this.bookmark = {
      create: (args) => this.#run('bookmark', args?.repo, ({ bookmark }) => bookmark.create(args)),
      move: (args) => this.#run('bookmark', args?.repo, ({ bookmark }) => bookmark.move(args)),
      list: (args) => this.#run('bookmark', args?.repo, ({ bookmark }) => bookmark.list(args)),
    };
    this.journal = {
      list: () => this.#run('journal', '/', ({ journal }) => journal.list()),
      replay: () => this.#run('journal', '/', ({ journal }) => journal.replay()),
      discard: () => this.#run('journal', '/', ({ journal }) => journal.discard()),
    };
  }

  /** The same as `change`. */
  get changes(): ChangeOps {
    return this.change;
  }

  /** The same as `bookmark`. */
  get bookmarks(): BookmarkOps {
    return this.bookmark;
  }

  /** Folder of this machine at which programs see the filesystem, absolute and without links; undefined without one. */
  get mountPoint(): string | undefined {
    const { mountPoint, namespacePid } = this.#mounted ?? {};
    return namespacePid === undefined ? mountPoint : undefined;
  }

  /** Returns a file as text. @throws {FileSystemError} `ENOENT`, `EISDIR`. */
  readFile(path: string, options?: EncodingOption): Promise<string> {
    return this.#run('open', path, (backend) => backend.readFile(path, options));
  }

  /** Returns the bytes of a file. @throws {FileSystemError} `ENOENT`, `EISDIR`. */
  readFileBuffer(path: string): Promise<Uint8Array> {
    return this.#run('open', path, (backend) => backend.readFileBuffer(path));
  }

  /** The same as `readFileBuffer`. */
  read(path: string): Promise<Uint8Array> {
    return this.readFileBuffer(path);
  }

  /**
   * Creates or replaces a file. Its directory must exist.
   *
   * @throws {FileSystemError} `ENOENT` or `ENOTDIR` for the directory, `EISDIR`, `EROFS`.
   */
  writeFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void> {
    return this.#run('open', path, (backend) => backend.writeFile(path, content, options));
  }

  /** The same as `writeFile`, for bytes. */
  write(path: string, content: Uint8Array): Promise<void> {
    return this.writeFile(path, content);
  }

  /** Appends to a file, which is created where it is missing. @throws {FileSystemError} as `writeFile`. */
  appendFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void> {
    return this.#run('open', path, (backend) => backend.appendFile(path, content, options));
  }

  /** The same as `appendFile`, for bytes. */
  append(path: string, content: Uint8Array): Promise<void> {
    return this.appendFile(path, content);
  }

  /** Tells whether something is at a path; a link to nothing is nothing. */
  async exists(path: string): Promise<boolean> {
    try {
      return await this.#run('stat', path, (backend) => backend.exists(path));
    } catch {
      return false;
    }
  }

  /** Returns what is at a path; links are followed. @throws {FileSystemError} `ENOENT`. */
  stat(path: string): Promise<FsStat> {
    return this.#run('stat', path, (backend) => backend.stat(path));
  }

  /** Returns what is at a path, also when it is a link. @throws {FileSystemError} `ENOENT`. */
  lstat(path: string): Promise<FsStat> {
    return this.#run('lstat', path, (backend) => backend.lstat(path));
  }

  /**
   * Makes a directory. Git cannot hold one that is empty: it lives as long as this filesystem, or until something is
   * written into it.
   *
   * @throws {FileSystemError} `EEXIST`; not with `recursive`, which also makes what is missing above.
   */
  mkdir(path: string, options: { readonly recursive?: boolean | undefined } = {}): Promise<void> {
    return this.#run('mkdir', path, (backend) => backend.mkdir(path, options));
  }

  /** Returns the names in a directory, in order. @throws {FileSystemError} `ENOENT`, `ENOTDIR`. */
  readdir(path: string): Promise<string[]> {
    return this.#run('scandir', path, (backend) => backend.readdir(path));
  }

  /** Returns what is in a directory, in the order of names. @throws {FileSystemError} `ENOENT`, `ENOTDIR`. */
  readdirWithFileTypes(path: string): Promise<DirentEntry[]> {
    return this.#run('scandir', path, (backend) => backend.readdirWithFileTypes(path));
  }

  /**
   * Removes a file, a link or a directory.
   *
   * @param options.recursive Also a directory with something in it.
   * @param options.force Also what is not there.
   * @throws {FileSystemError} `ENOENT`, `ENOTEMPTY`, `EROFS`; `EBUSY` for a mounted repository itself.
   */
  rm(
    path: string,
    options: { readonly recursive?: boolean | undefined; readonly force?: boolean | undefined } = {},
  ): Promise<void> {
    return this.#run('rm', path, (backend) => backend.rm(path, options));
  }

  /**
   * Copies a file or a link, or with `recursive` a directory. `dest` is the copy itself and not a directory to put it into;
   * where both are directories they are merged.
   *
   * @throws {FileSystemError} `ENOENT`, `EISDIR` for a directory without `recursive`, `ENOTDIR`, `EINVAL` for a directory into itself.
   */
  cp(src: string, dest: string, options: { readonly recursive?: boolean | undefined } = {}): Promise<void> {
    return this.#run('cp', src, (backend) => backend.cp(src, dest, options));
  }

  /**
   * Moves or renames, replacing a file or an empty directory at `dest`. Between repositories it copies, then removes.
   *
   * @throws {FileSystemError} `ENOENT`, `ENOTEMPTY`, `EISDIR`, `ENOTDIR`, `EINVAL` for a directory into itself, `EROFS`, `EBUSY`.
   */
  mv(src: string, dest: string): Promise<void> {
    return this.#run('rename', src, (backend) => backend.mv(src, dest));
  }

  /** Returns `path` as seen from `base`, without looking at any file. A `..` above the root stays at the root. */
  resolvePath(base: string, path: string): string {
    return resolvePath(base, path);
  }

  /** Returns nothing: the paths of a repository are not known before they are asked for. */
  getAllPaths(): string[] {
    return [];
  }

  /** Sets permission bits. Git keeps whether the owner may execute a file; the rest lives as long as this filesystem. */
  chmod(path: string, mode: number): Promise<void> {
    return this.#run('chmod', path, (backend) => backend.chmod(path, mode));
  }

  /** Makes a symbolic link. @throws {FileSystemError} `EEXIST`; `ENOTSUP` on a server that cannot store links. */
  symlink(target: string, linkPath: string): Promise<void> {
    return this.#run('symlink', target, (backend) => backend.symlink(target, linkPath));
  }

  /** Always fails: a git tree cannot hold hard links. @throws {FileSystemError} `ENOTSUP`. */
  link(existingPath: string, newPath: string): Promise<void> {
    return this.#run('link', existingPath, (backend) => backend.link(existingPath, newPath));
  }

  /** Returns the target of a symbolic link. @throws {FileSystemError} `EINVAL` for what is none. */
  readlink(path: string): Promise<string> {
    return this.#run('readlink', path, (backend) => backend.readlink(path));
  }

  /** Returns the path without links. @throws {FileSystemError} `ENOENT`, `ELOOP`. */
  realpath(path: string): Promise<string> {
    return this.#run('realpath', path, (backend) => backend.realpath(path));
  }

  /** Sets the time of the last change, which lives as long as this filesystem. Times of access are not kept. */
  utimes(path: string, atime: Date, mtime: Date): Promise<void> {
    return this.#run('utime', path, (backend) => backend.utimes(path, atime, mtime));
  }

  /**
   * Sets metadata of a path: a text sets a key, null or an empty text removes it, an absent key stays; all or nothing. It
   * belongs to the path and is not versioned.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for the keys `org` and `repo`.
   * @throws {FileSystemError} `ENOENT`, `EROFS`; `ENOTSUP` on a server that cannot store metadata.
   */
  setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void> {
    return this.#run('setxattr', path, (backend) => backend.setMetadata(path, metadata));
  }

  /** Returns the metadata of a path, with `org` and `repo` that tell where it is. @throws {FileSystemError} `ENOENT`. */
  getMetadata(path: string): Promise<Record<string, string>> {
    return this.#run('getxattr', path, (backend) => backend.getMetadata(path));
  }

  /** Removes all metadata of a path. Idempotent. @throws {FileSystemError} as `setMetadata`. */
  clearMetadata(path: string): Promise<void> {
    return this.#run('removexattr', path, (backend) => backend.clearMetadata(path));
  }

  /**
   * Calls a handler for what others change in the mounted repositories, once it can be read here. Handlers are awaited; one that
   * throws is unsubscribed, and what it threw becomes an unhandled rejection.
   */
  subscribe(handler: WatchEventHandler): MesaFileSystemSubscription {
    const subscription = new MesaFileSystemSubscription(handler, (listener) => {
      this.#listeners.add(listener);
      this.#stopListening ??= this.#listen();
      return () => {
        this.#subscriptions.delete(subscription);
        this.#listeners.delete(listener);
        if (this.#listeners.size > 0) return;
        this.#stopListening?.();
        this.#stopListening = undefined;
      };
    });
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Resolves when everything written by now is on the server, what programs wrote through the mount point among it. */
  async flush(): Promise<void> {
    // One that is closed has nothing left to send.
    if (!this.#isClosed) await this.#run('flush', '/', (backend) => backend.flush());
  }

  /** Takes over at once what others wrote, which otherwise happens within a second. */
  refresh(): Promise<void> {
    return this.#run('refresh', '/', (backend) => backend.refresh());
  }

  /**
   * Mounts the filesystem at an empty folder of this machine, so that any program can use it, and returns the folder's path
   * without links. What there is stays: subscriptions, and what lives only here, such as empty directories. Operations that
   * come meanwhile wait. Doing it again with the same folder changes nothing; `close` takes the mount away.
   *
   * From then on the files are kept by a thread beside the mount: also a program that this thread waits for with
   * `execSync` can use them.
   *
   * @throws {KernelMountError} `MOUNT_UNAVAILABLE`, with what to install or allow; `MOUNT_POINT_UNUSABLE`, `MOUNT_FAILED`.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when it is mounted elsewhere already.
   * @example
   * ```ts
   * await using fs = await mesa.fs.mount({ repos: ['demo'] });
   * const folder = await fs.mountAt('/tmp/work');
   * execFileSync('git', ['init'], { cwd: `${folder}/demo` });
   * ```
   */
  async mountAt(mountPoint: string, options: KernelMountOptions = {}): Promise<string> {
    checkKernelMount(mountPoint, options);
    while (this.#replacing !== undefined) await this.#replacing;
    this.#requireOpen('mount', mountPoint);
    if (this.#mounted !== undefined) {
      const { mountPoint: folder, namespacePid } = this.#mounted;
      if (namespacePid === undefined && (await this.#mounter.isSamePlace(folder, mountPoint))) return folder;
      throw new InvalidOptionsError(
        `This filesystem is mounted ${namespacePid === undefined ? `at ${folder}` : 'for its shell only'} and cannot be at ${mountPoint} too. Mount the repositories a second time.`,
      );
    }
    return (await this.#replaceBy(() => this.#mounter.mount(mountPoint, options))).mountPoint;
  }

  /**
   * Returns a shell on the filesystem: the bash of this machine, in a sandbox that sees the repositories at `/` and, of the machine,
   * its programs to be read only. Nothing is started before the first script; a filesystem without a mount point is then mounted
   * in a private folder. Needs Linux, FUSE and bubblewrap; `engine: 'virtual'` needs `just-bash` and nothing else.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming the option.
   * @example
   * ```ts
   * const bash = fs.bash({ cwd: '/demo', timeoutMs: 60_000 });
   * const { exitCode } = await bash.exec('npm test');
   * ```
   */
  bash(options: BashOptions = {}): Bash {
    const filled = fillBashOptions(options);
    const bash = new Bash(filled, {
      open: async () => {
        this.#requireOpen('bash', filled.cwd);
        return filled.engine === 'virtual'
          ? openVirtualEngine(this, filled)
          : this.#mounter.openShell(await this.#mountedFor(filled), filled);
      },
      flush: () => this.flush(),
    });
    this.#bashes.add(bash);
    return bash;
  }

  /**
   * Lets writes end, then stops everything, and takes the mount away where there is one: programs that still have files open
   * in it are given a moment, then cut off. Idempotent; operations after it fail with `EBADF`.
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    while (this.#replacing !== undefined) await this.#replacing;
    // What runs would keep the mount in use.
    await Promise.all([...this.#bashes].map((bash) => bash.close()));
    this.#isClosed = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    try {
      await this.#backend.close();
    } finally {
      await this.#ownFolder?.remove();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Returns where programs see the filesystem; in a private folder, where nobody has said where. */
  async #mountedFor({ sandbox }: FilledBashOptions): Promise<Omit<KernelMounted, 'backend'>> {
    while (this.#replacing !== undefined) await this.#replacing;
    if (this.#mounted === undefined) await this.#mountPrivately(sandbox);
    const mounted = this.#mounted as Omit<KernelMounted, 'backend'> | undefined;
    if (mounted === undefined) throw fsError('EBADF', 'mount', '/', { hint: 'the filesystem is closed' });
    if (sandbox || mounted.namespacePid === undefined) return mounted;
    throw new BashUnavailableError(
      'This filesystem is mounted for its sandbox only, as this process may not mount where everybody sees it. Without the ' +
        'sandbox, mount the repositories another time, with `mountPoint`.',
    );
  }

  async #mountPrivately(sandbox: boolean): Promise<void> {
    const folder = await this.#mounter.makeFolder();
    try {
      while (this.#replacing !== undefined) await this.#replacing;
      // Another shell may have been faster.
      if (this.#mounted === undefined) {
        this.#requireOpen('mount', folder.path);
        await this.#replaceBy(() =>
          sandbox ? this.#mounter.mountForShell(folder.path) : this.#mounter.mount(folder.path, {}),
        );
        this.#ownFolder = folder;
      }
    } finally {
      if (this.#ownFolder !== folder) await folder.remove();
    }
  }

  /** Puts a filesystem that the kernel has too in the place of this one's; operations that come meanwhile wait. */
  async #replaceBy(mount: () => Promise<KernelMounted>): Promise<KernelMounted> {
    const replaced = this.#replace(mount);
    this.#replacing = replaced.catch(() => {});
    try {
      return await replaced;
    } finally {
      this.#replacing = undefined;
    }
  }

  async #replace(mount: () => Promise<KernelMounted>): Promise<KernelMounted> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    await this.#backend.flush();
    const mounted = await mount();
    const before = this.#backend;
    this.#backend = mounted.backend;
    this.#mounted = mounted;
    if (this.#stopListening !== undefined) {
      this.#stopListening();
      this.#stopListening = this.#listen();
    }
    await before.close();
    return mounted;
  }

  #listen(): () => void {
    return this.#backend.listen((event) => {
      for (const listener of this.#listeners) listener(event);
    });
  }

  #requireOpen(syscall: string, path: string): void {
    if (this.#isClosed) throw fsError('EBADF', syscall, path, { hint: 'the filesystem is closed' });
  }

  /** Runs an operation; at once, unless the backend is being replaced. */
  async #run<T>(
    syscall: string,
    path: string,
    operation: (backend: FileSystemBackend) => Promise<T>,
  ): Promise<T> {
    while (this.#replacing !== undefined) await this.#replacing;
    this.#requireOpen(syscall, path);
    this.#running++;
    try {
      return await operation(this.#backend);
    } finally {
      this.#running--;
      if (this.#running === 0) this.#onIdle();
    }
  }
}
