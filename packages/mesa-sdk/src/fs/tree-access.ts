import type { Contents } from './contents/contents.js';
import type { Revision, WriteResult } from './repo-client.js';
import type { DirectoryNode, TreeNode } from './tree-node.js';

/** What an outbox sees of the checkout whose writes it stores. */
export interface TreeAccess {
  readonly root: DirectoryNode;
  /** Where the checkout is: what writes are made on. */
  readonly revision: Revision;
  /** Whether writes amend the revision; before the first write they make a new change on top of it. */
  readonly amends: boolean;
  now(): number;
  /** Returns what is at a path, as far as it is fetched. */
  find(path: string): TreeNode | undefined;
  /** Keeps bytes that are on the server now, where they are in memory. */
  keep(oid: string, content: Contents): void;
  /**
   * Is told that a batch is stored, with the outbox to itself.
   *
   * @param around To be called around the step that takes over what others wrote, if there is something: what was written
   * here meanwhile is out of the way while it runs.
   */
  onStored(result: WriteResult, around: (step: () => void) => void): Promise<void>;
  /** Is told of a path that is what it was before it was written, because it could not be stored. */
  onPutBack(path: string): void;
  /** Is told that it is not known what is on the server: to be looked at before the next operation. */
  onDoubt(): void;
  /** Is told of a failure that nobody waited for. */
  onUnheard(error: unknown): void;
}
