import { type Logger, log } from '../../core/logger.js';
import type { FileSystemBackend } from '../backend.js';
import type { BookmarkOps } from '../bookmark-ops.js';
import type { ChangeOps } from '../change-ops.js';
import { type EncodingOption, encodingOf, toText } from '../encoding.js';
import { fsError } from '../fs-error.js';
import type { JournalOps } from '../journal-ops.js';
import type { TimedToken } from '../mount-token.js';
import type { DirentEntry, FsStat } from '../stat.js';
import type { WatchEvent } from '../watch-event.js';
import type { Channel } from './channel.js';
import type { FromFileSystem, Target, ToFileSystem } from './messages.js';
import { fromWireError, toWireError } from './wire-error.js';

/** What a filesystem of another thread needs of this one. */
export interface RemoteFileSystemOptions {
  readonly channel: Channel;
  /** Signs the tokens: the credential stays in this thread. */
  readonly getToken: () => Promise<TimedToken>;
  readonly logger: Logger | undefined;
  /** Takes the mount away and ends the thread; what was written is stored by then. */
  readonly end: () => Promise<void>;
}

interface Pending {
  readonly what: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A filesystem that another thread holds, asked by messages. */
export class RemoteFileSystem implements FileSystemBackend {
  readonly change: ChangeOps;
  readonly bookmark: BookmarkOps;
  readonly journal: JournalOps;
  /** Why the thread could not open the filesystem; undefined once it has, or has ended without a word. */
  readonly refusal: Promise<Error | undefined>;
  readonly #options: RemoteFileSystemOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: WatchEvent) => void>();
  #onStart!: (refusal?: Error) => void;
  #closingError: Error | undefined;
  #lastId = 0;
  #hasEnded = false;

  constructor(options: RemoteFileSystemOptions) {
    this.#options = options;
    this.refusal = new Promise((resolve) => {
      this.#onStart = resolve;
    });
    options.channel.receive(
      (message) => this.#take(message as FromFileSystem),
      () => this.#end(),
    );
    this.change = {
      new: (args) => this.#call({ target: 'change', method: 'new' }, args),
      edit: (args) => this.#call({ target: 'change', method: 'edit' }, args),
      list: (args) => this.#call({ target: 'change', method: 'list' }, args),
      current: (args) => this.#call({ target: 'change', method: 'current' }, args),
      checkpoint: (args) => this.#call({ target: 'change', method: 'checkpoint' }, args),
    };
    this.bookmark = {
      create: (args) => this.#call({ target: 'bookmark', method: 'create' }, args),
      move: (args) => this.#call({ target: 'bookmark', method: 'move' }, args),
      list: (args) => this.#call({ target: 'bookmark', method: 'list' }, args),
    };
    this.journal = {
      list: () => this.#call({ target: 'journal', method: 'list' }),
      replay: () => this.#call({ target: 'journal', method: 'replay' }),
      discard: () => this.#call({ target: 'journal', method: 'discard' }),
    };
  }

  async readFile(path: string, options?: EncodingOption): Promise<string> {
    // Bytes are moved from thread to thread, where a text would be copied.
    return toText(await this.readFileBuffer(path), encodingOf(options));
  }

  readFileBuffer(path: string): Promise<Uint8Array> {
    return this.#fs('readFileBuffer', path);
  }

  writeFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void> {
    return this.#fs('writeFile', path, ownBytes(content), options);
  }

  appendFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void> {
    return this.#fs('appendFile', path, ownBytes(content), options);
  }

  exists(path: string): Promise<boolean> {
    return this.#fs('exists', path);
  }

  stat(path: string): Promise<FsStat> {
    return this.#fs('stat', path);
  }

  lstat(path: string): Promise<FsStat> {
    return this.#fs('lstat', path);
  }

  mkdir(path: string, options?: { readonly recursive?: boolean | undefined }): Promise<void> {
    return this.#fs('mkdir', path, options);
  }

  readdir(path: string): Promise<string[]> {
    return this.#fs('readdir', path);
  }

  readdirWithFileTypes(path: string): Promise<DirentEntry[]> {
    return this.#fs('readdirWithFileTypes', path);
  }

