import { bytesToText, type Oid, type StoredObjects } from '../../objects/index.js';
import { findGitmodulesFault } from '../../vcs/index.js';
import { badObject } from './pack-errors.js';

/** Larger than any list of submodules; git refuses what it cannot hold in memory. */
const MAX_BYTES = 4 * 1024 * 1024; // 4 MiB

/**
 * Checks the contents of files called `.gitmodules`, which git obeys in every clone. What is not stored, or no blob, is
 * left to who checks that everything is there.
 *
 * @throws DepotError `OBJECT_CORRUPT`, naming git's rule.
 */
export async function checkGitmodules(objects: StoredObjects, oids: ReadonlySet<Oid>): Promise<void> {
  for (const [oid, { type, size }] of await objects.find([...oids])) {
    if (type !== 'blob') continue;
    if (size > MAX_BYTES) throw badObject('blob', oid, 'gitmodulesLarge', `.gitmodules has ${size} bytes`);
    const fault = findGitmodulesFault(bytesToText(await objects.readBlob(oid)));
    if (fault !== undefined) throw badObject('blob', oid, fault.rule, fault.what);
  }
}
