/** How long an answer that never changes may be kept, and by whom: it was given to the holder of a credential. */
export const IMMUTABLE = 'private, max-age=31536000, immutable';

/** Returns the entity tag of what an object id names. */
export function entityTag(oid: string): string {
  return `"${oid}"`;
}

/** Tells whether `If-None-Match` names the tag: the client has it already. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((part) => {
    const known = part.trim().replace(/^W\//, '');
    return known === tag || known === '*';
  });
}
