import { createHash } from 'node:crypto';
import type { ObjectType } from './object-type.js';

/** A git object id: the SHA-1 of type, length and body, as 40 lower-case hexadecimal digits. */
export type Oid = string;

const OID_PATTERN = /^[0-9a-f]{40}$/;

/** Says whether a string is written like an object id. It says nothing about the object's existence. */
export function isOid(text: string): text is Oid {
  return OID_PATTERN.test(text);
}

/** Returns the id that git gives to an object of this type and these bytes. */
export function hashObject(type: ObjectType, body: Uint8Array): Oid {
  return createHash('sha1').update(`${type} ${body.byteLength}\0`).update(body).digest('hex');
}
