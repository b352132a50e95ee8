import { ConflictError, Meshagent } from 'mesa-sdk/meshagent';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startReceiver } from '../../packages/mesa-depot/src/jobs/testing/receiver.js';
import { hasPostgres } from '../../packages/mesa-depot/src/storage/testing/postgres-server.js';
import { Cluster } from './cluster.js';

const DEPOTS = 3;
const TASKS = 12;
const FAR_AWAY = '0 0 29 2 *';

describe.skipIf(!hasPostgres)('MeshAgent servers on one database', () => {
  let cluster: Cluster;
  let clients: readonly Meshagent[];
  let projectId: string;
  beforeAll(async () => {
    cluster = await Cluster.start({
      depots: DEPOTS,
      flags: ['--meshagent-port', '0', '--allow-private-networks'],
    });
    clients = cluster.depots.map(
      ({ meshagentUrl: baseUrl, meshagentToken: token }) => new Meshagent({ baseUrl, token }),
    );
    projectId = (await clientOf(0).createProject('shared')).id;
  });
  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  const clientOf = (index: number): Meshagent => clients[index % DEPOTS] as Meshagent;

  /** Runs something at all servers at once, several times at each. */
  const everywhere = <T>(count: number, work: (client: Meshagent, index: number) => PromiseLike<T>) =>
    Promise.allSettled(Array.from({ length: count }, async (_, index) => work(clientOf(index), index)));

  it('were started at once and have one operator and one token', async () => {
    expect(new Set(cluster.depots.map(({ meshagentToken }) => meshagentToken)).size).toBe(1);
    const profiles = await Promise.all(clients.map((client) => client.getUserProfile('me')));
    expect(new Set(profiles.map(({ id }) => id)).size).toBe(1);
    const projects = await Promise.all(clients.map((client) => client.listProjects()));
    expect(projects.map((list) => list.map(({ id }) => id))).toEqual(clients.map(() => [projectId]));
  });

  it('make a room once, whoever is asked', async () => {
    const made = await everywhere(9, (client) => client.createRoom({ projectId, name: 'one' }));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of made)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ConflictError);
    const found = await everywhere(9, (client) =>
      client.createRoom({ projectId, name: 'two', ifNotExists: true }),
    );
    expect(
      new Set(found.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.id : outcome.reason)))
        .size,
    ).toBe(1);
  });

  it('run each task once, and give each message to one', async () => {
    const client = clientOf(0);
    await client.createRoom({ projectId, name: 'tasks' });
    const task = { projectId, roomName: 'tasks', queueName: 'work', schedule: FAR_AWAY, once: true };
    const made = await everywhere(TASKS, (each, n) => each.createScheduledTask({ ...task, payload: { n } }));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(TASKS);
    // Their time comes for all servers at once.
    const database = new URL(cluster.databaseUrl).pathname.slice(1);
    await cluster.server.query(`update mesh_tasks set next_run_at = 1`, database);
    await vi.waitFor(
      async () =>
        expect(await client.listScheduledTasks(projectId, { roomName: 'tasks', active: true })).toEqual([]),
      { timeout: 20_000, interval: 100 },
    );
    const received = await everywhere(2 * TASKS, (each) =>
      each.receiveQueueMessages(projectId, 'tasks', 'work'),
    );
    const messages = received.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    expect(messages.map(({ payload }) => Number(payload.n)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: TASKS }, (_, n) => n),
    );
    expect(await client.listQueueMessages(projectId, 'tasks', 'work')).toEqual([]);
    const runs = await client.listScheduledTasks(projectId, { roomName: 'tasks' });
    expect(runs.map(({ last_run_id, last_status }) => [last_run_id, last_status])).toEqual(
      runs.map(() => [1, 'succeeded']),
    );
  });

  it('deliver each event once', async () => {
    const receiver = await startReceiver();
    const { url } = receiver;
    const hook = await clientOf(1).createWebhook(projectId, { name: 'log', url, events: ['room.started'] });
    const names = Array.from({ length: 6 }, (_, index) => `room-${index}`);
    await Promise.all(
      names.map(async (name, index) => {
        await clientOf(index).createRoom({ projectId, name });
        await Promise.all(clients.map((client) => client.connectRoom(projectId, name)));
      }),
    );
    await vi.waitFor(
      async () => {
        const deliveries = await clientOf(2).listWebhookDeliveries(projectId, hook.id, { limit: 50 });
        expect(deliveries.filter(({ status }) => status === 'delivered')).toHaveLength(names.length);
      },
      { timeout: 20_000, interval: 100 },
    );
    await receiver.close();
    expect(receiver.received.map(({ body }) => JSON.parse(body).data.room_name).sort()).toEqual(names);
    const sessions = await clientOf(0).listActiveSessions(projectId);
    expect(sessions.filter(({ room_name }) => names.includes(room_name))).toHaveLength(names.length);
  });
});
