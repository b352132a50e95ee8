import { expect, it, onTestFinished } from 'vitest';
import { SMALL_BODY_BYTES } from './limits.js';
import { send } from './testing/send.js';
import { startApp } from './testing/start-app.js';

/** A body that counts. */
const LARGE = { operations: [{ op: 'put', path: 'a', content: 'x'.repeat(SMALL_BODY_BYTES) }] };
/** What it counts for, which is whole units of 64 KiB. */
const LARGE_BYTES = Math.ceil(JSON.stringify(LARGE).length / 65_536) * 65_536;

async function start(waitMs: number) {
  let running = 0;
  let most = 0;
  const release: (() => void)[] = [];
  const app = await startApp(
    {
      'batches.write': async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => release.push(resolve));
        running -= 1;
        return {};
      },
    },
    onTestFinished,
    { limits: { bodyMemoryBytes: 2 * LARGE_BYTES, bodyMemoryWaitMs: waitMs } },
  );
  const path = `/v1/acme/r/changes/${'k'.repeat(32)}/batch`;
  const large = () => send(app, 'POST', path, { json: LARGE });
  const small = () => send(app, 'POST', path, { json: { operations: [{ op: 'delete', path: 'a' }] } });
  return { release, large, small, most: () => most, running: () => running };
}

it('large bodies wait for each other, small ones do not', async () => {
  const app = await start(10_000);
  const answers = [app.large(), app.large(), app.large(), app.large()];
  await expect.poll(app.running).toBe(2);
  const small = app.small();
  await expect.poll(app.running).toBe(3);
  const finish = setInterval(() => {
    for (const end of app.release.splice(0)) end();
  }, 10);
  onTestFinished(() => clearInterval(finish));
  const statuses = (await Promise.all([...answers, small])).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(app.most()).toBe(3);
});

it('who waited too long is asked to come again, and the room of the others is given back', async () => {
  const app = await start(50);
  const answers = [app.large(), app.large()];
  await expect.poll(app.running).toBe(2);
  const refused = await app.large();
  expect([refused.status, refused.json.error.code]).toEqual([503, 'UNAVAILABLE']);
  expect(refused.headers.get('retry-after')).toBe('5');
  const finish = setInterval(() => {
    for (const end of app.release.splice(0)) end();
  }, 10);
  onTestFinished(() => clearInterval(finish));
  await Promise.all(answers);
  expect((await app.large()).status).toBe(200);
});
