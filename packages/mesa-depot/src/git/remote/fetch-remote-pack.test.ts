import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fetchRemotePack } from './fetch-remote-pack.js';
import { listRemoteRefs } from './remote-refs.js';
import { RemoteSession, type RemoteSessionOptions } from './remote-session.js';
import { addCommits, type GitServer, startGitServer } from './testing/git-server.js';

let server: GitServer;
let url: string;
let first: string;
let last: string;
beforeAll(async () => {
  server = await startGitServer();
  url = server.create('one.git');
  first = addCommits(server, 'one.git', 'main');
  last = addCommits(server, 'one.git', 'main', { count: 3, from: first, text: 'more' });
  server.git(['-C', 'one.git', 'tag', '-a', '-m', 'A tag', 'v1', first]);
  server.git(['-C', 'one.git', 'update-ref', 'refs/pull/1/head', first]);
});
afterAll(() => server.close());

const closers: (() => unknown)[] = [];
afterEach(() => {
  server.credential = undefined;
  server.intercept = () => false;
  server.requests.length = 0;
  for (const close of closers.splice(0)) close();
});

/** A server that answers what it is told to; returns its origin. */
async function listen(listener: RequestListener): Promise<string> {
  const other = createServer(listener);
  closers.push(() => {
    other.closeAllConnections();
    other.close();
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}

function session(options: Partial<RemoteSessionOptions> = {}): RemoteSession {
  return new RemoteSession({
    url,
    credential: null,
    agent: 'mesa-depot/1.2.3',
    allowPrivateNetworks: true,
    signal: new AbortController().signal,
    ...options,
  });
}

const list = (options: Partial<RemoteSessionOptions> = {}) =>
  listRemoteRefs(session(options), 'git-upload-pack', ['refs/heads/', 'refs/tags/']);

/** Lets git count what is in a pack that may be thin. */
function indexPack(pack: Buffer): number {
  server.git(['-C', 'one.git', 'index-pack', '--stdin', '--fix-thin', '--strict'], { input: pack });
  return pack.readUInt32BE(8);
}

/** Makes the server deaf for protocol version 2. */
function onlyVersion0(): void {
  server.intercept = (request) => {
    delete request.headers['git-protocol'];
    return false;
  };
}

describe.each([2, 0] as const)('a server of version %i', (version) => {
  it('tells branches and tags, and gives what is missing', async () => {
    if (version === 0) onlyVersion0();
    const one = session();
    const remote = await listRemoteRefs(one, 'git-upload-pack', ['refs/heads/', 'refs/tags/']);
    expect(remote.version).toBe(version);
    const tag = server.git(['-C', 'one.git', 'rev-parse', 'refs/tags/v1']);
    expect([...remote.refs]).toEqual([
      ['refs/heads/main', last],
      ['refs/tags/v1', tag],
    ]);
    const read = async (wants: string[], haves: string[]): Promise<number> => {
      const parts: Uint8Array[] = [];
      for await (const part of fetchRemotePack(one, remote, { wants, haves })) parts.push(part);
      return indexPack(Buffer.concat(parts));
    };
    expect(await read([last, tag], [])).toBe(4 * 3 + 1);
    expect(await read([last], ['0'.repeat(39).concat('1'), first])).toBe(3 * 3);
  });

  it('says itself what is wrong', async () => {
    if (version === 0) onlyVersion0();
    const one = session();
    const remote = await listRemoteRefs(one, 'git-upload-pack');
    const pack = fetchRemotePack(one, remote, { wants: ['1'.repeat(40)], haves: [] });
    await expect(pack.next()).rejects.toMatchObject({
      isTransient: true,
      message: expect.stringMatching(/says: upload-pack: not our ref 1+$/),
    });
  });
});

describe('the credential', () => {
  const credential = { username: 'x-access-token', password: 's3cret-tøken' };

  it('is sent with the first request, and a wrong one is told without being repeated', async () => {
    server.credential = 'x-access-token:s3cret-tøken';
    expect((await list({ credential })).refs.size).toBe(2);
    expect(server.requests).toHaveLength(2);
    const wrong = { username: 'x-access-token', password: 'wr0ng' };
    const error = await list({ credential: wrong }).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ isTransient: false, message: expect.stringContaining('401: it refuses') });
    expect(String(error)).not.toContain('wr0ng');
    await expect(list()).rejects.toThrow('answers 401: it needs a credential');
  });

  it('goes to no other origin, wherever the server redirects', async () => {
    const seen: unknown[] = [];
    const elsewhere = await listen((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `${url}${request.url?.slice('/x'.length)}` }).end();
    });
    server.credential = 'x-access-token:s3cret-tøken';
    // There and back: what comes from the other server to ours does carry it again.
    server.intercept = (request, response) => {
      if (!request.url?.startsWith('/moved')) return false;
      response.writeHead(301, { location: `${elsewhere}/x${request.url.slice('/moved'.length)}` }).end();
      return true;
    };
    const { refs } = await list({ credential, url: `${server.origin}/moved` });
    expect(refs.size).toBe(2);
    expect(seen).toEqual([undefined]);
    // What is at the other end of a redirect is asked for all that follows, without the credential.
    const copy = await listen((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401).end();
    });
    const first = await listen((request, response) => {
      response.writeHead(301, { location: `${copy}${request.url}` }).end();
    });
    await expect(list({ credential, url: `${first}/a.git` })).rejects.toThrow(
      'the credential is not sent to another server',
    );
    expect(seen).toEqual([undefined, undefined]);
  });

  it.each([
    ['a password', { username: 'x-access-token', password: 's3cret-tøken' }, 's3cret-tøken'],
    [
      'a token for a name',
      { username: `ghp_${'0aZ'.repeat(12)}`, password: 'x-oauth-basic' },
      `ghp_${'0aZ'.repeat(12)}`,
    ],
  ])(
    'of %s does not come back in a message in which the server repeats it',
    async (_kind, credential, secret) => {
      server.credential = `${credential.username}:${credential.password}`;
      server.intercept = (request, response) => {
        const text = `ERR no, ${request.headers.authorization} = ${secret}\r\n\u001b[31m`;
        const length = (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0');
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
        response.end(`001e# service=git-upload-pack\n0000${length}${text}`);
        return true;
      };
      const error = await list({ credential }).catch((thrown: Error) => thrown);
      expect(String(error)).toContain('says: no, Basic *** = *** [31m');
    },
  );
});

