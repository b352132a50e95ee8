import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDepot, type Depot, type DepotOptions, type Storage } from 'mesa-depot';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUESTS } from '../contract/requests.js';
import { createWorld, ok, type RepoWorld, type World } from '../contract/world.js';
import { createFaultyStorage } from '../helpers/faulty-storage.js';
import { type ContractRequest, createContractClient } from '../helpers/send.js';
import { OPERATIONS, type Operation } from '../helpers/spec.js';
import { createSigningPair, signKeyToken, unsignedToken } from './credentials.js';
import { addOrg, expireKey } from './second-org.js';

/**
 * Every operation with every kind of credential, on what is its own, another repository's and another organization's.
 * What has to come out follows from the specification: its scope and its path.
 */

type Scope = Operation['scope'];

/** A credential, and what it may do. */
interface Credential {
  readonly secret: string | null;
  /** Undefined where it is none. */
  readonly scopes?: readonly Scope[];
  /** Whether it is restricted to the one repository. */
  readonly isNarrow?: boolean;
}

const ALL: readonly Scope[] = ['read', 'write', 'admin'];
const IMPLIED: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read', 'write', 'admin'],
  write: ['write', 'admin'],
  admin: ['admin'],
};
const IN_ORG = OPERATIONS.filter(({ path }) => path.includes('{org}'));
const IN_REPO = OPERATIONS.filter(({ path }) => path.includes('{repo}'));
const GIT_SCOPES = { 'git-upload-pack': 'read', 'git-receive-pack': 'write' } as const;
const UPSTREAM_PASSWORD = 'hush-upstream-password-4711';

const mayDo = ({ scopes = [] }: Credential, needed: Scope): boolean =>
  scopes.some((scope) => IMPLIED[needed].includes(scope));

const lines: string[] = [];
const errors: string[] = [];
const storage = createFaultyStorage();
let real: Storage;
let depot: Depot;
let world: World;
let own: RepoWorld;
let other: RepoWorld;
let foreignSend: World['send'];
let foreignRepo: string;
let webhookSecret: string;
let stopReceiver: () => Promise<void>;
const credentials = new Map<string, Credential>();
const secrets = new Map<string, string>();
const delivered: string[] = [];

