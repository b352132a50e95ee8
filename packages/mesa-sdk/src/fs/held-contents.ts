import type { Checkout } from './checkout.js';
import { Suspension } from './suspension.js';
import type { FileNode } from './tree-node.js';

/** Requests for the bytes of files that one operation has on their way at a time. */
const PARALLEL = 16;

/** Bytes of the files that one operation reads, so that it comes to its end also when no cache can hold them. */
export class HeldContents {
  readonly #held = new Map<string, Uint8Array>();

  /** Returns the bytes of a file; suspends to fetch them. */
  of = (checkout: Checkout, node: FileNode): Uint8Array => {
    const bytes = this.#known(checkout, node);
    if (bytes !== undefined) return bytes;
    throw new Suspension(() => this.#fetch(checkout, node));
  };

  /** Suspends until the bytes of all these files are here. */
  require(checkout: Checkout, nodes: readonly FileNode[]): void {
    const missing = nodes.filter((node) => this.#known(checkout, node) === undefined);
    if (missing.length === 0) return;
    throw new Suspension(async () => {
      for (let start = 0; start < missing.length; start += PARALLEL) {
        const some = missing.slice(start, start + PARALLEL);
        await Promise.all(some.map((node) => this.#fetch(checkout, node)));
      }
    });
  }

  #known(checkout: Checkout, node: FileNode): Uint8Array | undefined {
    return (node.oid === undefined ? undefined : this.#held.get(node.oid)) ?? checkout.knownContentOf(node);
  }

  async #fetch(checkout: Checkout, node: FileNode): Promise<void> {
    const { oid } = node;
    const bytes = await checkout.fetchContent(node);
    if (bytes !== undefined && oid !== undefined) this.#held.set(oid, bytes);
  }
}
