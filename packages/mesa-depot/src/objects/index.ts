export { bytesToText, textToBytes } from './byte-text.js';
export { type Commit, decodeCommit, encodeCommit, type Identity } from './commit.js';
export { noObjects } from './no-objects.js';
export { ObjectBuffer, type PendingObject } from './object-buffer.js';
export type { ObjectReader } from './object-reader.js';
export type { ObjectType } from './object-type.js';
export { hashObject, isOid, type Oid } from './oid.js';
export { decodeTree, EMPTY_TREE_OID, encodeTree, type TreeEntry, type TreeMode } from './tree.js';
