import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import { deleteExpiredIdempotency, getIdempotency, insertIdempotency } from './idempotency.js';

describeOnEngines('stored answers', (engine) => {
  let temp: TempStorage;
  beforeEach(async () => {
    temp = await createTempStorage(engine);
  });
  afterEach(() => temp.remove());

  const record = (answer: number, expiresAt: number) => ({
    credentialId: 'key_1',
    key: 'retry-1',
    requestHash: Buffer.alloc(32, answer),
    response: Buffer.of(answer),
    status: 201,
    expiresAt,
  });
  const insert = (answer: number, expiresAt: number, now: number) =>
    temp.storage.transaction((tx) => insertIdempotency(tx, record(answer, expiresAt), now));
  const answerAt = async (now: number, key = 'retry-1') =>
    (await getIdempotency(temp.storage.read, 'key_1', key, now))?.response[0];

  it('are kept until they expire, then replaced', async () => {
    expect(await insert(1, 100, 0)).toBe(true);
    expect(await insert(2, 200, 99)).toBe(false);
    expect([await answerAt(99), await answerAt(100), await answerAt(0, 'other')]).toEqual([
      1,
      undefined,
      undefined,
    ]);
    expect(await insert(3, 300, 100)).toBe(true);
    expect(await answerAt(100)).toBe(3);
    expect(await getIdempotency(temp.storage.read, 'key_1', 'retry-1', 100)).toMatchObject({
      status: 201,
      expiresAt: 300,
    });
  });

  it('are removed once they expired', async () => {
    await insert(1, 100, 0);
    const expire = (now: number) => temp.storage.transaction((tx) => deleteExpiredIdempotency(tx, now));
    expect([await expire(99), await expire(100), await expire(100)]).toEqual([0, 1, 0]);
  });
});
