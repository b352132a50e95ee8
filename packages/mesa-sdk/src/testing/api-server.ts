import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, parsed; undefined when there was none. */
  readonly body: unknown;
}

/** An answer: JSON unless `body` is bytes. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A server on a free port that keeps what it is sent. It is closed after the test. */
export interface ApiServer {
  /** Base URL with its version. */
  readonly apiUrl: string;
  readonly requests: ReceivedRequest[];
  /** Requests without those to /whoami. */
  readonly calls: ReceivedRequest[];
}

export const WHOAMI = {
  org: { id: 'org_01', slug: 'acme', name: 'Acme' },
  key_id: 'key_1',
  key_name: 'ci',
  scopes: ['admin'],
};

const open = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of open) await close();
  open.clear();
});

/** Starts a server; `answer` decides what it says to everything but GET /whoami, which tells the organization `acme`. */
export async function startApiServer(
  answer: (request: ReceivedRequest) => Answer | Promise<Answer> = () => ({}),
  whoami: (request: ReceivedRequest) => Answer | Promise<Answer> = () => ({ body: WHOAMI }),
): Promise<ApiServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const request = {
      method: incoming.method ?? '',
      url: (incoming.url ?? '').replace(/^\/v1/, ''),
      headers: incoming.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
    requests.push(request);
    const {
      status = 200,
      headers = {},
      body = {},
    } = await (request.url === '/whoami' ? whoami : answer)(request);
    const bytes = body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body);
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.add(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get calls() {
      return requests.filter((request) => request.url !== '/whoami');
    },
  };
}

/** Returns the body of an error of the API. */
export function apiError(status: number, code: string, message = 'No.', details?: object): Answer {
  return { status, body: { error: { code, message, ...(details && { details }) } } };
}
