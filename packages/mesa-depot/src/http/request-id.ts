import { randomBytes } from 'node:crypto';
import { newUlid } from '../service/new-id.js';

/** The header that carries the id of a request, in both directions. */
export const REQUEST_ID_HEADER = 'x-request-id';

/**
 * Returns the id of a request: the one the client sent, or a new one.
 *
 * What the client sent ends up in logs and in a header, so anything but a short plain token is replaced.
 */
export function toRequestId(sent: string | readonly string[] | undefined): string {
  return typeof sent === 'string' && /^[\w.:-]{1,128}$/.test(sent) ? sent : newRequestId();
}

export function newRequestId(): string {
  return `req_${newUlid({ now: Date.now, random: randomBytes })}`;
}
