import { type Fetch, InvalidOptionsError } from 'mesa-rest';
import { typeName } from './known-members.js';

/** Where a client writes about its requests. `console` is one, and so are the loggers of pino and winston. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly (keyof Logger)[];

/** What connects to a room of a MeshAgent server all by itself: the id of a share, in the paths that have one. */
const SHARE_ID = /(\/accounts\/projects\/[^/?]+\/shares\/|\/shares\/(?=[^/?]+\/connect(?:\?|$)))[^/?]+/;

/**
 * Returns a `fetch` that tells a logger about every attempt: `debug` for an answer, `warn` for a failure of the
 * server or the network. A line holds method, URL, status, time and request id; never headers or bodies, where the
 * secrets are, nor ids of shares.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for what is no logger.
 */
export function logRequests(fetch: Fetch, logger: Logger): Fetch {
  checkLogger(logger);
  return async (request, init) => {
    const start = performance.now();
    const url = request.url.replace(SHARE_ID, '$1[redacted]');
    const tell = (level: keyof Logger, outcome: string): void =>
      log(
        logger,
        level,
        `mesa: ${request.method} ${url} -> ${outcome} (${Math.round(performance.now() - start)} ms)`,
      );
    try {
      const response = await fetch(request, init);
      const { status, headers } = response;
      const id = headers.get('x-request-id');
      tell(status >= 500 || status === 429 ? 'warn' : 'debug', `${status}${id === null ? '' : ` ${id}`}`);
      return response;
    } catch (error) {
      tell('warn', error instanceof Error ? error.name : 'failed');
      throw error;
    }
  };
}

/** Tells a logger something. What it throws is dropped: a log must not change what a call does. */
export function log(logger: Logger, level: keyof Logger, text: string): void {
  try {
    // One that writes somewhere may be asynchronous, and fail later.
    const written: unknown = logger[level](text);
    if (written instanceof Promise) written.catch(() => {});
  } catch {
    // There is nobody to tell.
  }
}

function checkLogger(logger: unknown): void {
  if (typeof logger !== 'object' || logger === null)
    throw new InvalidOptionsError(`\`logger\` is ${typeName(logger)}; it must be an object.`);
  const missing = LEVELS.find((level) => typeof (logger as Partial<Logger>)[level] !== 'function');
  if (missing !== undefined)
    throw new InvalidOptionsError(`\`logger\` has no method \`${missing}\`; \`console\` is a logger.`);
}
