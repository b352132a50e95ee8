import { createHash, timingSafeEqual } from 'node:crypto';
import { CommitmentsError } from '../errors/index.js';

/** Lets the admin in: who has the token that the server was started with. */
export class AdminGate {
  readonly #digest: Uint8Array | undefined;

  /** @param token Without one, or with an empty one, nobody is the admin. */
  constructor(token: string | undefined) {
    this.#digest = token === undefined || token === '' ? undefined : digest(token);
  }

  /** @param sent The header `X-Admin-Token`. @throws CommitmentsError `admin_disabled`, `admin_forbidden`. */
  check(sent: string | readonly string[] | undefined): void {
    if (this.#digest === undefined) {
      throw new CommitmentsError(
        'admin_disabled',
        'The server was started without an admin token, so this is closed to everybody.',
      );
    }
    // Digests have one length, so that the comparison takes the same time whatever was sent.
    if (typeof sent !== 'string' || !timingSafeEqual(this.#digest, digest(sent))) {
      throw new CommitmentsError('admin_forbidden', 'The header `X-Admin-Token` is missing or wrong.');
    }
  }
}

function digest(text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
