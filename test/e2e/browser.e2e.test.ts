import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasChromium, type OpenPage, openPage } from '../helpers/open-page.js';

/** The built package, bundled as an application would, in a real browser and from another origin than the depot's. */

/** Puts what `mesa-sdk` exports where the functions below find it. */
const ENTRY = `
import * as sdk from 'mesa-sdk';
import * as commitments from 'mesa-sdk/commitments';
import * as meshagent from 'mesa-sdk/meshagent';
Object.assign(globalThis, { sdk, commitments, meshagent });
`;

const ADMIN_TOKEN = 'admin-token-of-the-page';

type Sdk = typeof import('mesa-sdk');
/** The page's global scope, as the functions that run inside it see it. */
declare const sdk: Sdk;
declare const commitments: typeof import('mesa-sdk/commitments');
declare const meshagent: typeof import('mesa-sdk/meshagent');

interface Delivery {
  readonly body: string;
  readonly signature: string;
}

let depot: Depot;
let opened: OpenPage;
let receiver: Server;
const delivered: Delivery[] = [];
const headers: Record<string, string>[] = [];
const complaints: string[] = [];

async function bundle(): Promise<string> {
  const result = await build({
    stdin: { contents: ENTRY, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  // A warning would be about something that only Node has.
  expect(result.warnings).toEqual([]);
  return result.outputFiles[0]?.text ?? '';
}

beforeAll(async () => {
  if (!hasChromium) return;
  depot = await createDepot({ commitments: { adminToken: ADMIN_TOKEN }, meshagent: true });
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    delivered.push({
      body: Buffer.concat(chunks).toString(),
      signature: String(request.headers['x-mesa-signature']),
    });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  opened = await openPage(await bundle());
  opened.page.on('request', (request) => headers.push(request.headers()));
  opened.page.on('pageerror', (error) => complaints.push(String(error)));
  opened.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
});
afterAll(async () => {
  await opened?.[Symbol.asyncDispose]();
  receiver?.closeAllConnections();
  receiver?.close();
  await depot?.close();
});

/** Runs a function inside the page. It sees its input, `sdk`, and nothing of this file. */
function inPage<Input, Result>(work: (input: Input) => Promise<Result>, input: Input): Promise<Result> {
  return opened.page.evaluate(work as never, input as never);
}

test.skipIf(!hasChromium)('a page writes a change and reads it back', async () => {
  const result = await inPage(
    async ({ apiUrl, apiKey }) => {
      const mesa = new sdk.Mesa({ apiUrl, apiKey, userAgent: 'page' });
      const repo = await mesa.repos.create({ name: 'from-page' });
      const change = await mesa.changes.create({
        repo: repo.name,
        base_change_id: sdk.VIRTUAL_ROOT_CHANGE_ID,
        message: 'Hello',
        author: { name: 'Page', email: 'page@example.com' },
        files: [
          { path: 'hej.txt', text: 'Hej då ☃\n' },
          { path: 'bytes', bytes: Uint8Array.of(0, 128, 255) },
        ],
      });
      await mesa.bookmarks.move({ repo: repo.name, bookmark: 'main', change_id: change.id });
      const names: string[] = [];
      for await (const one of mesa.repos.list({ limit: 1 })) names.push(one.name);
      const stream = await mesa.content.stream({ repo: repo.name, path: 'bytes' });
      return {
        names,
        text: await mesa.content.getText({ repo: repo.name, path: 'hej.txt' }),
        bytes: [...new Uint8Array(await new Response(stream).arrayBuffer())],
        patch: await mesa.diffs.getText({
          repo: repo.name,
          base_change_id: sdk.VIRTUAL_ROOT_CHANGE_ID,
          head_change_id: change.id,
        }),
      };
    },
    { apiUrl: depot.apiUrl, apiKey: depot.apiKey },
  );
  expect(result).toMatchObject({ names: ['from-page'], text: 'Hej då ☃\n', bytes: [0, 128, 255] });
  expect(result.patch).toContain('+Hej då ☃');
  const sent = headers.find((one) => one['x-mesa-user-agent'] !== undefined);
  expect(sent?.['x-mesa-user-agent']).toMatch(/^mesa-sdk-ts\/\S+ page$/);
  expect(complaints).toEqual([]);
});

test.skipIf(!hasChromium)('a page gets errors of the right class', async () => {
  const result = await inPage(
    async ({ apiUrl, apiKey }) => {
      const mesa = new sdk.Mesa({ apiUrl, apiKey });
      const missing = await mesa.repos.get({ repo: 'nonexistent' }).catch((error: unknown) => error);
      const gone = new sdk.Mesa({
        apiUrl: 'http://127.0.0.1:1/v1',
        apiKey,
        org: 'x',
        retry: { strategy: 'none' },
      });
      const unreachable = await gone.repos.list().then(
        () => undefined,
        (error: unknown) => error,
      );
      const { requestId } = missing as InstanceType<Sdk['ApiError']>;
      return {
        isNotFound: missing instanceof sdk.NotFoundError,
        hasRequestId: typeof requestId === 'string',
        isConnectionError: unreachable instanceof sdk.ConnectionError,
        hint: (() => {
          try {
            return new sdk.Mesa() && '';
          } catch (error) {
            return (error as InstanceType<Sdk['MesaError']>).code;
          }
        })(),
      };
    },
    { apiUrl: depot.apiUrl, apiKey: depot.apiKey },
  );
  expect(result).toEqual({
    isNotFound: true,
    hasRequestId: true,
    isConnectionError: true,
    hint: 'MISSING_CREDENTIAL',
  });
  // The browser itself complains about the answer 404 and the refused connections.
  complaints.length = 0;
});

test.skipIf(!hasChromium)(
  'a page signs tokens from an API key and with a private key, and the depot takes them',
  async () => {
    const result = await inPage(
      async ({ apiUrl, apiKey }) => {
        const mesa = new sdk.Mesa({ apiUrl, apiKey });
        const { name: repo } = await mesa.repos.create();
        const hs256 = await mesa.tokens.create({ scopes: ['read'], repos: [repo] });
        const reader = new sdk.Mesa({ apiUrl, accessToken: hs256.token });
        const readable: string[] = [];
        for await (const one of reader.repos.list()) readable.push(one.name);

        const key = await mesa.signingKeys.create({ name: 'page' });
        const signer = new sdk.Mesa({ apiUrl, privateKey: key.private_key });
        const change = await signer.changes.create({
          repo,
          base_change_id: sdk.VIRTUAL_ROOT_CHANGE_ID,
          authors: [{ name: 'Ada', email: 'ada@example.com' }],
          files: [{ path: 'a', text: 'a' }],
        });
        const eddsa = await signer.tokens.create({ scopes: ['read'] });
        const holder = new sdk.Mesa({ apiUrl, accessToken: eddsa.token });
        return {
          isOnlyRepo: readable.length === 1 && readable[0] === repo,
          author: change.author.name,
          text: await holder.content.getText({ repo, change_id: change.id, path: 'a' }),
        };
      },
      { apiUrl: depot.apiUrl, apiKey: depot.apiKey },
    );
    expect(result).toEqual({ isOnlyRepo: true, author: 'Ada', text: 'a' });
  },
);

test.skipIf(!hasChromium)('a page verifies a webhook of the depot', async () => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const secret = await inPage(
    async ({ apiUrl, apiKey, url }) => {
      const mesa = new sdk.Mesa({ apiUrl, apiKey });
      const target = await mesa.webhookTargets.create({ url, events: ['repo.created'] });
      await mesa.repos.create({ name: 'announced' });
      return target.secret;
    },
    { apiUrl: depot.apiUrl, apiKey: depot.apiKey, url },
  );
  await expect.poll(() => delivered.length, { timeout: 20_000 }).toBe(1);
  const [delivery] = delivered;
  const seen = await inPage(
    async ({ secret, body, signature }) => {
      const webhooks = new sdk.Webhooks({ secret });
      const names: string[] = [];
      webhooks.on('repo.created', (event) => names.push(event.data.repo.name));
      const request = new Request('https://example.com/', {
        method: 'POST',
        body,
        headers: { [sdk.SIGNATURE_HEADER]: signature },
      });
      await webhooks.receive(request);
      const forged = await webhooks
        .receive(`${body} `, { [sdk.SIGNATURE_HEADER]: signature })
        .catch((error: unknown) => error);
      return { names, isRefused: forged instanceof sdk.MesaWebhookVerificationError };
    },
    { secret, body: delivery?.body ?? '', signature: delivery?.signature ?? '' },
  );
  expect(seen).toEqual({ names: ['announced'], isRefused: true });
});

test.skipIf(!hasChromium)('nothing went wrong in the page that it did not tell', () => {
  expect(complaints).toEqual([]);
});

test.skipIf(!hasChromium)('a page signs, submits and watches commitments', async () => {
  const result = await inPage(
    async ({ url, adminToken }) => {
      const client = new commitments.MesaClient(url, { adminToken });
      const keypair = commitments.Keypair.generate();
      const { id } = await client.principals.create({ org: 'page', publicKey: keypair.publicKeyHex });
      await client.principals.setCapabilities(id, ['offer']);
      const { token } = await client.principals.issueToken(id, { scopes: ['subscribe'] });
      const deliberation = await client.deliberations.open({ title: 'From a page' });
      const sign = (type: string, payload: Record<string, unknown>) =>
        new commitments.Envelope({ type, emittedBy: id, deliberationId: deliberation.id, payload }).sign(
          keypair,
        );
      await client.commitments.create(sign('offer', { summary: 'hej ☃', terms: { rate: 1e-7 } }));
      const code = await client.commitments.create(sign('counter', {})).then(
        () => 'accepted',
        (error: { name: string; code: string }) => `${error.name} ${error.code}`,
      );
      const events: string[] = [];
      for await (const { seq, type } of client.deliberations.subscribe(deliberation.id, { token })) {
        events.push(`${seq} ${type}`);
        if (seq === 2)
          await client.deliberations.appendTurn(deliberation.id, sign('turn', { content: 'hello' }));
        if (seq === 3) break;
      }
      return { code, events };
    },
    { url: depot.commitmentsUrl ?? '', adminToken: ADMIN_TOKEN },
  );
  expect(result).toEqual({
    code: 'Forbidden authority_denied',
    events: ['1 deliberation', '2 commitment', '3 turn'],
  });
});

test.skipIf(!hasChromium)('a page works with rooms, files and tokens of MeshAgent', async () => {
  const result = await inPage(
    async ({ baseUrl, token }) => {
      const client = new meshagent.Meshagent({ baseUrl, token });
      const { id: projectId } = await client.projects.create('From a page');
      await client.rooms.create({ projectId, name: 'front-desk' });
      await client.upload({ projectId, path: 'a.txt', data: new Blob(['hej ☃']) });
      const file = await client.downloadStream({ projectId, path: 'a.txt' });
      const { value: apiKey } = await client.apiKeys.create(projectId, 'page', '');
      const participant = new meshagent.ParticipantToken({ name: 'page' }).addRoomGrant('front-desk');
      const { room } = await meshagent.ParticipantToken.fromJwt(await participant.toJwt({ apiKey }), {
        apiKey,
      });
      const code = await client.rooms.get(projectId, 'nowhere').then(
        () => 'found',
        (error: { name: string; code: string }) => `${error.name} ${error.code}`,
      );
      return { file: await new Response(file).text(), room, code };
    },
    { baseUrl: depot.meshagentUrl ?? '', token: depot.meshagentToken ?? '' },
  );
  expect(result).toEqual({ file: 'hej ☃', room: 'front-desk', code: 'NotFoundError not_found' });
});
