import type { Checkout } from '../checkout.js';
import type { KernelNotifier } from '../kernel/kernel-file-system.js';
import type { WatchEvent } from '../watch-event.js';
import type { DoorContext } from './context.js';
import type { NodeInode } from './inode.js';

/**
 * Messages to the kernel that are on their way at a time. One may have to wait for a request that itself waits for the
 * network, and each takes a thread of a small pool.
 */
const PARALLEL = 2;

/** Tells the kernel what it must not believe any more, because somebody else than it has changed something. */
export class KernelCache {
  readonly #context: DoorContext;
  readonly #waiting = new Map<string, () => Promise<void>>();
  #kernel: KernelNotifier | undefined;
  #running = 0;

  constructor(context: DoorContext) {
    this.#context = context;
  }

  connect(kernel: KernelNotifier): void {
    this.#kernel = kernel;
  }

  disconnect(): void {
    this.#kernel = undefined;
    this.#waiting.clear();
  }

  /** Passes on what somebody changed in a repository. */
  tell(checkout: Checkout, { path, recursive }: WatchEvent): void {
    const below = path.slice(checkout.mountPath.length + 1);
    if (below === '') {
      this.#tellAll(checkout);
      return;
    }
    const slash = below.lastIndexOf('/');
    const name = below.slice(slash + 1);
    const { inodes } = this.#context;
    const directory = checkout.find(slash < 0 ? '' : below.slice(0, slash));
    const parent = directory && inodes.known(directory);
    if (parent !== undefined) {
      this.#entry(parent, name);
      this.#inode(parent);
    }
    const node = checkout.find(below);
    const inode = node && inodes.known(node);
    if (inode !== undefined) this.#inode(inode);
    if (recursive && inode !== undefined) this.#tellBelow(inode);
  }

  /** Drops all that is known of a repository. */
  #tellAll(checkout: Checkout): void {
    for (const inode of this.#context.inodes.all())
      if (inode.kind === 'node' && inode.checkout === checkout) this.#forgetNames(inode);
  }

  #tellBelow(directory: NodeInode): void {
    for (const inode of this.#context.inodes.all())
      if (inode.kind === 'node' && isBelow(inode, directory)) this.#forgetNames(inode);
  }

  #forgetNames(inode: NodeInode): void {
    for (const { parent, name } of inode.homes) this.#entry(parent, name);
    this.#inode(inode);
  }

  #entry(parent: NodeInode, name: string): void {
    parent.subdirectories = undefined;
    this.#send(`${parent.ino}/${name}`, (kernel) => kernel.invalidateEntry(parent.ino, name));
  }

  #inode(inode: NodeInode): void {
    inode.version += 1;
    inode.subdirectories = undefined;
    this.#send(String(inode.ino), (kernel) => kernel.invalidateInode(inode.ino));
  }

  /** Sends a message; one that waits already is sent once. */
  #send(key: string, message: (kernel: KernelNotifier) => Promise<void>): void {
    const kernel = this.#kernel;
    if (kernel === undefined) return;
    this.#waiting.set(key, () => message(kernel));
    this.#pump();
  }

  #pump(): void {
    while (this.#running < PARALLEL) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const [key, message] = next;
      this.#waiting.delete(key);
      this.#running += 1;
      message()
        .catch(this.#context.onError)
        .finally(() => {
          this.#running -= 1;
          this.#pump();
        });
    }
  }
}

function isBelow(inode: NodeInode, directory: NodeInode): boolean {
  let at: NodeInode | undefined = inode.homes[0]?.parent;
  while (at !== undefined) {
    if (at === directory) return true;
    at = at.homes[0]?.parent;
  }
  return false;
}
