import { DepotError } from '../../errors/index.js';
import type { ObjectType, Oid } from '../../objects/index.js';

/** Returns the error for bytes that are no pack, or not all of one. */
export function badPack(what: string, cause?: unknown): DepotError {
  return new DepotError('OBJECT_CORRUPT', `The pack cannot be read: ${what}.`, { cause });
}

/** Returns the error for a pack that would cost more than its limits allow. */
export function packOverLimit(what: string): DepotError {
  return new DepotError('PAYLOAD_TOO_LARGE', `The pack is over a limit: ${what}.`);
}

/**
 * Returns the error for an object that git would refuse too.
 *
 * @param rule git's name of the rule: https://git-scm.com/docs/git-fsck#_fsck_messages
 */
export function badObject(type: ObjectType, oid: Oid, rule: string, what: string): DepotError {
  return new DepotError(
    'OBJECT_CORRUPT',
    `The ${type} ${oid} is refused, as by git fsck (${rule}): ${what}.`,
    {
      details: { oid, rule },
    },
  );
}
