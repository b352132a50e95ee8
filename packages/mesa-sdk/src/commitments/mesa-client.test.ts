import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as subpath from './index.js';
import {
  BadRequest,
  Conflict,
  Envelope,
  Forbidden,
  InvalidOptionsError,
  Keypair,
  MesaClient,
  MesaError,
  NotFound,
  parseJson,
  Unauthorized,
} from './index.js';

const URL_WITH_PATH = 'http://127.0.0.1:1/prefix/';
const ADMIN_TOKEN = 'admin-token-of-the-test';

/** A client whose server answers one thing, and the requests it got. */
function answering(status: number, body: string, type = 'application/json') {
  const requests: Request[] = [];
  const client = new MesaClient(URL_WITH_PATH, {
    adminToken: ADMIN_TOKEN,
    retry: { strategy: 'none' },
    fetch: async (request) => {
      requests.push(request);
      return new Response(body, { status, headers: { 'content-type': type } });
    },
  });
  return { client, requests };
}

const failure = async (status: number, body: string, type?: string): Promise<MesaError> => {
  const error: unknown = await answering(status, body, type)
    .client.health()
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  if (error instanceof MesaError) return error;
  throw new Error(`not a MesaError: ${String(error)}`);
};

describe('mesa-sdk/commitments', () => {
  it('exports these names', () => {
    expect(Object.keys(subpath).sort()).toEqual([
      'BadRequest',
      'CanonicalJsonError',
      'Conflict',
      'Envelope',
      'Forbidden',
      'InvalidOptionsError',
      'JsonNumber',
      'JsonSyntaxError',
      'Keypair',
      'MesaClient',
      'MesaError',
      'NotFound',
      'Unauthorized',
      'canonicalJson',
      'parseJson',
      'verifyEnvelope',
      'verifySignature',
    ]);
  });
});

describe('MesaClient', () => {
  it('takes a URL and options, or both in one object', () => {
    expect(new MesaClient(URL_WITH_PATH).baseUrl).toBe('http://127.0.0.1:1/prefix');
    expect(new MesaClient(new URL(URL_WITH_PATH), { timeoutMs: 5 }).baseUrl).toBe(
      'http://127.0.0.1:1/prefix',
    );
    expect(new MesaClient({ baseUrl: URL_WITH_PATH, timeoutMs: 5 }).baseUrl).toBe(
      'http://127.0.0.1:1/prefix',
    );
  });

  it('refuses what is no URL, and options that there are not', () => {
    expect(() => new MesaClient('nowhere')).toThrow(InvalidOptionsError);
    expect(() => new MesaClient({} as never)).toThrow(/base URL/);
    expect(() => new MesaClient(URL_WITH_PATH, { admintoken: 'x' } as never)).toThrow(/`admintoken`/);
  });

  it('sends the admin token with the operations of operators, and with no other', async () => {
    const { client, requests } = answering(200, '[]');
    await client.principals.list();
    await client.policies.list();
    await client.audit.list({ after: 3, limit: 10 });
    expect(requests.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:1/prefix/principals',
      'http://127.0.0.1:1/prefix/policies',
      'http://127.0.0.1:1/prefix/audit?after=3&limit=10',
    ]);
    expect(requests.map(({ headers }) => headers.get('x-admin-token'))).toEqual([
      null,
      ADMIN_TOKEN,
      ADMIN_TOKEN,
    ]);
    expect(inspect(client, { depth: 9 })).not.toContain(ADMIN_TOKEN);
    expect(JSON.stringify(client)).toBe('{"baseUrl":"http://127.0.0.1:1/prefix"}');
  });

  it('sends the capability token with signed envelopes, whose numbers travel as they were signed', async () => {
    const requests: Request[] = [];
    const bodies: string[] = [];
    const client = new MesaClient({
      baseUrl: URL_WITH_PATH,
      capabilityToken: 'capability-token',
      fetch: async (request) => {
        requests.push(request);
        bodies.push(await request.text());
        return new Response('{}', { headers: { 'content-type': 'application/json' } });
      },
    });
    const payload = parseJson('{"fee":1.0}') as Record<string, unknown>;
    const signed = new Envelope({ type: 'offer', emittedBy: 'me', payload }).sign(Keypair.generate());
    await client.commitments.create(signed);
    await client.deliberations.appendTurn('a/b', signed);
    await client.deliberations.open({ title: 'x' });
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer capability-token',
      'Bearer capability-token',
      null,
    ]);
    expect(requests[1]?.url).toBe('http://127.0.0.1:1/prefix/deliberations/a%2Fb/turns');
    expect(bodies[0]).toContain('"payload":{"fee":1.0}');
  });

  it('refuses misspelled members before it sends anything', async () => {
    const { client, requests } = answering(200, '{}');
    await expect(client.principals.create({ org: 'a', public_key: 'b' } as never)).rejects.toThrow(
      /`public_key`/,
    );
    await expect(client.commitments.list({ principal: 'x' } as never)).rejects.toThrow(/`principal`/);
    await expect(client.policies.update('x', { action: 'block', cap: 1 } as never)).rejects.toThrow(/`cap`/);
    await expect(client.deliberations.get('')).rejects.toThrow(/path|id/i);
    expect(() => client.deliberations.subscribe('x')).toThrow(/`token`/);
    expect(requests).toHaveLength(0);
  });
});

