import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  deleteRepo,
  insertApiKey,
  insertSigningKey,
  revokeApiKey,
  revokeSigningKey,
  updateRepo,
} from '../storage/index.js';
import { AuthService } from './auth.js';
import { ACME, createTestDepot, OTHER, type TestDepot } from './testing/test-depot.js';

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const sha256 = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());
const refused = (why: RegExp) =>
  expect.objectContaining({ code: 'UNAUTHORIZED', message: expect.stringMatching(why) });

let depot: TestDepot;
let auth: AuthService;
beforeEach(async () => {
  depot = await createTestDepot();
  auth = new AuthService(depot.deps);
});
afterEach(() => depot.close());

interface KeyOptions {
  org?: typeof ACME;
  name?: string | null;
  scopes?: string[];
  repoIds?: string[] | null;
  expiresAt?: number;
}

async function addKey(id: string, secret: string, options: KeyOptions = {}): Promise<void> {
  const { org = ACME, name = 'ci', scopes = ['read', 'write'], repoIds = null, expiresAt = null } = options;
  await depot.deps.storage.transaction((tx) =>
    insertApiKey(tx, {
      id,
      orgId: org.id,
      name,
      secretSha256: sha256(secret),
      scopes,
      repoIds,
      tags: {},
      expiresAt,
      createdAt: depot.deps.now(),
    }),
  );
}

const revoke = (id: string) =>
  depot.deps.storage.transaction((tx) => revokeApiKey(tx, ACME.id, id, depot.deps.now()));

/** Returns a token signed with an API key. */
function keyToken(id: string, secret: string, claims: object = {}): string {
  const iat = Math.floor(depot.deps.now() / 1000);
  const header = base64url({ alg: 'HS256', typ: 'mesa-at+jwt', kid: `${id}.v1` });
  const body = base64url({
    iss: id,
    aud: 'mesa-api',
    scopes: ['read'],
    repos: null,
    iat,
    exp: iat + 3600,
    ...claims,
  });
  const hmac = createHmac('sha256', Buffer.from(sha256(secret)).toString('base64url'));
  return `${header}.${body}.${hmac.update(`${header}.${body}`).digest('base64url')}`;
}

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly x: string;
}

async function addSigningKey(
  id: string,
  org = ACME,
  scopes = ['read', 'write', 'admin'],
  name: string | null = 'deploy',
): Promise<KeyPair> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x ?? '';
  const key = {
    id,
    orgId: org.id,
    name,
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    scopes,
    createdAt: 0,
  };
  await depot.deps.storage.transaction((tx) => insertSigningKey(tx, key));
  return { privateKey, x };
}

/** Returns a token signed with a signing key. */
function signedToken({ privateKey, x }: KeyPair, claims: object = {}): string {
  const iat = Math.floor(depot.deps.now() / 1000);
  const header = base64url({ alg: 'EdDSA', typ: 'mesa-at+jwt', jwk: { kty: 'OKP', crv: 'Ed25519', x } });
  const body = base64url({
    iss: 'acme',
    aud: 'mesa-api',
    scopes: ['admin'],
    repos: null,
    iat,
    exp: iat + 900,
    ...claims,
  });
  return `${header}.${body}.${sign(null, Buffer.from(`${header}.${body}`), privateKey).toString('base64url')}`;
}

const authenticate = (credential: string) => auth.authenticate(`Bearer ${credential}`);