describe('addresses', () => {
  it('must be public, also when a name changes its mind', async () => {
    expect(() => session({ allowPrivateNetworks: false })).toThrow('is not a public address');
    const address = (text: string) => [{ address: text, family: 4 }];
    await expect(
      list({
        url: 'http://git.test/a',
        allowPrivateNetworks: false,
        resolve: async () => address('10.0.0.1'),
      }),
    ).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
    let asked = 0;
    const { port } = new URL(url);
    const resolve = async () => address(asked++ === 0 ? '127.0.0.1' : '192.0.2.1');
    expect((await list({ url: `http://git.test:${port}/one.git`, resolve })).refs.size).toBe(2);
    expect(asked).toBe(1);
  });

  it('are checked again after a redirect', async () => {
    const address = async (name: string) => [
      { address: name === 'a.test' ? '127.0.0.1' : '10.0.0.1', family: 4 },
    ];
    let target = '';
    const from = await listen((request, response) => {
      response.writeHead(302, { location: `${target}${request.url}` }).end();
    });
    const { port } = new URL(from);
    for (target of [
      'http://127.0.0.2:1',
      'http://b.test',
      'http://[::1]',
      'http://localhost',
      'http://169.254.169.254',
    ]) {
      // The first server stands for a public one: its name is let through, what it names is not.
      const policy = { url: `http://a.test:${port}/a`, allowPrivateNetworks: false, resolve: address };
      await expect(list(policy)).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
    }
  });
});

describe('a server that behaves badly', () => {
  it.each([
    ['redirects in a circle', '/a.git', 'more than 5 redirects'],
    ['redirects to a page', '/login', 'which is no git repository'],
  ])('%s', async (_, path, message) => {
    const origin = await listen((request, response) => {
      const tail = path === '/a.git' ? request.url?.slice(path.length) : '?next=secret';
      response.writeHead(302, { location: `${path}${tail}` }).end();
    });
    const error = await list({ url: `${origin}/a.git` }).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ isTransient: false, message: expect.stringContaining(message) });
    expect(String(error)).not.toContain('secret');
  });

  it.each([
    [404, false],
    [400, false],
    [429, true],
    [500, true],
    [503, true],
  ])('answers %i', async (status, isTransient) => {
    server.intercept = (_, response) => {
      response.writeHead(status, { 'retry-after': '7' }).end('inside');
      return true;
    };
    await expect(list()).rejects.toMatchObject({
      isTransient,
      retryAfterMs: 7_000,
      message: expect.stringMatching(new RegExp(`^http://127.0.0.1:\\d+/one.git answers ${status}`)),
    });
  });

  it('is no git server', async () => {
    server.intercept = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
      return true;
    };
    await expect(list()).rejects.toMatchObject({
      isTransient: false,
      message: expect.stringContaining('is no git repository over smart HTTP: it answers text/html'),
    });
  });

  it('sends a list without end', async () => {
    server.intercept = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
      response.write('001e# service=git-upload-pack\n0000');
      const line = `003f${last} refs/heads/${'x'.repeat(6)}\n`;
      const pump = (): void => {
        while (!response.destroyed && response.write(line.repeat(100)));
      };
      response.on('drain', pump);
      pump();
      return true;
    };
    await expect(list({ limits: { listBytes: 1_000_000 } })).rejects.toMatchObject({
      isTransient: false,
      message: 'the list of refs is longer than 1000000 bytes',
    });
  });

  it('sends a byte now and then', async () => {
    server.intercept = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
      const timer = setInterval(() => response.write('1'), 20);
      response.on('close', () => clearInterval(timer));
      return true;
    };
    await expect(list({ limits: { listTimeoutMs: 150 } })).rejects.toMatchObject({
      isTransient: true,
      message: 'the list of refs did not come within 0.15 s',
    });
  });

  it.each([
    ['breaks off', (response: { destroy(): void }) => response.destroy(), /connection .* failed/],
    ['says no more', () => {}, 'the server sent no data within 0.2 s'],
    ['ends early', (response: { end(): void }) => response.end(), 'the stream ended'],
  ] as const)('%s in the middle of a pack', async (_, end, message) => {
    const one = session({ limits: { idleTimeoutMs: 200 } });
    const remote = await listRemoteRefs(one, 'git-upload-pack');
    server.intercept = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
      response.write('000dpackfile\n0011\u0001PACK12345678', () => end(response));
      return true;
    };
    const pack = fetchRemotePack(one, remote, { wants: [last], haves: [] });
    const reading = (async () => {
      for await (const _part of pack);
    })();
    await expect(reading).rejects.toThrow(message);
  });

  it('is left at once when the caller gives up', async () => {
    const controller = new AbortController();
    server.intercept = () => {
      controller.abort(new Error('stopping'));
      return true;
    };
    await expect(list({ signal: controller.signal })).rejects.toThrow('stopping');
  });
});
