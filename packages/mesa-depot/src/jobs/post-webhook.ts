import http from 'node:http';
import https from 'node:https';
import { checkedLookup, type OutboundPolicy, requireAllowedHost } from '../service/checked-lookup.js';

/** What a receiver's answer may cost at most: it is thrown away. */
const MAX_ANSWER_BYTES = 64 * 1024;
const ANSWER_GRACE_MS = 1_000; // 1 second between the status line and the end of the body

/** One POST to a receiver. */
export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface PostWebhookOptions extends OutboundPolicy {
  /** Time for name resolution, connection and the status line together. Default 10 seconds. */
  readonly timeoutMs?: number;
}

/** What became of a POST: the status when there was an answer, and why it does not count as delivered. */
export interface PostOutcome {
  readonly status: number | null;
  /** Null when the receiver accepted, that is answered 2xx. */
  readonly error: string | null;
}

/**
 * Posts a webhook and says what became of it; it never throws, since a receiver can fail in any way it likes.
 *
 * The address is checked at the moment of connecting, on what the name resolved to for this very connection, so that a name
 * cannot be harmless when it is checked and private when it is used. Redirects are not followed, which
 * would skip that check. The answer's body is read only as far as politeness asks, then the connection is closed.
 */
export async function postWebhook(post: WebhookPost, options: PostWebhookOptions): Promise<PostOutcome> {
  try {
    const url = new URL(post.url);
    requireAllowedHost(url, options, 'url');
    const status = await send(url, post, options);
    return { status, error: status >= 200 && status < 300 ? null : refusal(status) };
  } catch (error) {
    return { status: null, error: describe(error) };
  }
}

function send(url: URL, post: WebhookPost, options: PostWebhookOptions): Promise<number> {
  const { timeoutMs = 10_000 } = options;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false, // a connection of its own: a kept one would have been checked for an older resolution
      headers: { ...post.headers, 'content-length': String(post.body.byteLength) },
      lookup: checkedLookup(options, 'url'),
    });
    const deadline = setTimeout(() => {
      request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    request.on('response', (response) => {
      clearTimeout(deadline);
      discard(response, () => {
        request.destroy();
        resolve(response.statusCode ?? 0);
      });
    });
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(deadline);
      reject(new Error('the connection was closed without an answer'));
    });
    request.end(post.body);
  });
}

/** Reads a body to its end, or to the limits; a body that breaks off changes nothing about the status. */
function discard(response: http.IncomingMessage, done: () => void): void {
  let received = 0;
  const grace = setTimeout(finish, ANSWER_GRACE_MS);
  function finish(): void {
    clearTimeout(grace);
    done();
  }
  response.on('data', (chunk: Buffer) => {
    received += chunk.byteLength;
    if (received > MAX_ANSWER_BYTES) finish();
  });
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
}

function refusal(status: number): string {
  return status >= 300 && status < 400
    ? `answered ${status}; redirects are not followed, change the target's URL instead`
    : `answered ${status}`;
}

/** One line for `last_error`. Happy-eyeballs failures hide theirs in an AggregateError with an empty message. */
function describe(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const message = inner instanceof Error ? inner.message : String(inner);
  return (message || 'the connection failed').replace(/\s+/g, ' ').slice(0, 500);
}
