import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { postWebhook } from './post-webhook.js';

const servers: Array<{ close(): unknown; closeAllConnections?(): void }> = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function receiver(listener: RequestListener): Promise<{ url: string; port: number; server: Server }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook?x=1`, port, server };
}

const post = (url: string) => ({ url, headers: { 'x-mesa-event': 'push' }, body: Buffer.from('{"ä":1}') });
const local = { allowPrivateNetworks: true, timeoutMs: 2_000 };

describe('postWebhook', () => {
  it('sends method, path, headers and body exactly, and takes 2xx as accepted', async () => {
    const seen = vi.fn();
    const { url } = await receiver(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      seen(request.method, request.url, request.headers, Buffer.concat(chunks).toString());
      response.writeHead(204).end();
    });
    expect(await postWebhook(post(url), local)).toEqual({ status: 204, error: null });
    expect(seen).toHaveBeenCalledExactlyOnceWith(
      'POST',
      '/hook?x=1',
      expect.objectContaining({ 'x-mesa-event': 'push', 'content-length': '8' }),
      '{"ä":1}',
    );
  });

  it.each([400, 404, 410, 429, 500, 503])('takes %i as refused', async (status) => {
    const { url } = await receiver((_, response) => response.writeHead(status).end('no'));
    expect(await postWebhook(post(url), local)).toEqual({ status, error: `answered ${status}` });
  });

  it('does not follow a redirect', async () => {
    const victim = vi.fn<RequestListener>((_, response) => response.end());
    const { url: inside } = await receiver(victim);
    const { url } = await receiver((_, response) => response.writeHead(307, { location: inside }).end());
    const outcome = await postWebhook(post(url), local);
    expect(outcome).toEqual({ status: 307, error: expect.stringContaining('redirects are not followed') });
    expect(victim).not.toHaveBeenCalled();
  });

  it('gives up on a receiver that never answers', async () => {
    const { url } = await receiver(() => {});
    const outcome = await postWebhook(post(url), { ...local, timeoutMs: 100 });
    expect(outcome).toEqual({ status: null, error: 'no answer within 0.1 s' });
  });

  it('gives up on a receiver that accepts connections only', async () => {
    const server = createTcpServer(() => {});
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect((await postWebhook(post(url), { ...local, timeoutMs: 100 })).error).toBe('no answer within 0.1 s');
  });

  it('gives up on a name that never resolves', async () => {
    const outcome = await postWebhook(post('http://hooks.test/'), {
      ...local,
      timeoutMs: 100,
      resolve: () => new Promise(() => {}),
    });
    expect(outcome).toEqual({ status: null, error: 'no answer within 0.1 s' });
  });

  it('does not read an endless answer', async () => {
    let written = 0;
    const { url, server } = await receiver((_, response) => {
      const pump = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) written++;
      };
      response.on('drain', pump);
      pump();
    });
    const closed = new Promise((resolve) =>
      server.once('connection', (socket) => socket.once('close', resolve)),
    );
    expect(await postWebhook(post(url), local)).toEqual({ status: 200, error: null });
    await closed;
    expect(written).toBeLessThan(1_000); // 64 MB; what fits in socket buffers, not a stream without end
  });

  it('does not wait for a trickling answer', async () => {
    const { url } = await receiver((_, response) => {
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    });
    const started = performance.now();
    expect(await postWebhook(post(url), local)).toEqual({ status: 200, error: null });
    expect(performance.now() - started).toBeLessThan(1_900);
  });

  it('reports a refused connection, an answer that is not HTTP, and a connection that breaks off', async () => {
    const { url, server } = await receiver(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect((await postWebhook(post(url), local)).error).toMatch(/ECONNREFUSED/);

    const garbage = createTcpServer((socket) => socket.end('hello\r\n\r\n'));
    servers.push(garbage);
    await new Promise<void>((resolve) => garbage.listen(0, '127.0.0.1', resolve));
    const port = (garbage.address() as AddressInfo).port;
    expect((await postWebhook(post(`http://127.0.0.1:${port}/`), local)).error).toMatch(/Parse Error/);

    const { url: breaking } = await receiver((request) => request.socket.destroy());
    expect((await postWebhook(post(breaking), local)).error).toMatch(/socket hang up|closed|ECONNRESET/);
  });

  it('treats a protocol switch as no answer', async () => {
    const server = createTcpServer((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const outcome = await postWebhook(
      post(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
      local,
    );
    expect(outcome.error).not.toBeNull();
  });

  describe('without private networks', () => {
    const strict = { allowPrivateNetworks: false, timeoutMs: 2_000 };
    const privateAnswer = /not a public address/;

    it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', 'localhost'])(
      'does not connect to %s',
      async (host) => {
        const listener = vi.fn<RequestListener>((_, response) => response.end());
        const { port } = await receiver(listener);
        const outcome = await postWebhook(post(`http://${host}:${port}/`), strict);
        expect(outcome).toEqual({ status: null, error: expect.stringMatching(privateAnswer) });
        expect(listener).not.toHaveBeenCalled();
      },
    );

    it('does not connect to a public name that resolves to a private address', async () => {
      const listener = vi.fn<RequestListener>((_, response) => response.end());
      const { port } = await receiver(listener);
      const outcome = await postWebhook(post(`http://rebind.test:${port}/`), {
        ...strict,
        resolve: async () => [
          { address: '127.0.0.1', family: 4 },
          { address: '::1', family: 6 },
        ],
      });
      expect(outcome).toEqual({ status: null, error: expect.stringMatching(privateAnswer) });
      expect(listener).not.toHaveBeenCalled();
    });

    it('resolves anew for every connection', async () => {
      const resolve = vi.fn(async () => [{ address: '127.0.0.1', family: 4 }]);
      const { port } = await receiver((_, response) => response.end());
      await postWebhook(post(`http://rebind.test:${port}/`), { ...local, resolve });
      await postWebhook(post(`http://rebind.test:${port}/`), { ...strict, resolve });
      expect(resolve).toHaveBeenCalledTimes(2);
    });
  });

  it('reaches a name through its addresses where private networks are allowed', async () => {
    const { port } = await receiver((request, response) =>
      response.writeHead(request.headers.host?.startsWith('hooks.test') ? 200 : 400).end(),
    );
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    expect((await postWebhook(post(`http://hooks.test:${port}/`), { ...local, resolve })).status).toBe(200);
  });
});
