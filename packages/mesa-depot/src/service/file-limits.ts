/** The largest blob, in bytes: a length of 32 bits, which is also what git's oldest readers can take. */
export const MAX_BLOB_BYTES: number = 4 * 1024 * 1024 * 1024; // 4 GiB

/** Operations of a batch. The contract has the same number. */
export const MAX_BATCH_OPERATIONS = 10_000;

/** Bytes of all contents of a batch; with base64 and the JSON around them they fit into a request. */
export const MAX_BATCH_BYTES: number = 32 * 1024 * 1024; // 32 MiB

/** Blobs that one request reads. The contract has the same number. */
export const MAX_BLOB_IDS = 1_000;
