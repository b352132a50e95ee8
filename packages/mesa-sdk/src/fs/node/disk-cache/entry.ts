import { createHash } from 'node:crypto';

/** A file of the cache: where it is below the cache's folder, and how its bytes are told from damaged ones. */
export interface Entry {
  /** Folder of two characters and a name of its own: never made of anything but hexadecimal digits, a dot and a number. */
  readonly name: string;
  /** Returns what is written. */
  seal(bytes: Uint8Array): readonly Uint8Array[];
  /** Returns the bytes of what was read; undefined when it is damaged. */
  open(file: Uint8Array): Uint8Array | undefined;
}

const OID = /^[0-9a-f]{40}$/;
/** SHA-256 of which frame it is, and of its bytes. */
const SEAL_BYTES = 32;

/**
 * Returns the entry of a file, or of a frame of one.
 *
 * A whole file needs nothing to be checked but its name, which is git's id of it. A frame begins with a checksum of its own.
 */
export function entryOf(oid: string, frame: number | undefined): Entry {
  // What the server calls an object id becomes part of a path here.
  if (!OID.test(oid)) throw new TypeError(`\`${oid}\` is not the id of a git object.`);
  const folder = `${oid.slice(0, 2)}/${oid.slice(2)}`;
  if (frame === undefined) {
    return {
      name: folder,
      seal: (bytes) => [bytes],
      open: (file) => (blobOid(file) === oid ? file : undefined),
    };
  }
  if (!Number.isSafeInteger(frame) || frame < 0)
    throw new TypeError(`${frame} is not the number of a frame.`);
  const checksum = (bytes: Uint8Array): Buffer =>
    createHash('sha256').update(`frame ${oid} ${frame} ${bytes.length}\0`).update(bytes).digest();
  return {
    name: `${folder}.${frame}`,
    seal: (bytes) => [checksum(bytes), bytes],
    open: (file) => {
      const bytes = file.subarray(SEAL_BYTES);
      return checksum(bytes).equals(file.subarray(0, SEAL_BYTES)) ? bytes : undefined;
    },
  };
}

function blobOid(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
