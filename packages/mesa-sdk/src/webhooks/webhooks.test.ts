import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { MesaWebhookVerificationError } from '../errors/mesa-webhook-verification-error.js';
import { MissingWebhookSecretError } from '../errors/missing-webhook-secret-error.js';
import { SAMPLE_EVENTS } from '../testing/sample-events.js';
import type { BookmarkMovedPayload } from './payloads.js';
import { SIGNATURE_HEADER, signWebhook } from './signature.js';
import { WEBHOOK_EVENT_NAMES, type WebhookEvent } from './webhook-event.js';
import { Webhooks } from './webhooks.js';

const SECRET = 'whsec_test';
const push = SAMPLE_EVENTS.find((event) => event.type === 'push') as WebhookEvent;

async function delivery(body: unknown): Promise<Request> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request('https://example.com/hook', {
    method: 'POST',
    body: text,
    headers: { [SIGNATURE_HEADER]: await signWebhook(SECRET, text) },
  });
}

describe('receive', () => {
  test.each(SAMPLE_EVENTS.map((event) => [event.type, event] as const))(
    'understands %s',
    async (name, event) => {
      const webhooks = new Webhooks({ secret: SECRET });
      const seen: WebhookEvent[] = [];
      webhooks.on(name, (received) => seen.push(received));
      expect(await webhooks.receive(await delivery(event))).toEqual(event);
      expect(seen).toEqual([event]);
    },
  );

  test('takes a secret with the line break of the file it was read from', async () => {
    const webhooks = new Webhooks({ secret: `${SECRET}\n` });
    expect(await webhooks.receive(await delivery(push))).toEqual(push);
  });

  test('covers all 14 events', () => {
    expect(WEBHOOK_EVENT_NAMES).toHaveLength(14);
    expect(SAMPLE_EVENTS.map((event) => event.type).sort()).toEqual([...WEBHOOK_EVENT_NAMES].sort());
  });

  test('drops members it does not know, at every level', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    const wider = {
      ...push,
      source: 'git',
      data: { ...push.data, source: 'x' },
      organization: { ...push.organization, plan: 'x' },
    };
    expect(await webhooks.receive(await delivery(wider))).toEqual(push);
  });

  test('takes a raw body with the headers of node:http', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    const received: Awaited<ReturnType<Webhooks['receive']>>[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push(await webhooks.receive(Buffer.concat(chunks), request.headers));
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const text = JSON.stringify({ ...push, organization: { ...push.organization, name: 'Ünïcode ☃' } });
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      method: 'POST',
      body: text,
      headers: { 'X-Mesa-Signature': await signWebhook(SECRET, text) },
    });
    expect(received[0]?.organization.name).toBe('Ünïcode ☃');
    server.close();
  });

  test('finds the header in any case, in Headers and in lists', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    const text = JSON.stringify(push);
    const value = await signWebhook(SECRET, text);
    for (const headers of [
      new Headers({ [SIGNATURE_HEADER]: value }),
      new Map([[SIGNATURE_HEADER, value]]) as unknown as Headers,
      { 'X-MESA-Signature': value },
      { 'x-mesa-signature': [value] },
    ]) {
      await expect(webhooks.receive(text, headers)).resolves.toEqual(push);
    }
    await expect(webhooks.receive(text, {})).rejects.toThrow(/is missing/);
  });

  test('fails in the documented order', async () => {
    const bad = new Request('https://example.com', { method: 'POST', body: 'no json' });
    await expect(new Webhooks().receive(bad)).rejects.toThrow(MissingWebhookSecretError);

    const webhooks = new Webhooks({ secret: SECRET });
    const mac = '0'.repeat(64);
    const attempt = (header?: string): Promise<unknown> =>
      webhooks.receive('no json', header === undefined ? {} : { [SIGNATURE_HEADER]: header });
    await expect(attempt()).rejects.toThrow(/is missing/);
    await expect(attempt('x')).rejects.toThrow(/malformed/);
    await expect(attempt(`t=1,sha256=${mac}`)).rejects.toThrow(/away from this machine/);
    await expect(attempt(`t=${Math.floor(Date.now() / 1000)},sha256=${mac}`)).rejects.toThrow(/does not fit/);
    await expect(attempt(await signWebhook(SECRET, 'no json'))).rejects.toThrow(/is not JSON/);
    await expect(webhooks.receive(await delivery({ a: 1 }))).rejects.toThrow(/not an event/);
    await expect(webhooks.receive(await delivery({ ...push, type: 7 }))).rejects.toThrow(
      MesaWebhookVerificationError,
    );
  });

  test('gives events of a newer server to the handlers of unknown ones, and takes them where there are none', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    const { data, ...rest } = push;
    const newer = { ...rest, type: 'repo.exploded', data: { pieces: 3 } };
    const unknown = { ...rest, type: 'unknown', name: 'repo.exploded', data: { pieces: 3 } };
    const seen: unknown[] = [];
    webhooks.on('push', (event) => seen.push(event));
    expect(await webhooks.receive(await delivery(newer))).toEqual(unknown);
    expect(seen).toEqual([]);
    webhooks.on('unknown', (event) => {
      expectTypeOf(event.type).toEqualTypeOf<'unknown'>();
      expectTypeOf(event.data).toBeUnknown();
      seen.push(event);
    });
    await webhooks.receive(await delivery(newer));
    expect(seen).toEqual([unknown]);
  });

  test('says what to pass when the body is parsed or read already', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    await expect(webhooks.receive(push as never)).rejects.toThrow(/takes a fetch Request, or the raw body/);
    const request = await delivery(push);
    await request.text();
    await expect(webhooks.receive(request)).rejects.toThrow(/was read before/);
  });

  test('refuses a body of which a member has another type', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    const queued = SAMPLE_EVENTS.find((event) => event.type === 'sync.queued');
    await expect(webhooks.receive(await delivery({ ...queued, type: 'sync.completed' }))).rejects.toThrow(
      /not an event/,
    );
    await expect(webhooks.receive(await delivery({ ...push, id: 7 }))).rejects.toThrow(/id/);
  });

  test('runs the handlers of an event at the same time, and gathers their failures', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    const order: string[] = [];
    webhooks.on('push', async () => {
      order.push('a begins');
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push('a ends');
      throw new Error('a failed');
    });
    webhooks.on(['push', 'repo.created'], () => {
      order.push('b');
      throw new Error('b failed');
    });
    webhooks.on('push', () => order.push('c'));
    const failure = await webhooks.receive(await delivery(push)).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(order).toEqual(['a begins', 'b', 'c', 'a ends']);
    expect(failure).toBeInstanceOf(AggregateError);
    expect((failure as AggregateError).errors.map((error: Error) => error.message)).toEqual([
      'a failed',
      'b failed',
    ]);
    expect((failure as AggregateError).message).toMatch(/^2 of 3 handlers of the webhook event push/);
  });
});

describe('on', () => {
  test('takes several names, and the returned function takes the handler off', async () => {
    const webhooks = new Webhooks({ secret: SECRET });
    const seen: string[] = [];
    const off = webhooks.on(['push', 'repo.created'], (event) => seen.push(event.type));
    for (const event of SAMPLE_EVENTS) await webhooks.receive(await delivery(event));
    expect(seen.sort()).toEqual(['push', 'repo.created']);
    off();
    await webhooks.receive(await delivery(push));
    expect(seen).toHaveLength(2);
  });

  test('refuses a name that is no event', () => {
    expect(() => new Webhooks().on('pushed' as 'push', () => {})).toThrow(/"pushed" is no webhook event/);
  });

  test('types the event by its name', () => {
    const webhooks = new Webhooks();
    webhooks.on('bookmark.moved', (event) => {
      expectTypeOf(event.type).toEqualTypeOf<'bookmark.moved'>();
      expectTypeOf(event.data).toEqualTypeOf<BookmarkMovedPayload>();
    });
    webhooks.on(['push', 'repo.deleted'], (event) => {
      expectTypeOf(event.type).toEqualTypeOf<'push' | 'repo.deleted'>();
    });
  });
});