  rm(
    path: string,
    options?: { readonly recursive?: boolean | undefined; readonly force?: boolean | undefined },
  ): Promise<void> {
    return this.#fs('rm', path, options);
  }

  cp(src: string, dest: string, options?: { readonly recursive?: boolean | undefined }): Promise<void> {
    return this.#fs('cp', src, dest, options);
  }

  mv(src: string, dest: string): Promise<void> {
    return this.#fs('mv', src, dest);
  }

  chmod(path: string, mode: number): Promise<void> {
    return this.#fs('chmod', path, mode);
  }

  symlink(target: string, linkPath: string): Promise<void> {
    return this.#fs('symlink', target, linkPath);
  }

  link(existingPath: string, newPath: string): Promise<void> {
    return this.#fs('link', existingPath, newPath);
  }

  readlink(path: string): Promise<string> {
    return this.#fs('readlink', path);
  }

  realpath(path: string): Promise<string> {
    return this.#fs('realpath', path);
  }

  utimes(path: string, atime: Date, mtime: Date): Promise<void> {
    return this.#fs('utimes', path, atime, mtime);
  }

  setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void> {
    return this.#fs('setMetadata', path, metadata);
  }

  getMetadata(path: string): Promise<Record<string, string>> {
    return this.#fs('getMetadata', path);
  }

  clearMetadata(path: string): Promise<void> {
    return this.#fs('clearMetadata', path);
  }

  flush(): Promise<void> {
    return this.#fs('flush');
  }

  refresh(): Promise<void> {
    return this.#fs('refresh');
  }

  listen(listener: (event: WatchEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    try {
      // A thread that died has nothing left that could be stored; its end is said by what was under way then.
      if (!this.#hasEnded) await this.flush();
    } finally {
      await this.#options.end();
    }
    // What programs wrote last, and could not be stored.
    if (this.#closingError !== undefined) throw this.#closingError;
  }

  #fs<T>(method: (Target & { target: 'fs' })['method'], ...args: unknown[]): Promise<T> {
    return this.#call({ target: 'fs', method }, ...args);
  }

  #call<T>(target: Target, ...args: unknown[]): Promise<T> {
    const what = target.target === 'fs' ? target.method : `${target.target}.${target.method}`;
    return new Promise<T>((resolve, reject) => {
      if (this.#hasEnded) throw gone(what);
      const id = ++this.#lastId;
      this.#send({ kind: 'call', id, ...target, args });
      this.#pending.set(id, { what, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  #send(message: ToFileSystem): void {
    this.#options.channel.send(message);
  }

  #take(message: FromFileSystem): void {
    const { logger } = this.#options;
    switch (message.kind) {
      case 'ready':
        this.#onStart();
        return;
      case 'failed':
        this.#onStart(fromWireError(message.error));
        return;
      case 'result':
        this.#settle(message.id)?.resolve(message.value);
        return;
      case 'refused':
        this.#settle(message.id)?.reject(fromWireError(message.error));
        return;
      case 'event':
        for (const listener of this.#listeners) listener(message.event);
        return;
      case 'token?':
        void this.#giveToken(message.id);
        return;
      case 'closed':
        this.#closingError = message.error && fromWireError(message.error);
        return;
      case 'log':
        if (logger !== undefined) log(logger, message.level, message.line);
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  async #giveToken(id: number): Promise<void> {
    try {
      this.#send({ kind: 'token', id, token: await this.#options.getToken() });
    } catch (error) {
      this.#send({ kind: 'no-token', id, error: toWireError(error) });
    }
  }

  #end(): void {
    this.#hasEnded = true;
    this.#onStart();
    for (const { what, reject } of this.#pending.values()) reject(gone(what));
    this.#pending.clear();
  }
}

function gone(what: string): Error {
  return fsError('EIO', what, undefined, {
    hint: 'the thread of the filesystem has ended, and its mount with it; mount again',
  });
}

/** A message copies the whole memory that bytes are a part of: of a large one only the part is to travel. */
function ownBytes(content: string | Uint8Array): string | Uint8Array {
  if (typeof content === 'string' || content?.byteLength === content?.buffer?.byteLength) return content;
  return content.slice();
}
