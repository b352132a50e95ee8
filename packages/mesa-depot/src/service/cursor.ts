import { createHash } from 'node:crypto';
import { DepotError } from '../errors/index.js';

/** What a cursor can carry: the sort key of the last item of a page. */
export type CursorPosition = string | number | boolean | null | readonly CursorPosition[];

/**
 * Returns the opaque cursor after `position` in the list that `fingerprintParts` describes.
 *
 * The parts are whatever makes two lists different: the kind of list, the org and repo, and every filter. They are
 * hashed into the cursor together with the position, so that a cursor of another list, of other filters,
 * or with an edited position is refused instead of silently giving a wrong page.
 */
export function encodeCursor(fingerprintParts: readonly unknown[], position: CursorPosition): string {
  const json = JSON.stringify([fingerprint(fingerprintParts, position), position]);
  return Buffer.from(json).toString('base64url');
}

/**
 * Returns the position inside `cursor`, which `encodeCursor` made from the same parts.
 *
 * @param isPosition Guards the shape of the position, so that the caller gets it typed.
 * @throws DepotError `INVALID_CURSOR` when the cursor is malformed or belongs to another list.
 */
export function decodeCursor<Position extends CursorPosition = CursorPosition>(
  fingerprintParts: readonly unknown[],
  cursor: string,
  isPosition: (position: unknown) => position is Position = (_): _ is Position => true,
): Position {
  const decoded = parse(cursor);
  if (!Array.isArray(decoded) || decoded.length !== 2) throw invalidCursor();
  const [print, position] = decoded as [unknown, Position];
  if (print !== fingerprint(fingerprintParts, position) || !isPosition(position)) throw invalidCursor();
  return position;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Undefined filters and null ones are the same list. 96 bits: a mix-up must not happen by chance. */
function fingerprint(parts: readonly unknown[], position: CursorPosition): string {
  return createHash('sha256')
    .update(JSON.stringify([parts, position]))
    .digest('base64url')
    .slice(0, 16);
}

/** Returns what a cursor is refused with that `encodeCursor` did not make for this list. */
export function invalidCursor(): DepotError {
  return new DepotError(
    'INVALID_CURSOR',
    'The cursor does not belong to this list. Pass `next_cursor` of a page of the same list with the same filters, or leave `cursor` out to start at the first page.',
  );
}
