import type { ObjectType, Oid } from '../../objects/index.js';
import { badObject } from './pack-errors.js';

/**
 * Returns the lines of the header of a commit or tag, byte for byte as characters.
 *
 * @throws DepotError `OBJECT_CORRUPT` when it does not end or holds a NUL.
 */
export function requireHeaders(type: ObjectType, oid: Oid, body: Buffer): string[] {
  const blank = body.indexOf('\n\n');
  // What has no message may end with its headers.
  if (blank < 0 && body.at(-1) !== 0x0a) {
    throw badObject(type, oid, 'unterminatedHeader', 'its header does not end');
  }
  const header = body.toString('latin1', 0, blank < 0 ? body.length - 1 : blank);
  if (header.includes('\0')) throw badObject(type, oid, 'nulInHeader', 'its header holds a NUL character');
  return header.split('\n');
}