beforeAll(async () => {
  depot = await createDepot({
    logger: traceLogger(),
    wrapStorage: (opened) => {
      real = opened;
      return storage.wrap(opened);
    },
  });
  world = await createWorld(depot);
  [own, other] = await Promise.all([world.createRepo(), world.createRepo()]);
  const foreignKey = await addOrg(real, 'rival');
  foreignSend = createContractClient(depot.apiUrl, foreignKey);
  foreignRepo = ok(await foreignSend('createRepo', { path: { org: 'rival' }, body: {} })).name;

  const path = { org: world.org };
  const addKey = async (body: object) => ok(await world.send('createApiKey', { path, body }));
  const pair = createSigningPair();
  const stranger = createSigningPair();
  const signing = { public_key: pair.publicKey, scopes: ALL };
  ok(await world.send('createSigningKey', { path, body: signing }));
  const [read, write, narrow, revoked, expired] = await Promise.all([
    addKey({ name: 'r', scopes: ['read'] }),
    addKey({ name: 'w', scopes: ['read', 'write'] }),
    addKey({ name: 'n', scopes: ALL, repo_ids: [own.id] }),
    addKey({ name: 'gone', scopes: ALL }),
    addKey({ name: 'old', scopes: ALL }),
  ]);
  ok(await world.send('revokeApiKey', { path: { ...path, id: revoked.id } }));
  await expireKey(real, expired.id);

  const { apiKey } = depot;
  const { keyId } = world;
  const ownName = `${world.org}/${own.name}`;
  const past = Math.floor(Date.now() / 1000) - 1_000;
  const good: Record<string, Credential> = {
    'read key': { secret: read.key, scopes: ['read'] },
    'write key': { secret: write.key, scopes: ['write'] },
    'admin key': { secret: apiKey, scopes: ALL },
    'key of one repository': { secret: narrow.key, scopes: ALL, isNarrow: true },
    'HS256 token': { secret: signKeyToken(apiKey, keyId, ['read']), scopes: ['read'] },
    'HS256 token of one repository': {
      secret: signKeyToken(apiKey, keyId, ALL, [ownName]),
      scopes: ALL,
      isNarrow: true,
    },
    'HS256 token that asks for more than its key': {
      secret: signKeyToken(read.key, read.id, ALL),
      scopes: ['read'],
    },
    'EdDSA token': { secret: pair.token(world.org, ['write']), scopes: ['write'] },
    'EdDSA token of one repository': {
      secret: pair.token(world.org, ALL, [ownName]),
      scopes: ALL,
      isNarrow: true,
    },
    'token without scopes': { secret: signKeyToken(apiKey, keyId, []), scopes: [] },
  };
  const bad: Record<string, string | null> = {
    nothing: null,
    'no credential at all': 'a b',
    'unknown key': `mesa_${'0'.repeat(40)}`,
    'revoked key': revoked.key,
    'expired key': expired.key,
    'token of a revoked key': signKeyToken(revoked.key, revoked.id, ALL),
    'token of an expired key': signKeyToken(expired.key, expired.id, ALL),
    'expired token': signKeyToken(apiKey, keyId, ALL, null, { claims: { iat: past - 9, exp: past } }),
    'token from the future': signKeyToken(apiKey, keyId, ALL, null, {
      claims: { iat: past + 9_000, exp: past + 9_100 },
    }),
    'token signed by nobody': unsignedToken(keyId, 'none'),
    'token signed by nobody, in capitals': unsignedToken(keyId, 'nOnE'),
    'token that only says HS256': unsignedToken(keyId, 'HS256'),
    'token signed with the public key': pair.confused(`${keyId}.v1`, keyId),
    'token of another key': signKeyToken(read.key, keyId, ALL),
    'token whose kid is a path': signKeyToken(apiKey, `../../${keyId}`, ALL),
    'token whose kid is SQL': signKeyToken(apiKey, `' or '1'='1`, ALL),
    'token whose kid is no text': signKeyToken(apiKey, keyId, ALL, null, { header: { kid: [keyId] } }),
    'token of critical extensions': signKeyToken(apiKey, keyId, ALL, null, {
      header: { crit: ['b64'], b64: false },
    }),
    'token of another kind': signKeyToken(apiKey, keyId, ALL, null, { header: { typ: 'JWT' } }),
    'token for another audience': signKeyToken(apiKey, keyId, ALL, null, { claims: { aud: 'mesa' } }),
    'token with a key of its own': stranger.token(world.org, ALL),
    'token of the wrong organization': pair.token('rival', ALL),
    'token that shows another key': pair.token(world.org, ALL, null, {
      header: { jwk: { kty: 'OKP', crv: 'Ed25519', x: stranger.publicKey } },
    }),
    'token that names no repositories': signKeyToken(apiKey, keyId, ALL, null, {
      claims: { repos: undefined },
    }),
    'private key': `mesa_private_key_${pair.secret}`,
  };
  for (const [name, credential] of Object.entries(good)) credentials.set(name, credential);
  for (const [name, secret] of Object.entries(bad)) credentials.set(name, { secret });
  for (const [name, { secret }] of credentials) if (secret !== null) secrets.set(name, secret);
  secrets.delete('no credential at all'); // two letters, found everywhere
  secrets.set('private half of the signing key', pair.secret);
  secrets.set('key of the other organization', foreignKey);
  secrets.set('upstream password', UPSTREAM_PASSWORD);

  const receiver = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(delivered.push('') === 1 ? 500 : 200).end());
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  stopReceiver = () => new Promise((resolve) => receiver.close(() => resolve()));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const events = ['bookmark.created', 'bookmark.deleted', 'change.created'];
  const target = ok(await world.send('createWebhookTarget', { path, body: { url, events } }));
  webhookSecret = target.secret;
  secrets.set('webhook secret', webhookSecret);
});
afterAll(async () => {
  await depot?.close();
  await stopReceiver?.();
});

