import type { CallOptions } from './call-options.js';
import { checkCallOptions } from './check-call-options.js';

/**
 * Sends a request of one of the sister APIs, and returns what was answered.
 *
 * @param toError Makes of what was thrown the error of that API.
 */
export async function sendRequest<Client, Answer>(
  client: Client,
  options: CallOptions,
  request: (base: { readonly client: Client } & CallOptions) => Promise<{ readonly data: Answer }>,
  toError: (thrown: unknown) => unknown,
): Promise<Answer> {
  checkCallOptions(options);
  try {
    return (await request({ ...options, client })).data;
  } catch (error) {
    throw toError(error);
  }
}
