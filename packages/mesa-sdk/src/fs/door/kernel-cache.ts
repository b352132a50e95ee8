import type { Checkout } from '../checkout.js';
import type { KernelNotifier } from '../kernel/kernel-file-system.js';
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

  /**
   * Passes on that somebody changed something at a path in a repository.
   *
   * @param isRecursive Whether everything below may be different too.
   */
  tell(checkout: Checkout, path: string, isRecursive: boolean): void {
    if (path === '') {
      this.#tellAll(checkout);
      return;
    }
    this.#tellAbove(checkout, path);
    const node = checkout.find(path);
    const inode = node && this.#context.inodes.known(node);
    if (inode === undefined) return;
    this.#inode(inode);
    if (isRecursive) this.#tellBelow(inode);
  }

  /** A name may have come or gone: in the lowest of the directories above that the kernel knows. */
  #tellAbove(checkout: Checkout, path: string): void {
    for (let at = path; at !== ''; ) {
      const slash = at.lastIndexOf('/');
      const above = slash < 0 ? '' : at.slice(0, slash);
      const directory = checkout.find(above);
      const parent = directory && this.#context.inodes.known(directory);
      if (parent !== undefined) {
        this.#entry(parent, at.slice(slash + 1));
        this.#inode(parent);
        return;
      }
      at = above;
    }
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
