import { errno } from '../errno.js';
import {
  type Attributes,
  type Entry,
  type Ino,
  type KernelCall,
  type KernelFileSystem,
  ROOT_INO,
} from '../kernel-file-system.js';
import { PendingCall } from '../session/pending-call.js';
import type { HeldFiles } from './held-files.js';
import type { HiddenFiles } from './hidden-files.js';
import type { KnownAttributes } from './known-attributes.js';
import type { NameTable } from './name-table.js';

/** What the operations on one mount have in common. */
export interface Tables {
  readonly fs: KernelFileSystem;
  readonly held: HeldFiles;
  readonly names: NameTable;
  readonly hidden: HiddenFiles;
  readonly known: KnownAttributes;
}

/** A file that was found by its path. */
export interface Found {
  readonly ino: Ino;
  /** Where the look-up told. */
  readonly attributes: Attributes | undefined;
  readonly isHidden: boolean;
}

/** A name in a directory. */
export interface Place {
  readonly parent: Ino;
  readonly name: string;
}

/** One operation: walks paths, and holds the files that it meets until it is over. */
export class Visit {
  readonly #tables: Tables;
  readonly #caller: { readonly uid: number; readonly gid: number; readonly pid: number };
  readonly #met: Ino[] = [];

  constructor(tables: Tables, caller: { readonly uid: number; readonly gid: number; readonly pid: number }) {
    this.#tables = tables;
    this.#caller = caller;
  }

  /** For one call of the filesystem: whoever waits for its signal does so once. */
  get call(): KernelCall {
    return new PendingCall(this.#caller);
  }

  /**
   * Returns the file of a path. The kernel looks up each name of it before it asks for anything else, as often as it
   * is told to: so only the last name of such a look-up may be too old.
   *
   * @throws ErrnoError `ENOENT`.
   */
  async find(path: string, { isLookUp = false } = {}): Promise<Found> {
    let found: Found = { ino: ROOT_INO, attributes: undefined, isHidden: false };
    const names = namesOf(path);
    for (const [index, name] of names.entries()) {
      found = await this.#step(found.ino, name, isLookUp && index === names.length - 1);
    }
    return found;
  }

  /** Returns where a path's last name is, or is to be. */
  async place(path: string): Promise<Place> {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) throw errno('EBUSY');
    let parent: Ino = ROOT_INO;
    for (const above of names) ({ ino: parent } = await this.#step(parent, above));
    return { parent, name };
  }

  /** Holds and remembers a file that the filesystem has just made. */
  made({ parent, name }: Place, ask: () => Entry | Promise<Entry>): Promise<Entry> {
    return this.meet(ask, (entry) => [entry.attributes.ino]).then((entry) => {
      this.#tables.names.set(parent, name, entry.attributes.ino);
      return entry;
    });
  }

  /** Asks for something that names files, and holds them until the operation is over. */
  meet<T>(ask: () => T | Promise<T>, named: (answer: T) => Ino[]): Promise<T> {
    return this.#tables.held.lookUp(ask, (answer) => {
      const inos = named(answer);
      this.#met.push(...inos);
      return inos;
    });
  }

  end(): void {
    for (const ino of this.#met) this.#tables.held.letGo(ino);
  }

  async #step(parent: Ino, name: string, isLookUp = false): Promise<Found> {
    const { fs, held, names, hidden } = this.#tables;
    const hiddenIno = hidden.find(parent, name);
    const ino = hiddenIno ?? (isLookUp ? names.findFresh(parent, name) : names.find(parent, name));
    if (ino !== undefined) {
      held.hold(ino);
      this.#met.push(ino);
      return { ino, attributes: undefined, isHidden: hiddenIno !== undefined };
    }
    const entry = await this.meet(
      () => fs.lookup(parent, name, this.call),
      (answer) => (answer === undefined ? [] : [answer.attributes.ino]),
    );
    if (entry === undefined) {
      names.drop(parent, name);
      throw errno('ENOENT');
    }
    const { attributes } = entry;
    names.set(parent, name, attributes.ino);
    return { ino: attributes.ino, attributes, isHidden: false };
  }
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}
