import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FramedObject } from '../framed-object.js';
import { addRepo, createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import {
  deleteObjects,
  getObject,
  getObjectInfos,
  getObjects,
  getStoredOids,
  insertObjects,
  listObjectOids,
} from './objects.js';

/** Storage does not look into frames, so any bytes will do. */
function object(name: string, frames = [name]): FramedObject {
  return {
    oid: createHash('sha1').update(name).digest('hex'),
    typeCode: 3,
    size: name.length,
    frames: frames.map((frame) => Uint8Array.from(Buffer.from(frame))),
  };
}

describeOnEngines('object rows', (engine) => {
  let temp: TempStorage;
  let repoSeq: number;
  let otherSeq: number;
  beforeAll(async () => {
    temp = await createTempStorage(engine);
    repoSeq = (await addRepo(temp.storage, 'repo_1')).seq;
    otherSeq = (await addRepo(temp.storage, 'repo_2')).seq;
  });
  afterAll(() => temp.remove());

  const store = (objects: readonly FramedObject[], seq = repoSeq) =>
    temp.storage.transaction((tx) => insertObjects(tx, seq, objects));

  it.each([0, 1, 2, 3, 255, 256, 257, 300, 4_700])('store and read %i at once', async (count) => {
    const objects = Array.from({ length: count }, (_, index) => object(`${count}/${index}`));
    await store(objects);
    const oids = objects.map((item) => item.oid);
    const found = await getObjects(temp.storage.read, repoSeq, [...oids, 'f'.repeat(40)]);
    expect(found).toEqual(new Map(objects.map((item) => [item.oid, item])));
    expect(await getStoredOids(temp.storage.read, repoSeq, [...oids, 'f'.repeat(40)])).toEqual(new Set(oids));
    expect((await getObjectInfos(temp.storage.read, repoSeq, oids)).size).toBe(count);
  });

  it('store an object once, and leave the one that is there alone', async () => {
    const mine = object('twice');
    await store([mine, mine, object('twice again')]);
    await store([{ ...mine, frames: [Uint8Array.of(0)] }]);
    expect(await getObject(temp.storage.read, repoSeq, mine.oid)).toEqual(mine);
  });

  it('keep the frames of a large object in order', async () => {
    const large = object(
      'large',
      Array.from({ length: 12 }, (_, index) => `frame ${index}`),
    );
    await store([large, object('small neighbour')]);
    await store([large]);
    expect(await getObject(temp.storage.read, repoSeq, large.oid)).toEqual(large);
    expect((await getObjectInfos(temp.storage.read, repoSeq, [large.oid])).get(large.oid)).toEqual({
      typeCode: 3,
      size: 5,
    });
  });

  it('belong to one repository', async () => {
    const mine = object('mine');
    await store([mine]);
    expect(await getObject(temp.storage.read, otherSeq, mine.oid)).toBeUndefined();
    expect(await getStoredOids(temp.storage.read, otherSeq, [mine.oid])).toEqual(new Set());
  });

  it('are walked in order of oid and deleted in batches', async () => {
    const objects = Array.from({ length: 25 }, (_, index) => object(`walk ${index}`, ['a', 'b']));
    await store(objects, otherSeq);
    const walked: string[] = [];
    for (;;) {
      const oids = await listObjectOids(temp.storage.read, otherSeq, {
        after: walked.at(-1) ?? null,
        limit: 10,
      });
      if (oids.length === 0) break;
      walked.push(...oids);
    }
    expect(walked).toEqual(objects.map((item) => item.oid).sort());
    const remove = () => temp.storage.transaction((tx) => deleteObjects(tx, otherSeq, 20));
    expect([await remove(), await remove(), await remove()]).toEqual([20, 5, 0]);
    const chunks = temp.storage.read.selectFrom('object_chunks').selectAll().where('repo_seq', '=', otherSeq);
    expect(await chunks.execute()).toEqual([]);
  });
});
