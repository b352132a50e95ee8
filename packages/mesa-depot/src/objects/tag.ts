import { DepotError } from '../errors/index.js';
import { bytesToText } from './byte-text.js';
import type { ObjectType } from './object-type.js';
import type { Oid } from './oid.js';

/** What an annotated tag says about itself. Tagger and message are left as they are in the object. */
export interface Tag {
  /** What it names, which may be another tag. */
  readonly target: Oid;
  readonly targetType: ObjectType;
  readonly name: string;
}

const TAG_HEAD = /^object ([0-9a-f]{40})\ntype (commit|tree|blob|tag)\ntag ([^\n]*)\n/;

/**
 * Returns the fields of the body of a tag object.
 *
 * @throws DepotError `OBJECT_CORRUPT` when one is missing or malformed.
 */
export function decodeTag(body: Uint8Array): Tag {
  const match = TAG_HEAD.exec(bytesToText(body));
  if (match === null) {
    throw new DepotError(
      'OBJECT_CORRUPT',
      'Not a valid git tag: it does not begin with object, type and tag.',
    );
  }
  const [, target = '', targetType, name = ''] = match;
  return { target, targetType: targetType as ObjectType, name };
}
