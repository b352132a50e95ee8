import { InvalidOptionsError, type RequestOptions } from 'mesa-rest';
import { checkMembers } from './known-members.js';

const OPTIONS = [
  'timeoutMs',
  'headers',
  'retry',
  'signal',
  'idempotencyKey',
] as const satisfies readonly (keyof RequestOptions)[];

/**
 * Refuses options of a call that there are not. Their values are checked where they are used.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`.
 */
export function checkCallOptions(options: RequestOptions): void {
  checkMembers('The last argument, the options of the call,', options, OPTIONS);
  if (options.signal && typeof options.signal.addEventListener !== 'function')
    throw new InvalidOptionsError('`signal` is not an AbortSignal.');
}
