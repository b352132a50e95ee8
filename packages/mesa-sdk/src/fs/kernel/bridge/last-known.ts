import type {
  Attributes,
  DirectoryEntry,
  Entry,
  FileSystemStatistics,
  Ino,
  OpenRequest,
} from '../kernel-file-system.js';
import type { BridgedMethod } from './bridge-messages.js';

const O_TRUNC = 0o1000;

/**
 * What a filesystem last said about the files that the kernel knows. While its thread is blocked, as it is when it
 * starts a program with its current folder in the mount, this is enough to walk a path.
 */
export class LastKnown {
  readonly #attributes = new Map<Ino, Attributes>();
  readonly #names = new Map<Ino, Map<string, Entry>>();
  #statistics: FileSystemStatistics | undefined;

  /** Returns the answer to a call as it was last time, or undefined where that is not known or would not do. */
  answer(
    method: BridgedMethod,
    args: readonly unknown[],
  ): Entry | Attributes | FileSystemStatistics | undefined {
    const [ino, name] = args as [Ino, string];
    switch (method) {
      case 'lookup': {
        const entry = this.#names.get(ino)?.get(name);
        if (entry === undefined) return undefined;
        const attributes = this.#attributes.get(entry.attributes.ino);
        return attributes === undefined ? undefined : { ...entry, attributes };
      }
      case 'getattr':
        return this.#attributes.get(ino);
      case 'statfs':
        return this.#statistics;
      default:
        return undefined;
    }
  }

  /** Takes note of what a call answered. */
  learn(method: BridgedMethod, args: readonly unknown[], value: unknown): void {
    const [ino, name] = args as [Ino, string];
    switch (method) {
      case 'lookup':
        if (value === undefined) this.#names.get(ino)?.delete(name);
        else this.#set(ino, name, value as Entry);
        return;
      case 'symlink':
      case 'mknod':
      case 'mkdir':
        this.#set(ino, name, value as Entry);
        return;
      case 'create':
        this.#set(ino, name, (value as { entry: Entry }).entry);
        return;
      case 'link':
        this.#set(args[1] as Ino, args[2] as string, value as Entry);
        return;
      case 'unlink':
      case 'rmdir':
        this.#names.get(ino)?.delete(name);
        return;
      case 'rename':
        this.#names.get(ino)?.delete(name);
        this.#names.get(args[2] as Ino)?.delete(args[3] as string);
        return;
      case 'readdir':
        for (const line of value as readonly DirectoryEntry[]) {
          if (line.entry !== undefined && line.name !== '.' && line.name !== '..') {
            this.#set(ino, line.name, line.entry);
          }
        }
        return;
      case 'getattr':
      case 'setattr':
        this.#attributes.set(ino, value as Attributes);
        return;
      case 'write':
        this.#grow(ino, (args[3] as number) + (value as number));
        return;
      case 'open':
        if (((args[1] as OpenRequest).flags & O_TRUNC) !== 0) this.#attributes.delete(ino);
        return;
      case 'fallocate':
        this.#attributes.delete(ino);
        return;
      case 'copyFileRange':
        this.#attributes.delete(args[3] as Ino);
        return;
      case 'statfs':
        this.#statistics = value as FileSystemStatistics;
        return;
      default:
        return;
    }
  }

  /** The kernel knows a file no more, and so neither need we. */
  forget(ino: Ino): void {
    this.#attributes.delete(ino);
    this.#names.delete(ino);
  }

  #grow(ino: Ino, size: number): void {
    const attributes = this.#attributes.get(ino);
    if (attributes !== undefined && attributes.size < size)
      this.#attributes.set(ino, { ...attributes, size });
  }

  #set(parent: Ino, name: string, entry: Entry): void {
    let names = this.#names.get(parent);
    if (names === undefined) {
      names = new Map();
      this.#names.set(parent, names);
    }
    names.set(name, entry);
    this.#attributes.set(entry.attributes.ino, entry.attributes);
  }
}
