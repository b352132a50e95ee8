import { ConflictError, InvalidOptionsError } from 'mesa-rest';
import { VIRTUAL_ROOT_CHANGE_ID } from '../core/virtual-root.js';
import { BookmarkMovedError } from '../errors/bookmark-moved-error.js';
import { NotOnBookmarkError } from '../errors/not-on-bookmark-error.js';
import type {
  ChangeCheckpointArgs,
  ChangeEditArgs,
  ChangeInfo,
  ChangeListArgs,
  ChangeNewArgs,
  ChangeOps,
  ChangeResult,
  CheckpointResult,
  FromRevision,
  MountedRepoArgs,
} from './change-ops.js';
import type { Checkout } from './checkout.js';
import type { Revision, RevisionName } from './repo-client.js';

const DEFAULT_LIMIT = 50;

/** Changes of repositories whose checkouts are in this thread. */
export class CheckoutChangeOps implements ChangeOps {
  readonly #find: (repo: string) => Checkout;

  /** @internal */
  constructor(find: (repo: string) => Checkout) {
    this.#find = find;
  }

  async new(args: ChangeNewArgs): Promise<ChangeResult> {
    const checkout = this.#writable(args.repo, 'fs.change.new');
    const name = revisionName(args, 'fs.change.new');
    const { changeId } = await checkout.switchTo(async () => {
      const base = await checkout.client.resolve(name);
      const revision = await checkout.client.newChange(base.changeId, args.message ?? '');
      return { revision, bookmark: name.bookmark, amends: true };
    });
    return { changeOid: changeId };
  }

  async edit(args: ChangeEditArgs): Promise<ChangeResult> {
    const checkout = this.#find(args.repo);
    const name = revisionName(args, 'fs.change.edit');
    const { changeId } = await checkout.switchTo(async () => {
      const revision = await checkout.client.resolve(name);
      // Nothing can be written to the empty root itself, so that the first write makes a change on it.
      return { revision, bookmark: name.bookmark, amends: revision.changeId !== VIRTUAL_ROOT_CHANGE_ID };
    });
    return { changeOid: changeId };
  }

  async list({ repo, limit = DEFAULT_LIMIT }: ChangeListArgs): Promise<ChangeInfo[]> {
    if (!Number.isInteger(limit) || limit < 0) {
      throw new InvalidOptionsError(
        `\`limit\` is ${String(limit)}; it must be a whole number, and 0 means all.`,
      );
    }
    const checkout = this.#find(repo);
    await checkout.flush();
    return (await checkout.client.history(checkout.revision, limit)).map(toInfo);
  }

  async current({ repo }: MountedRepoArgs): Promise<ChangeInfo> {
    const checkout = this.#find(repo);
    await checkout.flush();
    return toInfo(checkout.revision);
  }

  async checkpoint({ repo, message }: ChangeCheckpointArgs): Promise<CheckpointResult> {
    const checkout = this.#writable(repo, 'fs.change.checkpoint');
    const { bookmark, client } = checkout;
    if (bookmark === undefined) {
      const text = `\`${repo}\` is at a change and not on a bookmark. Mount it with \`bookmark\`, or move one with fs.bookmark.move.`;
      throw new NotOnBookmarkError(text);
    }
    let saved: string | undefined;
    const active = await checkout.switchTo(async () => {
      const present = checkout.amends
        ? checkout.revision
        : await client.newChange(checkout.revision.changeId, message ?? '');
      if (checkout.amends && message !== undefined) await client.describe(present.changeId, message);
      saved = present.changeId;
      const revision = await client.newChange(present.changeId, '');
      try {
        await client.moveBookmark(bookmark, revision.changeId, false);
      } catch (cause) {
        if (!(cause instanceof ConflictError)) throw cause;
        const text = `The bookmark \`${bookmark}\` was moved by somebody else. Your writes are in the change ${saved}.`;
        throw new BookmarkMovedError(text, { cause });
      }
      return { revision, bookmark, amends: true };
    });
    return { savedChangeOid: saved as string, activeChangeOid: active.changeId };
  }

  #writable(repo: string, what: string): Checkout {
    const checkout = this.#find(repo);
    if (checkout.readOnly)
      throw new InvalidOptionsError(`${what} needs to write, and \`${repo}\` is mounted read-only.`);
    return checkout;
  }
}

function revisionName({ bookmark, changeId }: FromRevision, what: string): RevisionName {
  if (bookmark !== undefined && changeId === undefined) return { bookmark };
  if (changeId !== undefined && bookmark === undefined) return { changeId };
  throw new InvalidOptionsError(`${what} takes exactly one of \`bookmark\` and \`changeId\`.`);
}

function toInfo({ changeId, commitOid }: Revision): ChangeInfo {
  return { changeId, commitOid };
}
