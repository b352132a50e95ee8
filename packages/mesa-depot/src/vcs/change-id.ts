import { DepotError } from '../errors/index.js';
import { quoteForMessage } from './quote-for-message.js';
import { toReverseHex } from './reverse-hex.js';

/** The stable name of a change: 16 random bytes in reverse hex, which is 32 letters from `k` to `z`. */
export type ChangeId = string;

const ID_BYTES = 16;
const PATTERN = /^[k-z]{32}$/;

/** The change that every history starts from: it holds the empty tree and has no commit. */
export const VIRTUAL_ROOT_CHANGE_ID: ChangeId = 'z'.repeat(2 * ID_BYTES);

/**
 * Returns a new change id.
 *
 * @param random gives `n` random bytes; pass a secure source, for ids must not be guessable from one another.
 */
export function newChangeId(random: (n: number) => Uint8Array): ChangeId {
  for (;;) {
    const id = toReverseHex(random(ID_BYTES));
    // Sixteen zero bytes would name the virtual root.
    if (id !== VIRTUAL_ROOT_CHANGE_ID) return id;
  }
}

/**
 * Returns the change id of a commit that names none: the last 16 bytes of its oid, backwards, the bits of each reversed
 * too. jj derives the same one when it imports the commit, so that both sides call the change alike.
 */
export function deriveChangeId(commitOid: string): ChangeId {
  const bytes = Buffer.from(commitOid, 'hex').subarray(-ID_BYTES).reverse();
  return toReverseHex(bytes.map(reverseBits));
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) !== 0) reversed |= 0x80 >> bit;
  return reversed;
}

/** Tells whether `text` has the form of a change id. The virtual root's has it too. */
export function isChangeId(text: string): boolean {
  return PATTERN.test(text);
}

/**
 * Returns `text` when it is a change id. No prefixes and no upper case: one change has one spelling.
 *
 * @throws DepotError `BAD_REQUEST` otherwise.
 */
export function parseChangeId(text: string): ChangeId {
  if (isChangeId(text)) return text;
  throw new DepotError(
    'BAD_REQUEST',
    `${quoteForMessage(text)} is not a change id: it must be 32 letters from k to z.`,
  );
}
