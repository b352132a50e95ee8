import { errno } from '../kernel/errno.js';

const MAX_NAME_BYTES = 255;
/** A byte that is no UTF-8: one unit here, which would be encoded as three bytes. */
const ESCAPED_BYTE = /[\udc80-\udcff]/gu;
const encoder = new TextEncoder();

/** @throws ErrnoError `ENAMETOOLONG` for a name that no file can have. */
export function checkLength(name: string): void {
  if (name.length * 3 > MAX_NAME_BYTES && lengthOf(name) > MAX_NAME_BYTES) throw errno('ENAMETOOLONG');
}

/** @throws ErrnoError `EILSEQ` also for a name whose bytes are no UTF-8, which no server takes. */
export function checkNewName(name: string): void {
  checkLength(name);
  if (/\p{Surrogate}/u.test(name)) throw errno('EILSEQ');
}

function lengthOf(name: string): number {
  return encoder.encode(name.replaceAll(ESCAPED_BYTE, '.')).length;
}
