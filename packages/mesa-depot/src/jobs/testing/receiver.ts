import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver answers: a status, or nothing ever. */
export type Answer = number | 'never';

/** A webhook receiver on loopback that keeps what it got. */
export interface Receiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** Decides the next answers. Default: 200. */
  answer: (webhook: ReceivedWebhook) => Answer | Promise<Answer>;
  /** Resolves when this many webhooks have come in all. */
  hasReceived(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  // Its port may have been that of a server which clients of other tests still look for.
  const path = `/hook/${randomUUID()}`;
  const waiting = new Set<() => void>();
  const receiver: Receiver = {
    url: '',
    received: [],
    answer: () => 200,
    async hasReceived(count) {
      while (receiver.received.length < count) {
        await new Promise<void>((resolve) => {
          waiting.add(resolve);
        });
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer(async (request, response) => {
    if (request.url !== path) return void response.writeHead(404).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const webhook = { headers: request.headers, body: Buffer.concat(chunks).toString() };
    receiver.received.push(webhook);
    for (const resolve of waiting) resolve();
    waiting.clear();
    const status = await receiver.answer(webhook);
    if (status !== 'never') response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
  });
}
