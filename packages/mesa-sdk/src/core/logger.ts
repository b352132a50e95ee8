import type { Fetch } from 'mesa-rest';

/** Where a client writes about its requests. `console` is one, and so are the loggers of pino and winston. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Returns a `fetch` that tells a logger about every attempt: `debug` for an answer, `warn` for a failure of the
 * server or the network. A line holds method, URL, status, time and request id; never headers or bodies, where the
 * secrets are.
 */
export function logRequests(fetch: Fetch, logger: Logger): Fetch {
  return async (request, init) => {
    const start = performance.now();
    const line = (outcome: string): string =>
      `mesa: ${request.method} ${request.url} -> ${outcome} (${Math.round(performance.now() - start)} ms)`;
    try {
      const response = await fetch(request, init);
      const id = response.headers.get('x-request-id');
      const text = line(`${response.status}${id === null ? '' : ` ${id}`}`);
      if (response.status >= 500 || response.status === 429) logger.warn(text);
      else logger.debug(text);
      return response;
    } catch (error) {
      logger.warn(line(error instanceof Error ? error.name : 'failed'));
      throw error;
    }
  };
}
