import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BRIDGED_METHODS } from '../bridge/bridge-messages.js';
import { type Attributes, type Entry, type KernelFileSystem, ROOT_INO } from '../kernel-file-system.js';
import { WAKE_INO } from '../protocol/notifications.js';

const S_IFREG = 0o100000;
const YEAR_MS = 365 * 24 * 3600 * 1000;

const ATTRIBUTES: Attributes = {
  ino: WAKE_INO,
  mode: S_IFREG | 0o400,
  nlink: 1,
  uid: 0,
  gid: 0,
  size: 0,
  atimeNs: 0n,
  mtimeNs: 0n,
  ctimeNs: 0n,
  ttlMs: YEAR_MS,
};
const ENTRY: Entry = { attributes: ATTRIBUTES, ttlMs: YEAR_MS };

/**
 * A file that nobody sees, by which a thread that waits in the kernel can be woken: the kernel wants one that it knows
 * for that (`encodeWake`). Its name is nobody's business and no folder lists it.
 *
 * Should the kernel let it go, when memory runs short, it says so: that message wakes as well.
 */
export class WakeFile {
  readonly #path: string;
  readonly #name: string;
  #isKnown = false;
  #isAsked = false;

  constructor(mountPoint: string, name: string) {
    this.#path = join(mountPoint, name);
    this.#name = name;
  }

  /** Whether the kernel knows it. If not, a thread that waits is woken by nothing but requests. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Makes it known to the kernel, unless it is or is about to be. Needs an event loop that serves the mount. */
  introduce(): void {
    if (this.#isKnown || this.#isAsked) return;
    this.#isAsked = true;
    // Where another mount lies over ours, or ours is gone, it stays unknown.
    stat(this.#path).catch(() => {});
  }

  /** Returns a filesystem with this file in its root. */
  addTo(fs: KernelFileSystem): KernelFileSystem {
    const all: Record<string, unknown> = { killsPrivileges: fs.killsPrivileges };
    for (const method of [...BRIDGED_METHODS, 'init', 'destroy'] as const) {
      // Bound, since a filesystem may have private members.
      const own = fs[method];
      if (own !== undefined) all[method] = own.bind(fs);
    }
    const extended: Pick<KernelFileSystem, 'lookup' | 'getattr' | 'forget'> = {
      lookup: (parent, name, call) => {
        if (parent !== ROOT_INO || name !== this.#name) return fs.lookup(parent, name, call);
        this.#isKnown = true;
        return ENTRY;
      },
      getattr: (ino, handle, call) => (ino === WAKE_INO ? ATTRIBUTES : fs.getattr(ino, handle, call)),
      forget: (ino) => {
        if (ino !== WAKE_INO) {
          fs.forget?.(ino);
          return;
        }
        this.#isKnown = false;
        this.#isAsked = false;
      },
    };
    // The table of methods makes it one; the compiler cannot see that.
    return Object.assign(all, extended) as unknown as KernelFileSystem;
  }
}
