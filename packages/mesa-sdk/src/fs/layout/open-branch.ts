import { ConflictError, InvalidOptionsError, NotFoundError } from 'mesa-rest';
import { VIRTUAL_ROOT_CHANGE_ID } from '../../core/virtual-root.js';
import type { PlannedBranch } from '../mount-plan.js';
import type { RepoClient, Revision } from '../repo-client.js';

/** Where a mount with a branch of its own begins. */
export interface OpenedBranch {
  readonly revision: Revision;
  readonly bookmark: string | undefined;
  /** Whether writes amend the revision. */
  readonly amends: boolean;
}

/**
 * Makes the change that a mount works on, or finds the one that it left here the last time.
 *
 * @throws {NotFoundError} when what it is branched from does not exist.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a branch with the name of the default bookmark, which is not its own.
 */
export async function openBranch(client: RepoClient, branch: PlannedBranch): Promise<OpenedBranch> {
  const { bookmark } = branch;
  if (bookmark === undefined) return makeChange(client, branch);
  if (bookmark === (await client.defaultBookmark())) {
    throw new InvalidOptionsError(
      `\`branchedFrom\` of \`${client.repo}\` has \`as.bookmark: '${bookmark}'\`, the default bookmark: writes would change what everybody sees. Use another name.`,
    );
  }
  const left = await findBookmark(client, bookmark);
  if (left !== undefined) return left;
  const made = await makeChange(client, branch);
  try {
    await client.createBookmark(bookmark, made.revision.changeId);
    return made;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    // Somebody else began the same at the same moment; both work there. The change made here stays empty and unnamed.
    return (await findBookmark(client, bookmark)) ?? made;
  }
}

async function makeChange(
  client: RepoClient,
  { from, bookmark, message }: PlannedBranch,
): Promise<OpenedBranch> {
  const base = await client.resolve(from ?? { bookmark: await client.defaultBookmark() });
  return { revision: await client.newChange(base.changeId, message), bookmark, amends: true };
}

async function findBookmark(client: RepoClient, bookmark: string): Promise<OpenedBranch | undefined> {
  try {
    const revision = await client.resolve({ bookmark });
    // Nothing can be written to the empty root itself, so that the first write makes a change on it.
    return { revision, bookmark, amends: revision.changeId !== VIRTUAL_ROOT_CHANGE_ID };
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
