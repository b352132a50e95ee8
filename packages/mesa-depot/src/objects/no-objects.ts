import { objectMissing } from './object-errors.js';
import type { ObjectReader } from './object-reader.js';
import { EMPTY_TREE_OID } from './tree.js';

/** A reader over nothing but the empty tree: what an `ObjectBuffer` of a repository without history stands on. */
export const noObjects: ObjectReader = {
  async readBlob(oid) {
    throw objectMissing(oid, 'blob');
  },
  async readTree(oid) {
    if (oid === EMPTY_TREE_OID) return [];
    throw objectMissing(oid, 'tree');
  },
  async readCommit(oid) {
    throw objectMissing(oid, 'commit');
  },
  async readBlobs(oids) {
    for (const oid of oids) throw objectMissing(oid, 'blob');
    return new Map();
  },
  async blobSizes(oids) {
    for (const oid of oids) throw objectMissing(oid, 'blob');
    return new Map();
  },
};
