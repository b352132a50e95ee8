import type { Oid } from '../../objects/index.js';
import { requireHeaders } from './check-headers.js';
import { findIdentityFault } from './check-identity.js';
import { badObject } from './pack-errors.js';

/**
 * Checks an annotated tag by the rules of `git fsck --strict`.
 *
 * @throws DepotError `OBJECT_CORRUPT`, naming git's rule.
 */
export function checkTag(oid: Oid, body: Buffer): void {
  const refuse = (rule: string, what: string): Error => badObject('tag', oid, rule, what);
  const [object = '', type = '', tag = '', tagger] = requireHeaders('tag', oid, body);
  if (!object.startsWith('object ')) throw refuse('missingObject', 'it does not begin with its object');
  if (!/^object [0-9a-f]{40}$/.test(object)) throw refuse('badObjectSha1', 'its object is not an object id');
  if (!type.startsWith('type ')) throw refuse('missingTypeEntry', 'it does not say the type of its object');
  if (!/^type (?:commit|tree|blob|tag)$/.test(type))
    throw refuse('badType', 'its object has an unknown type');
  if (!/^tag ./.test(tag)) throw refuse('missingTagEntry', 'it has no name');
  // Tags of the first years of git have no tagger.
  if (!tagger?.startsWith('tagger ')) return;
  const fault = findIdentityFault(tagger.slice('tagger '.length));
  if (fault !== undefined) throw refuse(fault.rule, `its tagger ${fault.what}`);
}
