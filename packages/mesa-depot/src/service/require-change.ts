import { DepotError } from '../errors/index.js';
import { type ChangeRecord, getChange, type Storage } from '../storage/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';

/**
 * Returns a change that can be amended.
 *
 * @throws DepotError `NOT_FOUND`, also for the virtual root.
 */
export async function requireChange(
  { read }: Pick<Storage, 'read'>,
  repoId: string,
  changeId: string,
): Promise<ChangeRecord> {
  if (changeId === VIRTUAL_ROOT_CHANGE_ID) throw rootIsNoChange();
  const record = await getChange(read, repoId, changeId);
  if (!record) throw new DepotError('NOT_FOUND', `Change not found: ${changeId}`);
  return record;
}

/** Returns the error for the virtual root where a change is meant. */
export function rootIsNoChange(): DepotError {
  return new DepotError(
    'NOT_FOUND',
    'Change not found: the virtual root is the empty tree before the first change, and no change itself.',
  );
}