/** Sends a request and keeps what an error says, for the search below. */
async function send(id: string, request: ContractRequest) {
  const answer = await world.send(id, request);
  if (answer.status >= 400) errors.push(JSON.stringify([answer.body, ...answer.headers]));
  expect(answer.problems).toEqual([]);
  return answer;
}

/** What must not change while everything is refused. */
async function stateOf(): Promise<unknown> {
  const lists = await Promise.all([
    world.send('listRepos', { path: { org: world.org }, query: { limit: 100 } }),
    foreignSend('listRepos', { path: { org: 'rival' } }),
    world.send('listSigningKeys', { path: { org: world.org } }),
    world.send('listWebhookTargets', { path: { org: world.org } }),
    ...[own, other].map(({ name: repo }) => world.send('getRevision', { path: { org: world.org, repo } })),
  ]);
  // A sync that was begun before goes on meanwhile.
  return lists.map((list) =>
    JSON.parse(JSON.stringify(ok(list), (key, value) => (key === 'latest_sync' ? null : value))),
  );
}

describe('what is refused', () => {
  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    '%s: by its scope, its organization and its repository, with every credential',
    async (id, operation) => {
      const requests = REQUESTS[id];
      if (!requests) throw new Error(`${id} has no requests`);
      const [atOwn, atOther] = [
        await requests.success(world, own),
        IN_REPO.includes(operation) ? await requests.success(world, other) : undefined,
      ];
      const targets: [where: string, request: ContractRequest][] = [
        ['own', atOwn],
        ...(atOther ? ([['other repository', atOther]] as [string, ContractRequest][]) : []),
        ...(IN_ORG.includes(operation)
          ? ([
              [
                'other organization',
                {
                  ...atOwn,
                  path: {
                    ...atOwn.path,
                    org: 'rival',
                    ...(IN_REPO.includes(operation) ? { repo: foreignRepo } : {}),
                  },
                },
              ],
            ] as [string, ContractRequest][])
          : []),
      ];
      const before = await stateOf();
      const seen: Record<string, number> = {};
      const wanted: Record<string, number> = {};
      for (const [where, request] of targets) {
        for (const [name, credential] of credentials) {
          // What is no credential is none anywhere: one of them is enough elsewhere.
          if (where !== 'own' && credential.scopes === undefined && name !== 'revoked key') continue;
          const status = refusal(operation, where, credential);
          if (status === undefined) continue;
          const what = `${name} at ${where}`;
          wanted[what] = status;
          seen[what] = (await send(id, { ...request, credential: credential.secret })).status;
        }
      }
      expect(seen).toEqual(wanted);
      expect(Object.keys(seen).length).toBeGreaterThan(20);
      expect(await stateOf()).toEqual(before);
    },
  );

  function refusal({ scope }: Operation, where: string, credential: Credential): number | undefined {
    if (credential.scopes === undefined) return 401;
    if (!mayDo(credential, scope)) return 403;
    if (where === 'other organization') return 404;
    if (where === 'other repository' && credential.isNarrow) return 404;
    return undefined;
  }
});

describe('what is allowed', () => {
  it.each(IN_REPO.map((operation) => [operation.id, operation] as const))(
    '%s: to who has the scope, in the repository',
    async (id, { scope }) => {
      const [first] = [...credentials].filter(
        ([, credential]) => !credential.isNarrow && mayDo(credential, scope),
      );
      const repo = await world.createRepo();
      const request = await REQUESTS[id]?.success(world, repo);
      expect((await send(id, { ...request, credential: first?.[1].secret ?? null })).status).toBeLessThan(
        300,
      );
    },
  );
});

