import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How many webhook deliveries are in a state that needs attention. */
export interface DeliveryCounts {
  readonly pending: number;
  readonly parked: number;
}

/** How many upstream syncs wait or are under way. */
export interface SyncCounts {
  readonly queued: number;
  readonly in_progress: number;
}

/** What is asked at every reading. */
export interface MetricSources {
  countDeliveries(): Promise<DeliveryCounts>;
  countSyncs(): Promise<SyncCounts>;
}

/** What an HTTP response adds to the metrics. */
export interface ObservedResponse {
  /** Operation id of the contract, or `none`. */
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

/** What `/metrics` shows. */
export interface Metrics {
  readonly contentType: string;
  observe(response: ObservedResponse): void;
  render(): Promise<string>;
}

let processRegistry: Registry | undefined;

/** Figures of the process. One set for all depots in it, started with the first reading, as they cost a little. */
function processMetrics(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

/** Creates the metrics of one server. */
export function createMetrics({ countDeliveries, countSyncs }: MetricSources): Metrics {
  const register = new Registry();
  const requests = new Counter({
    name: 'mesa_http_requests_total',
    help: 'HTTP requests answered.',
    labelNames: ['operation', 'method', 'status'],
    registers: [register],
  });
  const durations = new Histogram({
    name: 'mesa_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its response.',
    labelNames: ['operation', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [register],
  });
  const deliveries = new Gauge({
    name: 'mesa_webhook_deliveries',
    help: 'Webhook deliveries that wait for an attempt (pending) or were given up (parked).',
    labelNames: ['status'],
    registers: [register],
  });
  const syncs = new Gauge({
    name: 'mesa_upstream_syncs',
    help: 'Upstream syncs that wait (queued) or are under way (in_progress).',
    labelNames: ['status'],
    registers: [register],
  });
  return {
    contentType: register.contentType,
    observe({ operation, method, status, seconds }) {
      requests.inc({ operation, method, status });
      durations.observe({ operation, status }, seconds);
    },
    async render() {
      const counts = await countDeliveries();
      deliveries.set({ status: 'pending' }, counts.pending);
      deliveries.set({ status: 'parked' }, counts.parked);
      const { queued, in_progress } = await countSyncs();
      syncs.set({ status: 'queued' }, queued);
      syncs.set({ status: 'in_progress' }, in_progress);
      return Registry.merge([register, processMetrics()]).metrics();
    },
  };
}
