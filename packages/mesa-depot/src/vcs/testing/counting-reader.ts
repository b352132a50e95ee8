import type { ObjectReader, Oid } from '../../objects/index.js';

/** A reader that notes which trees were read. */
export function countingReader(base: ObjectReader): ObjectReader & { readonly treesRead: Oid[] } {
  const treesRead: Oid[] = [];
  return {
    treesRead,
    readBlob: (oid) => base.readBlob(oid),
    readTree: (oid) => {
      treesRead.push(oid);
      return base.readTree(oid);
    },
    readCommit: (oid) => base.readCommit(oid),
    readBlobs: (oids) => base.readBlobs(oids),
    blobSizes: (oids) => base.blobSizes(oids),
  };
}
