import { badPack } from './pack-errors.js';

/** Number that a pack gives to a delta whose base is named by its distance. */
export const OFS_DELTA = 6;
/** Number that a pack gives to a delta whose base is named by its oid. */
export const REF_DELTA = 7;

/** The longest head: ten bytes of type and size, then an oid. */
export const MAX_HEAD_BYTES = 30;

/** What stands before the compressed bytes of an object. */
export interface EntryHead {
  /** 1 commit, 2 tree, 3 blob, 4 tag, {@link OFS_DELTA} or {@link REF_DELTA}. */
  readonly typeCode: number;
  /** Bytes after inflating: of the object, or of the delta. */
  readonly size: number;
  /** Of an OFS_DELTA: how many bytes before this entry its base begins. */
  readonly distance?: number;
  /** Of a REF_DELTA: its base. */
  readonly baseOid?: string;
  /** Bytes of the head itself. */
  readonly length: number;
}

/**
 * Reads the head of a pack entry at the start of `bytes`. Format: https://git-scm.com/docs/gitformat-pack
 *
 * @throws DepotError `OBJECT_CORRUPT`.
 */
export function readEntryHead(bytes: Buffer): EntryHead {
  let at = 0;
  const next = (): number => {
    const byte = bytes[at];
    if (byte === undefined) throw badPack('it is cut short in the head of an object');
    at += 1;
    return byte;
  };
  let byte = next();
  const typeCode = (byte >> 4) & 7;
  let size = byte & 15;
  // Multiplied, not shifted: sizes go beyond 32 bits.
  for (let factor = 16; (byte & 0x80) !== 0; factor *= 128) {
    byte = next();
    size += (byte & 0x7f) * factor;
    if (size > Number.MAX_SAFE_INTEGER) throw badPack('an object claims an impossible size');
  }
  switch (typeCode) {
    case 1:
    case 2:
    case 3:
    case 4:
      return { typeCode, size, length: at };
    case OFS_DELTA: {
      byte = next();
      let distance = byte & 0x7f;
      while ((byte & 0x80) !== 0) {
        byte = next();
        distance = (distance + 1) * 128 + (byte & 0x7f);
        if (distance > Number.MAX_SAFE_INTEGER) throw badPack('a delta names an impossible base');
      }
      return { typeCode, size, distance, length: at };
    }
    case REF_DELTA: {
      const baseOid = bytes.toString('hex', at, at + 20);
      if (baseOid.length !== 40) throw badPack('it is cut short in the head of an object');
      return { typeCode, size, baseOid, length: at + 20 };
    }
    default:
      throw badPack(`it has an object of the unknown type ${typeCode}`);
  }
}
