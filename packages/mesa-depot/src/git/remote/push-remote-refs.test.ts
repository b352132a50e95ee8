import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { pushRemoteRefs } from './push-remote-refs.js';
import type { RemoteLimits } from './remote-limits.js';
import { listRemoteRefs } from './remote-refs.js';
import { RemoteSession } from './remote-session.js';
import { addCommits, type GitServer, startGitServer } from './testing/git-server.js';

let server: GitServer;
let url: string;
let tip: string;
let pack: Buffer;
beforeAll(async () => {
  server = await startGitServer();
  server.create('from.git');
  tip = addCommits(server, 'from.git', 'main', { count: 5 });
  pack = packOf(tip);
});

/** Lets git make a pack of a commit and all that it reaches. */
function packOf(commit: string): Buffer {
  const oids = server.git(['-C', 'from.git', 'rev-list', '--objects', '--no-object-names', commit]);
  const name = server.git(['-C', 'from.git', 'pack-objects', '-q', '../pack'], { input: `${oids}\n` });
  return readFileSync(join(server.folder, `pack-${name}.pack`));
}

afterAll(() => server.close());
let count = 0;
afterEach(() => {
  server.intercept = () => false;
});

async function push(
  body: AsyncIterable<Uint8Array> = inParts([pack]),
  { refs = ['refs/heads/main'], after = tip, limits = {} as Partial<RemoteLimits> } = {},
): Promise<ReadonlyMap<string, string | null>> {
  url = server.create(`to-${++count}.git`);
  const session = new RemoteSession({
    url,
    credential: { username: 'me', password: 'hidden' },
    agent: 'mesa-depot/1.2.3',
    allowPrivateNetworks: true,
    signal: new AbortController().signal,
    limits,
  });
  const { capabilities } = await listRemoteRefs(session, 'git-receive-pack');
  return pushRemoteRefs(
    session,
    capabilities,
    refs.map((ref) => ({ ref, before: null, after })),
    body,
  );
}

async function* inParts(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* parts;
}

/** More than any buffer between here and the server holds. */
async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) yield Buffer.alloc(256 * 1024);
}

/** Answers pushes in place of git. */
function answerPush(answer: (response: ServerResponse, request: IncomingMessage) => void): void {
  server.intercept = (request, response) => {
    if (request.method !== 'POST') return false;
    answer(response, request);
    return true;
  };
}

it('tells of each ref what became of it', async () => {
  const reasons = await push(undefined, { refs: ['refs/heads/main', 'refs/heads/a..b', 'refs/tags/v1'] });
  expect([...reasons]).toEqual([
    ['refs/heads/main', null],
    ['refs/heads/a..b', 'funny refname'],
    ['refs/tags/v1', null],
  ]);
  expect(server.requests.at(-1)?.headers).toMatchObject({ 'content-length': expect.any(String) });
});

it('sends what is long in chunks', async () => {
  const text = randomBytes(1_100_000).toString('hex');
  const large = addCommits(server, 'from.git', 'large', { text });
  expect([...(await push(inParts([packOf(large)]), { after: large }))]).toEqual([['refs/heads/main', null]]);
  expect(server.requests.at(-1)?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
});

it('fails as a whole when the upstream cannot take the pack', async () => {
  const broken = Buffer.from(pack);
  broken[20] = (broken[20] ?? 0) ^ 0xff;
  await expect(push(inParts([broken]))).rejects.toMatchObject({
    isTransient: true,
    message: expect.stringMatching(/^the upstream could not take the pack: /),
  });
});

it('stops sending as soon as it is refused', async () => {
  answerPush((response) => response.writeHead(403).end());
  await expect(push(endless())).rejects.toMatchObject({
    isTransient: false,
    message: expect.stringContaining('answers 403: it refuses the credential'),
  });
});

it('gives up on a server that takes no data', async () => {
  answerPush((_, request) => request.pause());
  await expect(push(endless(), { limits: { idleTimeoutMs: 200 } })).rejects.toMatchObject({
    isTransient: true,
    message: 'the server took no data within 0.2 s',
  });
});

it('gives up on a server that takes all and does not answer', async () => {
  answerPush((_, request) => request.resume());
  await expect(push(undefined, { limits: { answerTimeoutMs: 200 } })).rejects.toMatchObject({
    isTransient: true,
    message: 'the server did not answer within 0.2 s',
  });
});

it('does not believe an answer that tells nothing of a ref', async () => {
  answerPush((response, request) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/x-git-receive-pack-result' });
    response.end('0013\u0001000eunpack ok\n00000000');
  });
  await expect(push()).rejects.toMatchObject({
    isTransient: true,
    message: 'the upstream did not say what became of refs/heads/main',
  });
});

it('tells the failure of the pack itself, not of the connection', async () => {
  async function* failing(): AsyncGenerator<Uint8Array, void, undefined> {
    yield Buffer.alloc(2 * 1024 * 1024);
    throw new Error('the disk is gone');
  }
  await expect(push(failing())).rejects.toThrow('the disk is gone');
});
