export { type DeliveryMetrics, DeliveryWorker, type DeliveryWorkerOptions } from './delivery-worker.js';
export { ExpiryWorker, type ExpiryWorkerOptions } from './expiry-worker.js';
export type { JobLog } from './job-log.js';
export type { SetTimer } from './set-timer.js';
export { type CreateSyncWorkerOptions, createSyncWorker } from './sync/create-sync-worker.js';
export type { SyncWorker } from './sync/sync-worker.js';