describe('errors', () => {
  it.each([
    [400, BadRequest],
    [401, Unauthorized],
    [403, Forbidden],
    [404, NotFound],
    [409, Conflict],
    [413, BadRequest],
    [422, BadRequest],
    [500, MesaError],
    [503, MesaError],
  ])('has a class for status %i', async (status, type) => {
    const body = '{"detail": {"code": "policy_blocked", "message": "No.", "policy_id": "p"}}';
    const error = await failure(status, body);
    expect(error.constructor).toBe(type);
    expect(error.name).toBe(type.name);
    expect(error).toBeInstanceOf(MesaError);
    expect(error).toMatchObject({
      statusCode: status,
      body,
      code: 'policy_blocked',
      detail: { code: 'policy_blocked', message: 'No.', policy_id: 'p' },
      message: 'policy_blocked: No.',
    });
    expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty('body');
  });

  it('are no subclasses of each other', async () => {
    expect(await failure(403, '{}')).not.toBeInstanceOf(BadRequest);
    expect(await failure(404, '{}')).not.toBeInstanceOf(BadRequest);
  });

  it.each([
    ['{"detail": "principal not found"}', 'principal not found', 'principal not found'],
    [
      '{"detail": [{"loc": ["body", "org"], "msg": "Field required"}]}',
      expect.any(Array),
      'http 404: body.org: Field required',
    ],
    ['{"detail": {"message": "No."}}', { message: 'No.' }, 'http 404'],
    ['{"other": 1}', null, 'http 404'],
    ['<html>', null, 'http 404'],
  ])('has no code and says what it can for the body %s', async (body, detail, message) => {
    expect(await failure(404, body, body.startsWith('{') ? undefined : 'text/html')).toMatchObject({
      code: null,
      detail,
      message,
      body,
    });
  });

  it('tells that no answer came', async () => {
    const client = new MesaClient(URL_WITH_PATH, {
      retry: { strategy: 'none' },
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    const error: MesaError = await client.health().then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error.constructor).toBe(MesaError);
    expect(error).toMatchObject({ statusCode: null, body: null, detail: null, code: null });
    expect(error.message).toContain('GET http://127.0.0.1:1/prefix/health');
  });

  it('does not repeat the admin token where a server does', async () => {
    const { client } = answering(403, `{"detail": {"code": "x", "message": "you sent ${ADMIN_TOKEN}"}}`);
    const error: MesaError = await client.policies.list().then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(ADMIN_TOKEN);
  });
});
