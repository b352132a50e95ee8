import { expect, it } from 'vitest';
import { RepeatingJob } from './repeating-job.js';

it('goes on at once while there is something to do, then waits, and outlives failures', async () => {
  const answers: (number | Error)[] = [2, 1, 0, new Error('no database'), 0];
  const timers: { readonly callback: () => void; readonly delayMs: number; isCancelled: boolean }[] = [];
  const errors: string[] = [];
  let rounds = 0;
  let idle = (): void => {};
  const job = new RepeatingJob(
    {
      what: 'counting',
      everyMs: 500,
      async run() {
        rounds += 1;
        const answer = answers.shift() ?? 0;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    { debug: () => {}, warn: () => {}, error: (_facts, message) => void errors.push(message) },
    (callback, delayMs) => {
      const timer = { callback, delayMs, isCancelled: false };
      timers.push(timer);
      idle();
      return () => {
        timer.isCancelled = true;
      };
    },
  );
  const untilIdle = async (act: () => void): Promise<void> => {
    const isIdle = new Promise<void>((resolve) => {
      idle = resolve;
    });
    act();
    await isIdle;
  };

  await untilIdle(job.wake);
  expect([rounds, timers.length, timers[0]?.delayMs]).toEqual([3, 1, 500]);
  await untilIdle(() => timers[0]?.callback());
  expect([rounds, timers.length, errors]).toEqual([4, 2, ['counting failed; it is tried again']]);
  // Asked for before its time, and once more while it runs.
  await untilIdle(() => {
    job.wake();
    job.wake();
  });
  expect([rounds, timers[1]?.isCancelled]).toEqual([6, true]);
  await job.stop();
  expect(timers.at(-1)?.isCancelled).toBe(true);
  job.wake();
  expect(rounds).toBe(6);
});
