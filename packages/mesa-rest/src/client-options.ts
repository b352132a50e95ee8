import { userAgentHeader } from './environment.js';
import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { VERSION } from './generated/version.gen.js';
import { type HeaderOptions, headerRecord } from './headers.js';
import { checkMembers, typeName } from './known-members.js';
import { DEFAULT_RETRY, type RetryOptions, resolveRetry } from './retry.js';
import type { Fetch, TransportSettings } from './transport.js';

/** What every client takes, whichever API it is for. */
export interface ClientOptions {
  /** Total time of a call in milliseconds, retries and reading included. Default 60,000; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** When and how failed requests are sent again. Default: exponential back-off for up to 30 seconds. */
  readonly retry?: RetryOptions | undefined;
  /** Sends the requests, in place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Headers of every request. */
  readonly headers?: HeaderOptions | undefined;
  /** Sent as `User-Agent` in place of `mesa-rest-ts/<version>`; as `X-Mesa-User-Agent` in browsers. */
  readonly userAgent?: string | undefined;
  /**
   * Checks every JSON answer against its schema and throws `InvalidResponseError` on a difference. Default false:
   * it costs time and loads zod. Members that the schema does not know are never an error.
   */
  readonly validateResponses?: boolean | undefined;
}

const OPTIONS = [
  'timeoutMs',
  'retry',
  'fetch',
  'headers',
  'userAgent',
  'validateResponses',
] as const satisfies readonly (keyof ClientOptions)[];

const DEFAULT_TIMEOUT_MS = 60_000; // 60 seconds

/**
 * Refuses what is no object, and options that nobody reads.
 *
 * @param own the options that this client has beside the common ones
 * @throws InvalidOptionsError naming the option and those that there are
 */
export function checkClientOptions(options: unknown, own: readonly string[]): void {
  checkMembers('A client', options, [...own, ...OPTIONS]);
}

/**
 * Returns the settings that follow from the common options.
 *
 * @throws InvalidOptionsError when an option makes no sense
 */
export function clientSettings(
  options: ClientOptions,
): Pick<TransportSettings, 'timeoutMs' | 'retry' | 'fetch' | 'headers' | 'validateResponses'> {
  if (options.fetch !== undefined && typeof options.fetch !== 'function') {
    throw new InvalidOptionsError(`fetch is ${typeName(options.fetch)}; it must be a function.`);
  }
  const { timeoutMs = DEFAULT_TIMEOUT_MS, userAgent = `mesa-rest-ts/${VERSION}` } = options;
  if (!(timeoutMs >= 0)) {
    throw new InvalidOptionsError(`timeoutMs is ${timeoutMs}; it must be 0 (no limit) or a positive number.`);
  }
  return {
    timeoutMs,
    retry: resolveRetry(options.retry, DEFAULT_RETRY),
    // Looked up at each call, so that a `fetch` that is replaced later, as by a test, counts.
    fetch: options.fetch ?? ((request, init) => globalThis.fetch(request, init)),
    headers: { [userAgentHeader()]: userAgent, ...headerRecord(options.headers) },
    validateResponses: options.validateResponses ?? false,
  };
}

/** What messages say about the URL of a server. */
export interface ServerUrlWords {
  /** Where it comes from, at the beginning of a sentence. */
  readonly name: string;
  readonly example: string;
  /** The option for the credential, which does not belong into the URL. */
  readonly credential: string;
}

/**
 * Returns the URL of a server, without a slash at its end.
 *
 * @throws InvalidOptionsError when it is none, or holds what does not belong there
 */
export function checkServerUrl(text: string, { name, example, credential }: ServerUrlWords): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidOptionsError(`${name} is not a URL: '${text}'. An example is '${example}'.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidOptionsError(
      `${name} holds a user name or a password; pass the credential as ${credential}.`,
    );
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new InvalidOptionsError(`${name} must be an http or https URL without a query: '${text}'.`);
  }
  return url.href.replace(/\/+$/, '');
}
