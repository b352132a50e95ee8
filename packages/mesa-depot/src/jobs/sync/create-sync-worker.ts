import { SyncRuns, type SyncRunsDeps } from '../../service/sync-runs.js';
import { type RunSyncDeps, runSync } from './run-sync.js';
import { SyncWorker, type SyncWorkerOptions } from './sync-worker.js';

/** What a worker over a real storage and real git servers needs. */
export interface CreateSyncWorkerOptions
  extends RunSyncDeps,
    SyncRunsDeps,
    Omit<SyncWorkerOptions, 'runs' | 'runSync'> {}

/** Returns a worker that carries out the syncs of a storage. It does nothing until it is started. */
export function createSyncWorker(options: CreateSyncWorkerOptions): SyncWorker {
  return new SyncWorker({
    ...options,
    runs: new SyncRuns(options),
    runSync: (run, signal) => runSync(options, run, signal),
  });
}
