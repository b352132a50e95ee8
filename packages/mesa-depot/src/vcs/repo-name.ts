import { DepotError } from '../errors/index.js';
import { quoteForMessage } from './quote-for-message.js';

/** The longest name of a repository, in characters. */
export const MAX_REPO_NAME_LENGTH = 100;

/** Second segments of routes (`/{org}/repos`), where a repository of that name could not be reached. */
const RESERVED: ReadonlySet<string> = new Set(['repos', 'api-keys', 'webhook-targets', 'signing-keys']);

/**
 * Returns `name` when it can name a repository: 1 to 100 characters of ASCII letters, digits, `.`, `_` and
 * `-`, safe as a folder name, as a URL segment and in `<name>.git`.
 *
 * @throws DepotError `BAD_REQUEST`, naming the repository and the rule.
 */
export function parseRepoName(name: string): string {
  const reason = reasonToRefuse(name);
  if (reason === undefined) return name;
  throw new DepotError('BAD_REQUEST', `Invalid repository name ${quoteForMessage(name)}: ${reason}.`);
}

function reasonToRefuse(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > MAX_REPO_NAME_LENGTH) return `it is longer than ${MAX_REPO_NAME_LENGTH} characters`;
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return 'only ASCII letters, digits, ".", "_" and "-" are allowed';
  if (/^[.-]/.test(name)) return `it starts with "${name.charAt(0)}"`;
  const suffix = /\.(git|lock)$/i.exec(name);
  if (suffix !== null) return `it ends with "${suffix[0]}"`;
  if (RESERVED.has(name.toLowerCase())) return 'the API uses this name for a route';
  return undefined;
}
