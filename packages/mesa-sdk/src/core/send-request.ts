import type { RequestOptions } from 'mesa-rest';
import { checkCallOptions } from './check-call-options.js';

/**
 * Sends a request of one of the sister APIs, and returns what was answered.
 *
 * @param toError Makes of what was thrown the error of that API.
 */
export async function sendRequest<Client, Answer>(
  client: Client,
  options: RequestOptions,
  request: (base: { readonly client: Client } & RequestOptions) => Promise<{ readonly data: Answer }>,
  toError: (thrown: unknown) => unknown,
): Promise<Answer> {
  checkCallOptions(options);
  const { timeoutMs, headers, retry, signal, idempotencyKey } = options;
  try {
    return (await request({ client, timeoutMs, headers, retry, signal, idempotencyKey })).data;
  } catch (error) {
    throw toError(error);
  }
}
