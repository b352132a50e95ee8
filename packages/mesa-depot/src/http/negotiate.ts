import Negotiator from 'negotiator';
import { DepotError } from '../errors/index.js';

/**
 * Returns which of `mediaTypes` the `Accept` header asks for; the first of them when it does not care.
 *
 * @throws DepotError `NOT_ACCEPTABLE` when it admits none of them.
 */
export function negotiate(accept: string | undefined, mediaTypes: readonly string[]): string {
  const chosen = new Negotiator({ headers: { accept } }).mediaType([...mediaTypes]);
  if (chosen !== undefined) return chosen;
  throw new DepotError(
    'NOT_ACCEPTABLE',
    `This operation answers ${mediaTypes.join(' or ')}, which the Accept header rules out.`,
    { details: { available: [...mediaTypes] } },
  );
}
