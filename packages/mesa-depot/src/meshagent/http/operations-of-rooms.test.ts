import { Readable } from 'node:stream';
import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { checkFiles } from '../../maintenance/check-files.js';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { MAX_QUEUE_MESSAGES } from '../limits.js';
import { parseFilePath } from '../service/parse-file-path.js';
import { insertQueueMessage } from '../store/queue-messages.js';
import { type Answer, type Person, World } from '../testing/world.js';

const MINUTE_MS = 60_000;

it('takes paths of files, and none that could mean another one', () => {
  expect(parseFilePath('/a b/ü.txt')).toBe('a b/ü.txt');
  for (const path of ['', '/', '//a', 'a//b', 'a/', '.', '..', 'a/../b', './a', 'a\0b', 'é'.repeat(2_049)]) {
    expect(() => parseFilePath(path)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  }
  const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
      const text = segments.join('/');
      let path: string;
      try {
        path = parseFilePath(text);
      } catch {
        return;
      }
      expect(parseFilePath(path)).toBe(path);
      expect(path.split('/')).not.toContain('..');
      expect(path.startsWith('/')).toBe(false);
    }),
  );
});

describeOnEngines('files, queues and scheduled tasks', (engine) => {
  let world: World;
  let admin: Person;
  let project: string;
  let other: string;

  beforeAll(async () => {
    world = await World.create(engine);
    admin = await world.addUser('admin@example.com');
    project = (await world.services.projects.create(admin.id, { name: 'ours' })).id;
    other = (await world.services.projects.create(admin.id, { name: 'theirs' })).id;
    return () => world[Symbol.asyncDispose]();
  });

  function call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    { of = project } = {},
  ) {
    return world.call(method, `/accounts/projects/${of}${path}`, admin.token, body);
  }

  const access = async (of = project) =>
    world.services.access.enter(await world.services.access.authenticate(`Bearer ${admin.token}`), of);

  async function download(path: string): Promise<Buffer> {
    const { stream } = await world.services.files.download(await access(), path);
    return Buffer.concat(await stream.toArray());
  }

  it('keep files in pieces, and the old one until all of the new one has come', async () => {
    const large = Buffer.alloc(2_500_000, 'mesh');
    const { files } = world.services;
    await files.upload(
      await access(),
      '/big/one.bin',
      Readable.from([large.subarray(0, 1_700_000), large.subarray(1_700_000)]),
    );
    expect((await download('big/one.bin')).equals(large)).toBe(true);
    const cut = Readable.from(
      (async function* () {
        yield Buffer.alloc(1_200_000);
        throw new Error('cut');
      })(),
    );
    await expect(files.upload(await access(), 'big/one.bin', cut)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect((await download('big/one.bin')).equals(large)).toBe(true);
    await files.upload(await access(), 'big/one.bin', Readable.from([Buffer.from('small')]));
    await files.upload(await access(), 'empty', Readable.from([]));
    expect((await download('big/one.bin')).toString()).toBe('small');
    expect(await download('empty')).toHaveLength(0);
    // Nothing of what was cut or replaced is left.
    const { rows } = await countContents();
    expect(rows).toBe(2);
    await expect(download('big')).rejects.toMatchObject({ code: 'not_found' });
    const listed = await world.call('GET', `/projects/${project}/storage/files?prefix=%2Fbig`, admin.token);
    expect(listed.body.files).toEqual([
      { path: 'big/one.bin', size: 5, updated_at: new Date(world.now).toISOString() },
    ]);
    const elsewhere = await world.call('GET', `/projects/${other}/storage/download?path=empty`, admin.token);
    expect(elsewhere.status).toBe(404);
    for (const path of ['', 'a%2F..%2Fb', '%00']) {
      const wrong = await world.call(
        'GET',
        `/projects/${project}/storage/download?path=${path}`,
        admin.token,
      );
      expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
    const removed = await world.call('DELETE', `/projects/${project}/storage/files?path=empty`, admin.token);
    expect(removed.status).toBe(200);
    await expect(download('empty')).rejects.toMatchObject({ code: 'not_found' });
  });

  async function countContents(): Promise<{ rows: number }> {
    const rows = await world.storage.read.selectFrom('mesh_file_contents').select('id').execute();
    return { rows: rows.length };
  }

  it('are read while they are replaced', async () => {
    const { files } = world.services;
    const put = async (text: string) =>
      files.upload(await access(), 'busy', Readable.from([Buffer.from(text)]));
    await put('0');
    let isOver = false;
    const writing = (async () => {
      for (let index = 1; index <= 100; index += 1) await put(String(index));
      isOver = true;
    })();
    const read: number[] = [];
    while (!isOver) read.push(Number((await download('busy')).toString()));
    await writing;
    expect(read).toEqual(read.toSorted((one, other) => one - other));
    expect((await download('busy')).toString()).toBe('100');
    await files.delete(await access(), 'busy');
  });

  it('are checked for their pieces', async () => {
    const { files } = world.services;
    const problems = async (): Promise<string[]> => {
      const found: string[] = [];
      await checkFiles(world.storage.read, (problem) => found.push(problem));
      return found;
    };
    await files.upload(
      await access(),
      'whole',
      Readable.from([Buffer.alloc(1_700_000), Buffer.alloc(800_000)]),
    );
    expect(await problems()).toEqual([]);
    await world.storage.transaction((tx) =>
      tx.deleteFrom('mesh_file_chunks').where('chunk_index', '=', 1).execute(),
    );
    expect(await problems()).toEqual([
      expect.stringMatching(
        /^The file "whole" of the project .* has 2500000 bytes; its pieces have 1700000,/,
      ),
    ]);
    await files.delete(await access(), 'whole');
    expect(await problems()).toEqual([]);
  });

  it('forget uploads that a crash cut, after a day', async () => {
    const before = (await countContents()).rows;
    await world.storage.transaction((tx) =>
      tx
        .insertInto('mesh_file_contents')
        .values({ id: 'left', project_id: project, created_at: world.now })
        .execute(),
    );
    expect(await world.services.files.removeAbandoned()).toBe(0);
    world.pass(24 * 60 * MINUTE_MS + 1);
    expect(await world.services.files.removeAbandoned()).toBe(1);
    expect((await countContents()).rows).toBe(before);
  });

  it('take no more into a task, and no more out of a queue, than fits into memory', async () => {
    await call('POST', '/rooms', { name: 'full' });
    const task = { room_name: 'full', queue_name: 'large', schedule: '* * * * *' };
    for (const payload of [{ text: 'x'.repeat(70_000) }, { list: Array(2_500).fill({}) }]) {
      const refused = await call('POST', '/scheduled-tasks', { ...task, payload });
      expect(refused).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    }
    const { id: roomId } = (await call('GET', '/rooms/full')).body;
    await world.storage.transaction(async (tx) => {
      for (let index = 0; index < 5; index += 1) {
        const payload = { index, text: 'x'.repeat(1_500_000) };
        const message = { id: `large-${index}`, payload, taskId: null, createdAt: world.now };
        await insertQueueMessage(tx, { roomId, queue: 'large', ...message });
      }
    });
    const path = '/rooms/full/queues/large';
    const indexes = (answer: Answer) =>
      answer.body.messages.map(({ payload }: { payload: { index: number } }) => payload.index);
    expect(indexes(await call('GET', `${path}/messages`))).toEqual([0, 1]);
    expect(indexes(await call('POST', `${path}/receive`, { limit: 9 }))).toEqual([0, 1]);
    expect(indexes(await call('POST', `${path}/receive`, { limit: 1 }))).toEqual([2]);
    expect(indexes(await call('POST', `${path}/receive`, { limit: 9 }))).toEqual([3, 4]);
    expect(indexes(await call('POST', `${path}/receive`, { limit: 9 }))).toEqual([]);
    await call('DELETE', '/rooms/full');
  });

  it('keep a file that was stored although its server was told otherwise', async () => {
    const { files } = world.services;
    await files.upload(await access(), 'kept', Readable.from([Buffer.from('old')]));
    // The connection to the database breaks after the commit, before its answer.
    const transaction = world.storage.transaction.bind(world.storage);
    const commits = vi.spyOn(world.storage, 'transaction');
    commits.mockImplementation(async (work) => {
      const result = await transaction(work);
      if (typeof result === 'string') throw new Error('the connection broke');
      return result;
    });
    await expect(files.upload(await access(), 'kept', Readable.from([Buffer.from('new')]))).rejects.toThrow(
      'the connection broke',
    );
    commits.mockRestore();
    expect((await download('kept')).toString()).toBe('new');
  });

  it('run tasks when their time has come, each run once, and put what they say into the queue', async () => {
    await call('POST', '/rooms', { name: 'desk' });
    const task = {
      id: 'daily',
      room_name: 'desk',
      queue_name: 'reports',
      payload: { report: 'daily' },
      schedule: '*/5 * * * *',
    };
    expect((await call('POST', '/scheduled-tasks', task)).body).toEqual({ task_id: 'daily' });
    expect((await call('POST', '/scheduled-tasks', task)).status).toBe(409);
    expect((await call('POST', '/scheduled-tasks', task, { of: other })).status).toBe(404);
    for (const schedule of ['soon', '* * * *', '61 * * * *', '* * * * * *']) {
      const refused = await call('POST', '/scheduled-tasks', { ...task, id: 'x', schedule });
      expect(refused.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'schedule' }] });
    }
    const { tasks } = world.services;
    const due = await tasks.nextDueAt();
    expect(due).not.toBeNull();
    expect((due ?? 0) % (5 * MINUTE_MS)).toBe(0);
    expect(await tasks.runDue()).toBe(0);
    world.pass((due ?? 0) - world.now);
    // As several processes would at the same moment.
    const ran = await Promise.all([tasks.runDue(), tasks.runDue(), tasks.runDue()]);
    expect(ran.reduce((sum, count) => sum + count, 0)).toBe(1);
    // Missed while nobody looked: made up for once.
    world.pass(17 * MINUTE_MS);
    expect(await tasks.runDue()).toBe(1);
    expect(await tasks.runDue()).toBe(0);
    const waiting = (await call('GET', '/rooms/desk/queues/reports/messages')).body.messages;
    expect(waiting).toHaveLength(2);
    expect(waiting[0]).toMatchObject({ payload: { report: 'daily' }, task_id: 'daily' });
    const [listed] = (await call('GET', '/scheduled-tasks?room_name=desk&active=true')).body.tasks;
    expect(listed).toMatchObject({ id: 'daily', last_run_id: 2, last_status: 'succeeded', once: false });
    const [session] = (await call('GET', '/sessions/active')).body.sessions;
    const { events } = (await call('GET', `/sessions/${session.id}/events`)).body;
    expect(events.filter(({ type }: { type: string }) => type === 'task.run')).toHaveLength(2);

    expect((await call('PUT', '/scheduled-tasks/daily', { active: false })).status).toBe(200);
    expect((await call('GET', '/scheduled-tasks?active=true')).body.tasks).toEqual([]);
    world.pass(60 * MINUTE_MS);
    expect(await tasks.runDue()).toBe(0);
    expect(await call('DELETE', '/scheduled-tasks/daily')).toEqual({ status: 204, body: undefined });
    expect((await call('DELETE', '/scheduled-tasks/daily')).status).toBe(404);

    const taken = await Promise.all(
      Array.from({ length: 3 }, () => call('POST', '/rooms/desk/queues/reports/receive', { limit: 2 })),
    );
    const ids = taken.flatMap(({ body }) => body.messages.map(({ id }: { id: string }) => id));
    expect(ids.sort()).toEqual(waiting.map(({ id }: { id: string }) => id).sort());
  });

  it('run a task that is for once just once', async () => {
    const once = { room_name: 'desk', queue_name: 'q', payload: {}, schedule: '0 0 1 1 *', once: true };
    const { task_id } = (await call('POST', '/scheduled-tasks', once)).body;
    world.pass(((await world.services.tasks.nextDueAt()) ?? 0) - world.now);
    expect(await world.services.tasks.runDue()).toBe(1);
    expect(await world.services.tasks.nextDueAt()).toBeNull();
    const [task] = (await call('GET', `/scheduled-tasks?task_id=${task_id}`)).body.tasks;
    expect(task).toMatchObject({ active: false, once: true, last_run_id: 1 });
  });

  it('say so when a queue takes no more', async () => {
    const room = (await call('GET', '/rooms/desk')).body;
    await world.storage.transaction(async (tx) => {
      for (let at = 0; at < MAX_QUEUE_MESSAGES; at += 500) {
        const rows = Array.from({ length: 500 }, (_, index) => ({
          id: `m-${at + index}`,
          room_id: room.id,
          queue: 'full',
          payload: '{}',
          task_id: null,
          created_at: 1,
        }));
        await tx.insertInto('mesh_queue_messages').values(rows).execute();
      }
    });
    await call('POST', '/scheduled-tasks', {
      id: 'late',
      room_name: 'desk',
      queue_name: 'full',
      payload: {},
      schedule: '* * * * *',
    });
    world.pass(MINUTE_MS);
    await world.services.tasks.runDue();
    const [task] = (await call('GET', '/scheduled-tasks?task_id=late')).body.tasks;
    expect(task).toMatchObject({
      last_status: 'failed',
      last_return_message: expect.stringContaining('10000'),
    });
    await call('DELETE', '/rooms/desk');
    expect((await call('GET', '/scheduled-tasks')).body.tasks).toEqual([]);
  });
});
