import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TimedToken } from '../mount-token.js';
import { RemoteToken } from './remote-token.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const LIFE_MS = 10_000;
const newToken = (number: number): TimedToken => ({
  token: `token-${number}`,
  renewAtMs: Date.now() + LIFE_MS / 2,
  expiresAtMs: Date.now() + LIFE_MS,
});

test('a token is asked for once, and renewed by itself at half of its life', async () => {
  let asked = 0;
  const token = new RemoteToken(async () => newToken(++asked));
  expect(await Promise.all([token.get(), token.get()])).toEqual(['token-1', 'token-1']);
  await vi.advanceTimersByTimeAsync(LIFE_MS / 2 - 1);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toBe(2);
  expect(await token.get()).toBe('token-2');
  token.close();
  await vi.advanceTimersByTimeAsync(10 * LIFE_MS);
  expect(asked).toBe(2);
});

test('while the other thread does not answer the token is used until it ends', async () => {
  let asked = 0;
  let answer: (token: TimedToken) => void = () => {};
  const token = new RemoteToken(() => {
    if (++asked === 1) return Promise.resolve(newToken(1));
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  await token.get();
  await vi.advanceTimersByTimeAsync(LIFE_MS - 1);
  expect(await token.get()).toBe('token-1');
  await vi.advanceTimersByTimeAsync(1);
  const waiting = token.get();
  answer(newToken(2));
  expect(await waiting).toBe('token-2');
  expect(asked).toBe(2);
  token.close();
});

test('a failure is told to whoever needs a token, and it is asked again', async () => {
  let isDown = true;
  const token = new RemoteToken(async () => {
    if (isDown) throw new Error('no key');
    return newToken(1);
  });
  await expect(token.get()).rejects.toThrow('no key');
  isDown = false;
  expect(await token.get()).toBe('token-1');
  token.close();
});
