import { createHash } from 'node:crypto';

const PREFIX = 'mau_';
const BYTES = 32;

/** Returns a new token of a user: `mau_` and 32 random bytes in base64url. Only its hash is stored. */
export function createUserToken({ random }: { random(bytes: number): Uint8Array }): string {
  return PREFIX + Buffer.from(random(BYTES)).toString('base64url');
}

/** Says whether a credential is meant as a token of a user. */
export function isUserToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Returns what the database has of a token. */
export function hashUserToken(token: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
