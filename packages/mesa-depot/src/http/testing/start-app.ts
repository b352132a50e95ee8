import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { GitServer } from '../../git/git-server.js';
import { type AppOptions, createApp } from '../app.js';
import type { DrainOptions } from '../drain.js';
import { createMetrics } from '../metrics.js';
import { createFakeServices, type FakeAnswers, type RecordedCall } from './fake-services.js';

/** A server over fake services. */
export interface TestApp {
  readonly origin: string;
  readonly port: number;
  readonly calls: RecordedCall[];
  /** Every line that was logged, parsed. */
  readonly logs: Record<string, unknown>[];
  /** Closes the server, as the end of the test would. */
  close(options?: Partial<DrainOptions>): Promise<void>;
  /** Makes `/healthz` fail. */
  break(): void;
}

/** What git clients get is tested against a whole depot: nothing here asks for it. */
const noGit = new Proxy({} as GitServer, {
  get: () => () => Promise.reject(new Error('the test app serves no git clients')),
});

/** Starts a server over fake services on a free port. By default it is closed when the test ends. */
export async function startApp(
  answers: FakeAnswers = {},
  whenDone: (close: () => Promise<void>) => void = onTestFinished,
  options: Pick<AppOptions, 'limits' | 'requestsPerSecond' | 'trustProxy'> = {},
): Promise<TestApp> {
  const { services, calls } = createFakeServices(answers);
  const logs: Record<string, unknown>[] = [];
  let isBroken = false;
  const app = await createApp({
    ...options,
    services,
    git: noGit,
    logger: pino({ level: 'debug' }, { write: (line) => void logs.push(JSON.parse(line)) }),
    checkHealth: async () => {
      if (isBroken) throw new Error('no database');
    },
    metrics: createMetrics({
      countDeliveries: async () => ({ pending: 3, parked: 1 }),
      countSyncs: async () => ({ queued: 2, in_progress: 1 }),
    }),
  });
  const port = await app.listen({ host: '127.0.0.1', port: 0 });
  whenDone(() => app.close());
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    calls,
    logs,
    close: (drainOptions) => app.close(drainOptions),
    break: () => {
      isBroken = true;
    },
  };
}
