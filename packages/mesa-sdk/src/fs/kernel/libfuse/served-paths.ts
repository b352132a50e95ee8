import { type KernelFileSystem, type KernelNotifier, ROOT_INO } from '../kernel-file-system.js';
import { HeldFiles } from './held-files.js';
import { HiddenFiles } from './hidden-files.js';
import { KnownAttributes } from './known-attributes.js';
import { NameTable } from './name-table.js';
import { type Handlers, nativeHandlers } from './native-handlers.js';
import { OpenHandles } from './open-handles.js';
import { PathOperations } from './path-operations.js';
import { type Tables, Visit } from './visit.js';

export interface ServedPathsOptions {
  readonly entryTtlMs: number;
  readonly attributesTtlMs: number;
  readonly count: (name: string) => void;
  readonly onError: (error: unknown) => void;
}

/** A filesystem as libfuse wants it: by paths. */
export class ServedPaths {
  readonly handlers: Handlers;
  readonly #tables: Tables;
  readonly #handles: OpenHandles;
  readonly #onError: (error: unknown) => void;

  constructor(fs: KernelFileSystem, { entryTtlMs, attributesTtlMs, count, onError }: ServedPathsOptions) {
    const held = new HeldFiles((ino) => {
      // The kernel never forgets the root either.
      if (ino !== ROOT_INO) this.#hearing(() => fs.forget?.(ino));
    });
    this.#tables = {
      fs,
      held,
      names: new NameTable(held, entryTtlMs),
      hidden: new HiddenFiles(held),
      known: new KnownAttributes(attributesTtlMs),
    };
    this.#handles = new OpenHandles(held);
    this.#onError = onError;
    const operations = new PathOperations(this.#tables, this.#handles);
    this.handlers = nativeHandlers({ fs, operations, visit: () => this.#visit(), count, onError });
  }

  /** What the filesystem can have forgotten: what is remembered here. The kernel itself cannot be told. */
  get notifier(): KernelNotifier {
    const { names, known } = this.#tables;
    return {
      invalidateInode: async () => known.change(),
      invalidateEntry: async (parent, name) => {
        names.drop(parent, name);
        known.change();
      },
      notifyDelete: async (parent, _child, name) => {
        names.drop(parent, name);
        known.change();
      },
    };
  }

  /** The mount is gone: releases and forgets what the kernel did not, and ends the filesystem. */
  async end(): Promise<void> {
    const { fs, held } = this.#tables;
    for (const { ino, handle } of this.#handles.takeAll()) {
      await this.#hearing(() => fs.release?.(ino, handle, this.#visit().call));
    }
    held.forgetAll();
    await this.#hearing(() => fs.destroy?.());
  }

  /** The binding tells of no caller: all are the process itself, and the kernel checks who may what. */
  #visit(): Visit {
    const uid = process.getuid?.() ?? 0;
    return new Visit(this.#tables, { uid, gid: process.getgid?.() ?? 0, pid: 0 });
  }

  async #hearing(action: () => unknown): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#onError(error);
    }
  }
}
