import type { Transaction } from '../../storage/index.js';
import { insertUsage } from '../store/ledger.js';

/** What this server counts, and the unit of each. */
export const USAGE_UNITS = {
  /** Tokens to connect to a room. */
  connection: 'connection',
  /** Time in which a room had a session. */
  room_minute: 'minute',
  task_run: 'run',
  upload: 'MiB',
  webhook_attempt: 'attempt',
} as const;

/** What this server counts. */
export type UsageType = keyof typeof USAGE_UNITS;

/** Dollars for a unit; what is left out costs nothing. */
export type UsagePrices = { readonly [Type in UsageType]?: number };

const MICROS = 1_000_000;

/** Returns an amount in millionths, as the database has it: whole numbers, of which sums are exact. */
export function toMicros(amount: number): number {
  return Math.round(amount * MICROS);
}

export function fromMicros(micros: number): number {
  return micros / MICROS;
}

/** Notes what a project used, at the price of now, in the transaction of what it was used for. */
export async function recordUsage(
  tx: Transaction,
  { now, prices }: { now(): number; readonly prices: UsagePrices },
  usage: {
    readonly projectId: string;
    readonly type: UsageType;
    readonly quantity: number;
    readonly roomName?: string;
  },
): Promise<void> {
  await insertUsage(tx, {
    projectId: usage.projectId,
    type: usage.type,
    roomName: usage.roomName ?? null,
    quantityMicros: toMicros(usage.quantity),
    costMicros: toMicros(usage.quantity * (prices[usage.type] ?? 0)),
    createdAt: now(),
  });
}
