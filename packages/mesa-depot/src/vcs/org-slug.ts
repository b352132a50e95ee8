import { DepotError } from '../errors/index.js';
import { quoteForMessage } from './quote-for-message.js';

/** The longest slug of an organization, in characters: a DNS label. */
export const MAX_ORG_SLUG_LENGTH = 63;

/** First segments of routes, where an organization of that name could not be reached. */
const RESERVED: ReadonlySet<string> = new Set(['whoami', 'capabilities', 'healthz', 'metrics']);

/**
 * Returns `slug` when it can name an organization: 1 to 63 lower-case ASCII letters, digits and inner
 * hyphens.
 *
 * @throws DepotError `BAD_REQUEST`, naming the slug and the rule.
 */
export function parseOrgSlug(slug: string): string {
  const reason = reasonToRefuse(slug);
  if (reason === undefined) return slug;
  throw new DepotError('BAD_REQUEST', `Invalid organization slug ${quoteForMessage(slug)}: ${reason}.`);
}

function reasonToRefuse(slug: string): string | undefined {
  if (slug.length > MAX_ORG_SLUG_LENGTH) return `it is longer than ${MAX_ORG_SLUG_LENGTH} characters`;
  if (!/^[a-z0-9]+(-+[a-z0-9]+)*$/.test(slug)) {
    return 'only lower-case letters, digits and hyphens between them are allowed';
  }
  if (RESERVED.has(slug)) return 'the API uses this name for a route';
  return undefined;
}