describe('git clients', () => {
  it.each(Object.entries(GIT_SCOPES))('%s: as far as the credential goes', async (service, scope) => {
    const seen: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    const paths = {
      own: `${world.org}/${own.name}`,
      'other repository': `${world.org}/${other.name}`,
      'other organization': `rival/${foreignRepo}`,
    };
    for (const [where, path] of Object.entries(paths)) {
      for (const [name, credential] of credentials) {
        const what = `${name} at ${where}`;
        const isElsewhere =
          where === 'other organization' || (where === 'other repository' && credential.isNarrow);
        if (credential.scopes === undefined) wanted[what] = 401;
        else if (!mayDo(credential, scope)) wanted[what] = 403;
        else wanted[what] = isElsewhere ? 404 : 200;
        const basic = Buffer.from(`git:${credential.secret}`).toString('base64');
        secrets.set(`${name}, as git sends it`, basic);
        const response = await fetch(`${depot.url}/${path}.git/info/refs?service=${service}`, {
          headers: credential.secret === null ? {} : { authorization: `Basic ${basic}` },
        });
        const text = await response.text();
        if (response.status >= 400) errors.push(text, JSON.stringify([...response.headers]));
        seen[what] = response.status;
      }
    }
    expect(seen).toEqual(wanted);
  });
});

describe('what is told of it', () => {
  it('no log line and no error has a secret, whatever fails', async () => {
    const path = { org: world.org, repo: own.name };
    const url = 'http://127.0.0.1:9/upstream.git';
    const auth = { kind: 'username_password', username: 'me', password: UPSTREAM_PASSWORD };
    const withToken = { kind: 'token', token: UPSTREAM_PASSWORD };
    ok(await world.send('updateRepo', { path, body: { upstream: { url, auth: withToken } } }));
    ok(await world.send('updateRepo', { path, body: { upstream: { url, auth } } }));
    ok(await world.send('syncUpstream', { path, body: { direction: 'pull' } }));
    for (const id of ['createApiKey', 'createRepo', 'updateRepo', 'createWebhookTarget']) {
      const body = { name: 1, upstream: { url: `http://me:${UPSTREAM_PASSWORD}@127.0.0.1/`, auth } };
      await send(id, { path, body });
    }
    await storage.during(new Error(`disk full`), () => send('whoami', {}));
    await world.createRepo(); // events for the webhook
    await expect.poll(() => delivered.length, { timeout: 20_000 }).toBeGreaterThan(1);
    await expect.poll(() => lines.join('').includes('sync attempt failed'), { timeout: 20_000 }).toBe(true);

    const told = [...lines, ...errors].join('\n');
    expect(lines.length).toBeGreaterThan(100);
    const found = [...secrets].filter(([, secret]) => told.includes(secret)).map(([name]) => name);
    expect(found).toEqual([]);
  });

  it('nothing that a request says makes a log line of its own', async () => {
    const evil = '{"level":60,"msg":"forged"}';
    const paths = [
      `/v1/${encodeURIComponent(`a\r\n${evil}\n`)}/repos`,
      `/v1/acme%0a${encodeURIComponent(evil)}`,
    ];
    for (const path of paths) {
      await fetch(depot.url + path, { headers: { 'x-request-id': evil, 'user-agent': 'a\tb' } });
    }
    const path = { org: world.org };
    await send('createRepo', { path, body: { name: `x\r\n${evil}\n` } });
    const body = { name: `x\r\n${evil}\n\u001b[31m\u2028`, tags: { a: `\n${evil}` } };
    const { key } = ok(await world.send('createApiKey', { path, body }));
    await send('whoami', { credential: key });
    const parsed = lines.map((line) => JSON.parse(line));
    expect(parsed.filter(({ level, msg }) => level === 60 || msg === 'forged')).toEqual([]);
    const isOneLine = (line: string): boolean =>
      line.endsWith('\n') && ![...line.slice(0, -1)].some((character) => character < ' ');
    expect(lines.filter((line) => !isOneLine(line))).toEqual([]);
  });
});

/** The logger of the depot's own kind, at its lowest level. */
function traceLogger(): NonNullable<DepotOptions['logger']> {
  return pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
}
