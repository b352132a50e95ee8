import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Storage } from '../../storage/index.js';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import type { MeshagentServices } from '../service/services.js';
import { World } from '../testing/world.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const SPEC = { version: 'v1', kind: 'Service', metadata: { name: 'echo' } };

describeOnEngines('services, secrets, OAuth clients and mailboxes', (engine) => {
  let storage: Storage;
  let services: MeshagentServices;
  let world: World;
  /** An admin, who owns both projects, and a developer of the first. */
  let admin: string;
  let developer: string;
  let ours: string;
  let theirs: string;

  beforeAll(async () => {
    world = await World.create(engine);
    ({ storage, services } = world);
    const owner = await world.addUser('owner@example.com');
    const helper = await world.addUser('helper@example.com');
    [admin, developer] = [owner.token, helper.token];
    ours = (await services.projects.create(owner.id, { name: 'ours' })).id;
    theirs = (await services.projects.create(owner.id, { name: 'theirs' })).id;
    await world.addMember(ours, helper, { isDeveloper: true });
    return () => world[Symbol.asyncDispose]();
  });

  async function addRoom(projectId: string, name: string): Promise<string> {
    const id = randomUUID();
    const room = { id, project_id: projectId, name, metadata: '{}', annotations: '{}', created_by: null };
    await storage.transaction((tx) =>
      tx
        .insertInto('mesh_rooms')
        .values({ ...room, created_at: 1 })
        .execute(),
    );
    return id;
  }

  function call(method: Method, path: string, body?: unknown, { token = admin, project = ours } = {}) {
    return world.call(method, `/accounts/projects/${project}${path}`, token, body);
  }

  it('keep services as they are given, of the project and of each room by itself', async () => {
    const room = await addRoom(ours, 'kitchen');
    const spec = { ...SPEC, id: 'mine', ports: [{ num: '*', endpoints: [{ path: '/mcp' }] }], agents: null };
    const created = await call('POST', '/services', spec, { token: developer });
    expect(created).toEqual({ status: 200, body: { ...spec, id: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    const inRoom = await call('POST', '/rooms/kitchen/services', spec);
    expect(inRoom.status).toBe(200);
    expect(await call('GET', `/rooms/${room}/services/${inRoom.body.id}`)).toEqual(inRoom);
    for (const path of ['/services', '/rooms/kitchen/services']) {
      expect(await call('POST', path, spec)).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    }
    expect((await call('GET', '/services')).body).toEqual({ services: [created.body] });
    expect((await call('GET', `/services/${inRoom.body.id}`)).status).toBe(404);
    expect((await call('GET', `/rooms/kitchen/services/${created.body.id}`)).status).toBe(404);
    expect((await call('POST', '/rooms/cellar/services', spec)).status).toBe(404);

    const path = `/services/${created.body.id}`;
    const other = { ...SPEC, metadata: { name: 'other' } };
    const { id } = (await call('POST', '/services', other)).body;
    expect((await call('PUT', path, { ...other, id: null })).status).toBe(409);
    expect(await call('PUT', path, { ...SPEC, id })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'id' }] },
    });
    expect((await call('PUT', path, SPEC)).body).toEqual({ ...SPEC, id: created.body.id });
    expect((await call('PUT', `/services/${randomUUID()}`, SPEC)).status).toBe(404);
    expect(await call('DELETE', path)).toEqual({ status: 200, body: {} });
    for (const method of ['GET', 'DELETE'] as const) expect((await call(method, path)).status).toBe(404);
  });

  it('say which member of a service does not fit', async () => {
    const container = { image: 'a' };
    const cases: readonly [object, string][] = [
      [{ extra: 1 }, 'extra'],
      [{ metadata: { name: 'a', extra: 1 } }, 'metadata.extra'],
      [{ metadata: { name: '' } }, 'metadata.name'],
      [{ version: 'v2' }, 'version'],
      [{ ports: [{ num: 0 }] }, 'ports[0].num'],
      [
        { ports: [{ endpoints: [{ path: '/', mcp: { label: 'a', oauth: { x: 1 } } }] }] },
        'ports[0].endpoints[0].mcp.oauth.x',
      ],
      [{ agents: [{ name: 'a', channels: { queue: [{}] } }] }, 'agents[0].channels.queue[0].queue'],
      [
        { container: { ...container, storage: { room: [{ path: '/', mode: 1 }] } } },
        'container.storage.room[0].mode',
      ],
      [{ container: {} }, 'container.image'],
      [{ container, external: {} }, 'external'],
      [
        {
          container: {
            ...container,
            environment: [{ name: 'A', value: 'a', secret: { identity: 'a', id: 'b' } }],
          },
        },
        'container.environment[0]',
      ],
    ];
    for (const [members, path] of cases) {
      const answer = await call('POST', '/services', { ...SPEC, ...members });
      expect(answer, path).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', errors: [{ path }] },
      });
    }
    expect((await call('GET', '/services')).body.services).not.toContainEqual(
      expect.objectContaining({ container }),
    );
  });

  it('make services from templates', async () => {
    const template =
      'version: v1\nkind: ServiceTemplate\nmetadata: { name: "{{ name }}" }\nvariables: [{ name: name }]\ncontainer: { image: "img:{{ tag }}" }\n';
    const created = await call('POST', '/services', { template, values: { name: 'made', tag: '1' } });
    expect(created).toMatchObject({
      status: 200,
      body: {
        kind: 'Service',
        metadata: {
          name: 'made',
          annotations: {
            'meshagent.service.template.yaml': template,
            'meshagent.service.template.values': '{"name":"made","tag":"1"}',
          },
        },
        container: { image: 'img:1' },
      },
    });
    const path = `/services/${created.body.id}`;
    const values = { name: 'made\nextra: 1', tag: '2' };
    expect(await call('PUT', path, { template, values })).toMatchObject({
      status: 200,
      body: { id: created.body.id, metadata: { name: values.name }, container: { image: 'img:2' } },
    });
    const refused = async (text: string, given: object = { name: 'a' }) =>
      (await call('POST', '/services', { template: text, values: given })).body;
    expect(await refused(template, {})).toMatchObject({ code: 'template_value_missing' });
    expect(await refused(`${template}{% for a in b %}`)).toMatchObject({ code: 'template_unsupported' });
    expect(await refused(`${template}extra: 1`)).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'extra' }],
    });
    expect(await refused(`${'{a: '.repeat(10_000)}`)).toMatchObject({ code: 'invalid_request' });

    const short = { name: 'x', tag: '3' };
    const rendered = await world.call('POST', '/templates/render', developer, { template, values: short });
    expect(rendered.body).toMatchObject({ kind: 'ServiceTemplate', container: { image: 'img:3' } });
  });

  it('show the values of secrets to admins alone, and store them encrypted', async () => {
    const decoded = (answer: { body: { data_base64: string } }) =>
      JSON.parse(Buffer.from(answer.body.data_base64, 'base64').toString());
    const encoded = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64');
    const asDeveloper = { token: developer };
    const created = await call(
      'POST',
      '/secrets',
      { name: 'k', type: 'keys', data: { A: 'tiger', B: 'lion' } },
      asDeveloper,
    );
    expect(created).toEqual({ status: 200, body: { id: expect.any(String) } });
    const path = `/secrets/${created.body.id}`;
    expect(decoded(await call('GET', path))).toEqual({ A: 'tiger', B: 'lion' });
    expect(decoded(await call('GET', path, undefined, asDeveloper))).toEqual({ A: '', B: '' });
    const info = { id: created.body.id, name: 'k', type: 'keys', delegated_to: null };
    expect((await call('GET', '/secrets')).body).toEqual({ secrets: [info] });
    const rows = await storage.read.selectFrom('mesh_secrets').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('tiger');

    // What comes back blank from who saw blanks stays; an admin blanks what they like.
    await call(
      'PUT',
      path,
      { name: 'k', type: 'keys', data_base64: encoded({ A: '', B: 'cat', C: '' }) },
      asDeveloper,
    );
    expect(decoded(await call('GET', path))).toEqual({ A: 'tiger', B: 'cat', C: '' });
    await call('PUT', path, { name: 'k', type: 'keys', data: { A: '' } });
    expect(decoded(await call('GET', path))).toEqual({ A: '' });

    const docker = { server: 'r.example', username: 'u', password: 'p' };
    const pull = await call('POST', '/secrets', { name: 'd', type: 'docker', data_base64: encoded(docker) });
    expect(decoded(await call('GET', `/secrets/${pull.body.id}`))).toEqual({
      ...docker,
      email: 'none@example.com',
    });
    expect((await call('POST', '/secrets', { name: 'd', type: 'keys', data: {} })).status).toBe(409);
    expect((await call('PUT', path, { name: 'd', type: 'keys', data: {} })).status).toBe(409);
    const bad: readonly object[] = [
      {},
      { data: {}, data_base64: encoded({}) },
      { data_base64: '!!' },
      { data_base64: Buffer.from([0xff]).toString('base64') },
      { data_base64: encoded([1]) },
      { data_base64: encoded({ A: 1 }) },
      { data: { 'A=B': 'secretvalue' } },
      { type: 'docker', data: { server: 'secretvalue' } },
      { type: 'docker', data: { ...docker, extra: 'secretvalue' } },
    ];
    for (const members of bad) {
      const answer = await call('POST', '/secrets', { name: 'bad', type: 'keys', ...members });
      expect(answer, JSON.stringify(members)).toMatchObject({ status: 400 });
      expect(JSON.stringify(answer.body)).not.toContain('secretvalue');
    }
    expect(await call('DELETE', path)).toEqual({ status: 200, body: {} });
    expect((await call('GET', path)).status).toBe(404);
  });

  it('tell the secret of an OAuth client once', async () => {
    const input = {
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [
        'https://a.example/cb',
        'http://127.0.0.1:1/cb',
        'http://localhost/cb',
        'http://[::1]:5/',
      ],
      scope: 'email',
      metadata: { team: '50%_Off' },
    };
    const created = await call('POST', '/oauth/clients', input);
    const { client, ...flat } = created.body;
    expect(flat).toMatchObject({
      ...input,
      project_id: ours,
      official: false,
      client_secret: expect.stringMatching(/^macs_/),
    });
    expect(client).toEqual(flat);
    const shown = { ...flat, client_secret: '' };
    const path = `/oauth/clients/${flat.client_id}`;
    expect((await call('GET', path)).body).toEqual(shown);
    const second = (await call('POST', '/oauth/clients', { ...input, metadata: null })).body;
    expect((await call('GET', '/oauth/clients?count=1&offset=1')).body).toMatchObject({
      clients: [{ client_id: second.client_id, metadata: {} }],
      total: 2,
    });
    expect((await call('GET', '/oauth/clients?filter=50%25_off')).body).toEqual({
      clients: [shown],
      total: 1,
    });
    const rows = await storage.read.selectFrom('mesh_oauth_clients').selectAll().execute();
    expect(rows[0]?.secret_sha256).toEqual(
      new Uint8Array(createHash('sha256').update(flat.client_secret).digest()),
    );

    expect((await call('PUT', path, { scope: 'all', metadata: null })).body).toEqual({ ok: true });
    expect((await call('GET', path)).body).toEqual({ ...shown, scope: 'all' });
    expect(await call('PUT', path, { redirect_uris: [] })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'redirect_uris' }] },
    });
    for (const uri of [
      'http://a.example/',
      'javascript:x',
      '/cb',
      'https://a.example/#f',
      'https://u:p@a.example/',
      'http://127.0.0.1.a.example/',
      ' https://a.example/',
    ]) {
      const answer = await call('POST', '/oauth/clients', {
        ...input,
        redirect_uris: ['https://a.example/', uri],
      });
      expect(answer, uri).toMatchObject({ status: 400, body: { errors: [{ path: 'redirect_uris[1]' }] } });
    }
    expect((await call('GET', path, undefined, { token: developer })).status).toBe(403);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(404);
  });

  it('give an address to one project of the server', async () => {
    const lobby = await addRoom(ours, 'lobby');
    await addRoom(theirs, 'vault');
    const input = {
      address: 'Help+1@example.com',
      room: 'lobby',
      queue: 'mail',
      public: true,
      annotations: { a: 'b' },
    };
    const mailbox = { ...input, room_id: lobby };
    expect(await call('POST', '/mailboxes', input, { token: developer })).toEqual({ status: 200, body: {} });
    const taken = await call('POST', '/mailboxes', { ...input, address: 'help+1@EXAMPLE.com' });
    const takenThere = await call(
      'POST',
      '/mailboxes',
      { ...input, room: 'vault', address: 'help+1@EXAMPLE.com' },
      { project: theirs },
    );
    expect(takenThere).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    expect(takenThere).toEqual(taken);
    for (const address of ['Help+1@example.com', 'help%2B1%40example.com']) {
      expect((await call('GET', `/mailboxes/${address}`)).body).toEqual({ mailbox });
      for (const method of ['GET', 'DELETE'] as const) {
        expect((await call(method, `/mailboxes/${address}`, undefined, { project: theirs })).status).toBe(
          404,
        );
      }
    }
    await call('POST', '/mailboxes', { address: 'a@example.com', room: 'lobby', queue: 'q' });
    expect((await call('GET', '/mailboxes?count=1')).body).toMatchObject({
      mailboxes: [{ address: 'a@example.com', public: false, annotations: {} }],
      total: 2,
    });
    expect((await call('GET', '/mailboxes?filter=HELP')).body).toEqual({ mailboxes: [mailbox], total: 1 });
    expect((await call('GET', `/rooms/${lobby}/mailboxes`)).body.mailboxes).toHaveLength(2);
    expect((await call('GET', '/rooms/vault/mailboxes')).status).toBe(404);

    const update = { room: 'lobby', queue: 'other', public: false };
    expect((await call('PUT', '/mailboxes/help+1@example.com', update)).body).toEqual({});
    expect((await call('GET', '/mailboxes/help+1@example.com')).body.mailbox).toEqual({
      ...mailbox,
      ...update,
    });
    expect((await call('PUT', '/mailboxes/help+1@example.com', { ...update, room: 'vault' })).status).toBe(
      404,
    );
    for (const address of [
      'no-at',
      'a@b@c',
      'a b@c.d',
      'a/b@c.d',
      'a%b@c.d',
      'é@c.d',
      'a..b@c.d',
      'a@-c.d',
    ]) {
      expect((await call('POST', '/mailboxes', { ...input, address })).status, address).toBe(400);
    }
    // What is in a room goes with it.
    await storage.transaction((tx) => tx.deleteFrom('mesh_rooms').where('id', '=', lobby).execute());
    expect((await call('GET', '/mailboxes')).body).toEqual({ mailboxes: [], total: 0 });
  });

  it('are nothing to other projects', async () => {
    const service = (await call('POST', '/services', { ...SPEC, metadata: { name: 'alone' } })).body.id;
    const secret = (await call('POST', '/secrets', { name: 'alone', type: 'keys', data: {} })).body.id;
    const grants = { grant_types: [], response_types: [], redirect_uris: [], scope: '' };
    const client = (await call('POST', '/oauth/clients', grants)).body.client_id;
    const there: readonly [string, object][] = [
      [`/services/${service}`, SPEC],
      [`/secrets/${secret}`, { name: 'a', type: 'keys', data: {} }],
      [`/oauth/clients/${client}`, { scope: 'a' }],
    ];
    for (const [path, body] of there) {
      for (const method of ['GET', 'PUT', 'DELETE'] as const) {
        const answer = await call(method, path, method === 'PUT' ? body : undefined, { project: theirs });
        expect(answer.status, `${method} ${path}`).toBe(404);
      }
      expect((await call('GET', path)).status).toBe(200);
      expect((await call('GET', path, undefined, { token: developer, project: theirs })).status).toBe(403);
    }
    for (const path of ['/services', '/secrets', '/oauth/clients', '/mailboxes']) {
      const { body } = await call('GET', path, undefined, { project: theirs });
      expect(Object.values(body)[0]).toEqual([]);
    }
    for (const path of [
      '/services/%ED%A0%80',
      '/secrets/x',
      '/oauth/clients/%20',
      '/rooms/%F0%9F%98%80/services',
      '/mailboxes/x',
    ]) {
      expect((await call('GET', path)).status, path).toBeOneOf([400, 404]);
    }
  });
});
