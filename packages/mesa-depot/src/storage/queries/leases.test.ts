import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import { releaseLease, takeLease } from './leases.js';

describeOnEngines('leases', (engine) => {
  let temp: TempStorage;
  beforeEach(async () => {
    temp = await createTempStorage(engine);
  });
  afterEach(() => temp.remove());

  const take = (holder: string, ttlMs = 60_000, name = 'job') =>
    temp.storage.transaction((tx) => takeLease(tx, { name, holder, ttlMs }));

  it('belong to one holder, who can prolong them', async () => {
    expect([await take('a'), await take('b'), await take('a')]).toEqual([1, undefined, 1]);
    expect(await take('b', 60_000, 'another')).toBe(1);
  });

  it('go to one of many who ask at once', async () => {
    const fences = await Promise.all(Array.from({ length: 10 }, (_, index) => take(`holder ${index}`)));
    expect(fences.filter((fence) => fence !== undefined)).toEqual([1]);
  });

  it('pass on when their time is over or they are given back, with a higher fence', async () => {
    expect(await take('a', 1)).toBe(1);
    await pause(5);
    expect([await take('b'), await take('a')]).toEqual([2, undefined]);
    await temp.storage.transaction((tx) => releaseLease(tx, { name: 'job', holder: 'a' }));
    expect(await take('a')).toBeUndefined();
    await temp.storage.transaction((tx) => releaseLease(tx, { name: 'job', holder: 'b' }));
    expect(await take('a')).toBe(3);
  });
});
