import { DepotError } from '../errors/index.js';
import type { ObjectType } from './object-type.js';
import type { Oid } from './oid.js';

/** Returns the error for an object that something refers to and the store does not have. */
export function objectMissing(oid: Oid, type?: ObjectType): DepotError {
  return new DepotError('OBJECT_MISSING', `The ${type ?? 'object'} ${oid} is not in the store.`, {
    details: { oid },
  });
}

/** Returns the error for an object that is there, but is not what it is used as. */
export function wrongObjectType(oid: Oid, found: ObjectType, wanted: ObjectType): DepotError {
  return new DepotError('OBJECT_CORRUPT', `The object ${oid} is a ${found}, not a ${wanted}.`, {
    details: { oid },
  });
}