describe('the Authorization header', () => {
  it.each([
    [undefined, /^Missing credential\. Send `Authorization: Bearer/],
    ['', /^Missing credential/],
    ['  ', /^Missing credential/],
    ['Bearer', /^Malformed/],
    ['Bearer ', /^Malformed/],
    ['Basic bWVzYV9hYmM6', /^Malformed/],
    ['mesa_abc', /^Malformed/],
    ['Bearer mesa_abc mesa_def', /^Malformed/],
    ['Bearer mesa_unknown', /^The API key is not known here/],
    ['Bearer mesa_private_key_acme_MC4CAQ', /^A private key was sent/],
    ['Bearer a.b.c', /^The access token is not valid/],
  ])('refuses %j', async (header, why) => {
    await expect(auth.authenticate(header)).rejects.toEqual(refused(why));
  });

  it('never repeats the credential', async () => {
    for (const header of [
      'Bearer mesa_s3cret',
      'Basic s3cret',
      'Bearer s3cret.s3cret.s3cret',
      'Bearer mesa_private_key_s3cret',
    ]) {
      await expect(auth.authenticate(header)).rejects.toThrow(/^(?!.*s3cret)/);
    }
  });

  it('may spell its scheme in any case', async () => {
    await addKey('key_1', 'mesa_abc');
    expect((await auth.authenticate('bearer  mesa_abc ')).keyId).toBe('key_1');
  });
});

describe('an API key', () => {
  it('makes an actor with its organization, scopes, repositories and an author of its own', async () => {
    await addKey('key_1', 'mesa_abc', { scopes: ['write', 'read'], repoIds: ['repo_1'] });
    expect(await authenticate('mesa_abc')).toEqual({
      org: ACME,
      credentialId: 'key_1',
      keyId: 'key_1',
      keyName: 'ci',
      scopes: ['read', 'write'],
      repoIds: ['repo_1'],
      authors: [{ name: 'ci', email: 'key_1@keys.mesa.local' }],
    });
  });

  it('without a name writes commits under its id', async () => {
    await addKey('key_1', 'mesa_abc', { name: null });
    expect((await authenticate('mesa_abc')).authors).toEqual([
      { name: 'key_1', email: 'key_1@keys.mesa.local' },
    ]);
  });

  it('is refused once it is revoked', async () => {
    await addKey('key_1', 'mesa_abc');
    await revoke('key_1');
    await expect(authenticate('mesa_abc')).rejects.toEqual(refused(/^The API key was revoked/));
  });

  it('is refused once it has expired, to the millisecond', async () => {
    await addKey('key_1', 'mesa_abc', { expiresAt: depot.deps.now() + 1_000 });
    depot.advance(999);
    await expect(authenticate('mesa_abc')).resolves.toBeDefined();
    depot.advance(1);
    await expect(authenticate('mesa_abc')).rejects.toEqual(
      refused(/^The API key expired at 2023-11-14T22:13:21\.000Z/),
    );
  });

  it('notes its last use at most once a minute', async () => {
    await addKey('key_1', 'mesa_abc');
    const lastUse = async () =>
      (await depot.deps.storage.read.selectFrom('api_keys').select('last_used_at').executeTakeFirstOrThrow())
        .last_used_at;
    const start = depot.deps.now();
    await authenticate('mesa_abc');
    expect(await lastUse()).toBe(start);
    depot.advance(59_999);
    await authenticate('mesa_abc');
    expect(await lastUse()).toBe(start);
    depot.advance(1);
    await authenticate(keyToken('key_1', 'mesa_abc'));
    expect(await lastUse()).toBe(start + 60_000);
  });

  it('notes the last use once for a burst of requests', async () => {
    await addKey('key_1', 'mesa_abc');
    const { storage } = depot.deps;
    let writes = 0;
    const counting = {
      ...storage,
      read: storage.read,
      close: () => storage.close(),
      transaction: (work: Parameters<typeof storage.transaction>[0]) => {
        writes++;
        return storage.transaction(work);
      },
    } as typeof storage;
    const service = new AuthService({ storage: counting, now: depot.deps.now });
    await Promise.all(Array.from({ length: 20 }, () => service.authenticate('Bearer mesa_abc')));
    expect(writes).toBe(1);
  });

  it('is accepted although its last use cannot be written', async () => {
    await addKey('key_1', 'mesa_abc');
    const { storage } = depot.deps;
    const readOnly = {
      read: storage.read,
      close: () => storage.close(),
      transaction: () => Promise.reject(new Error('disk full')),
    };
    await expect(
      new AuthService({ storage: readOnly, now: depot.deps.now }).authenticate('Bearer mesa_abc'),
    ).resolves.toBeDefined();
  });
});

describe('a token signed with an API key', () => {
  it('acts as its key, within what it asks for', async () => {
    await addKey('key_1', 'mesa_abc');
    expect(await authenticate(keyToken('key_1', 'mesa_abc'))).toMatchObject({
      org: ACME,
      credentialId: 'key_1',
      keyId: 'key_1',
      keyName: 'ci',
      scopes: ['read'],
      repoIds: null,
      authors: [{ name: 'ci', email: 'key_1@keys.mesa.local' }],
    });
  });

  it('cannot have more scopes than its key', async () => {
    await addKey('key_1', 'mesa_abc');
    expect((await authenticate(keyToken('key_1', 'mesa_abc', { scopes: ['admin'] }))).scopes).toEqual([
      'read',
      'write',
    ]);
    expect((await authenticate(keyToken('key_1', 'mesa_abc', { scopes: [] }))).scopes).toEqual([]);
  });

  it('cannot have more repositories than its key', async () => {
    const [one, two] = [await depot.addRepo('one'), await depot.addRepo('two')];
    await addKey('key_1', 'mesa_abc', { repoIds: [one] });
    const repoIds = async (claims: object) =>
      (await authenticate(keyToken('key_1', 'mesa_abc', claims))).repoIds;
    expect(await repoIds({ repos: null })).toEqual([one]);
    expect(await repoIds({ repos: ['acme/one', 'acme/two'] })).toEqual([one]);
    expect(await repoIds({ repos: ['acme/two'] })).toEqual([]);
    expect(await repoIds({ repos: [] })).toEqual([]);
    expect(await repoIds({ repos: undefined, repo_ids: [one, two] })).toEqual([one]);
    expect(await repoIds({ repos: undefined, repo_ids: [] })).toEqual([]);
  });

  it('has the repositories that go by its names now', async () => {
    const one = await depot.addRepo('one');
    const foreign = await depot.addRepo('two', OTHER);
    await addKey('key_1', 'mesa_abc');
    const token = keyToken('key_1', 'mesa_abc', {
      repos: ['acme/one', 'acme/none', 'other/two', 'one', 'acme'],
    });
    expect((await authenticate(token)).repoIds).toEqual([one]);
    await depot.deps.storage.transaction((tx) => updateRepo(tx, one, { name: 'renamed' }));
    expect((await authenticate(token)).repoIds).toEqual([]);
    const byId = keyToken('key_1', 'mesa_abc', { repos: undefined, repo_ids: [one, foreign, 'repo_none'] });
    expect((await authenticate(byId)).repoIds).toEqual([one]);
    await depot.deps.storage.transaction((tx) => deleteRepo(tx, one, depot.deps.now()));
    expect((await authenticate(byId)).repoIds).toEqual([]);
  });

  it('dies with its key', async () => {
    await addKey('key_1', 'mesa_abc', { expiresAt: depot.deps.now() + 60_000 });
    await addKey('key_2', 'mesa_def');
    const [first, second] = [keyToken('key_1', 'mesa_abc'), keyToken('key_2', 'mesa_def')];
    depot.advance(60_000);
    await expect(authenticate(first)).rejects.toEqual(
      refused(/API key that signed the access token expired/),
    );
    await expect(authenticate(second)).resolves.toBeDefined();
    await revoke('key_2');
    await expect(authenticate(second)).rejects.toEqual(
      refused(/API key that signed the access token was revoked/),
    );
  });

  it('is refused when it names the key of another', async () => {
    await addKey('key_1', 'mesa_abc');
    await addKey('key_2', 'mesa_def', { org: OTHER, scopes: ['admin'] });
    await expect(authenticate(keyToken('key_2', 'mesa_abc'))).rejects.toEqual(
      refused(/signature does not match/),
    );
    await expect(authenticate(keyToken('key_3', 'mesa_abc'))).rejects.toEqual(refused(/does not exist/));
    await expect(authenticate(keyToken('key_1', 'mesa_abc', { iss: 'key_2' }))).rejects.toEqual(
      refused(/`iss`/),
    );
  });

  it('does not let an outsider learn from an unsigned token whether a key is revoked', async () => {
    await addKey('key_1', 'mesa_abc');
    await revoke('key_1');
    await expect(authenticate(keyToken('key_1', 'mesa_guess'))).rejects.toEqual(
      refused(/signature does not match/),
    );
  });
});

describe('a token signed with a signing key', () => {
  it('acts for the organization, with the authors it names', async () => {
    const pair = await addSigningKey('sk_1');
    const author = [
      ['Ada', 'ada@example.com'],
      ['Bot', null],
    ];
    expect(await authenticate(signedToken(pair, { author }))).toEqual({
      org: ACME,
      credentialId: 'sk_1',
      keyId: null,
      keyName: null,
      scopes: ['read', 'write', 'admin'],
      repoIds: null,
      authors: [
        { name: 'Ada', email: 'ada@example.com' },
        { name: 'Bot', email: 'sk_1@keys.mesa.local' },
      ],
    });
    expect((await authenticate(signedToken(pair))).authors).toEqual([
      { name: 'deploy', email: 'sk_1@keys.mesa.local' },
    ]);
  });

  it('is kept within the scopes of its key and the repositories it names', async () => {
    const one = await depot.addRepo('one');
    const pair = await addSigningKey('sk_1', ACME, ['read']);
    expect(await authenticate(signedToken(pair, { repos: ['acme/one'] }))).toMatchObject({
      scopes: ['read'],
      repoIds: [one],
    });
  });

  it('is refused for an organization that its key is not registered with', async () => {
    const pair = await addSigningKey('sk_1', OTHER);
    for (const iss of ['acme', 'nobody']) {
      await expect(authenticate(signedToken(pair, { iss }))).rejects.toEqual(refused(/not registered/));
    }
    await expect(authenticate(signedToken(pair, { iss: 'other' }))).resolves.toMatchObject({ org: OTHER });
  });

  it('is refused with a key that nobody registered', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const x = publicKey.export({ format: 'jwk' }).x ?? '';
    await expect(authenticate(signedToken({ privateKey, x }))).rejects.toEqual(refused(/not registered/));
  });

  it('is refused when the signature is of another key than the one in its header', async () => {
    const [one, two] = [await addSigningKey('sk_1'), await addSigningKey('sk_2')];
    await expect(authenticate(signedToken({ ...one, x: two.x }))).rejects.toEqual(
      refused(/signature does not match/),
    );
  });

  it('is refused once its key is revoked', async () => {
    const pair = await addSigningKey('sk_1');
    await depot.deps.storage.transaction((tx) => revokeSigningKey(tx, ACME.id, 'sk_1', depot.deps.now()));
    await expect(authenticate(signedToken(pair))).rejects.toEqual(
      refused(/signing key of the access token was revoked/),
    );
  });
});
