import type {
  AutoRecharge,
  Balance,
  Checkout,
  CheckoutUrl,
  Pricing,
  Subscription,
  Transaction,
  TransactionCreate,
  TransactionList,
  UsageList,
} from 'mesa-rest/meshagent';
import type { ProjectAccess } from '../caller.js';
import { MAX_RECENT } from '../limits.js';
import { invalid, notFound } from '../meshagent-error.js';
import { requireStorable } from '../require-storable.js';
import {
  getBalance,
  getRecharge,
  insertTransaction,
  listTransactions,
  setRecharge,
  sumUsage,
  type TransactionRecord,
} from '../store/ledger.js';
import { getProject } from '../store/projects.js';
import { toTimestamp } from '../timestamp.js';
import { newUuid, parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { fromMicros, toMicros, USAGE_UNITS, type UsageType } from './ledger.js';
import { cutIntoIntervals } from './usage-intervals.js';

const DEFAULT_USAGE_MS = 30 * 24 * 3_600_000; // 30 days

/** What to tell of the usage of a project, as the contract has it. */
export interface UsageQuery {
  readonly start?: string;
  readonly end?: string;
  readonly interval?: 'hour' | 'day' | 'week' | 'month';
  readonly report?: 'total' | 'rooms';
  readonly usage_type?: string;
  readonly room?: string;
  readonly users?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly client?: string;
  readonly annotations?: string;
}

/** Usage, balance and prices, from a ledger. This server takes no payments: its operators credit projects. */
export class BillingService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  getPricing(): Pricing {
    const items = Object.entries(USAGE_UNITS).map(([type, unit]) => ({
      type,
      unit,
      price: this.#deps.prices[type as UsageType] ?? 0,
    }));
    return { currency: 'USD', items };
  }

  async getBalance({ project }: ProjectAccess): Promise<Balance> {
    const { read } = this.#deps.storage;
    const recharge = await getRecharge(read, project.id);
    const isOn = recharge?.enabled === true;
    const budget = recharge?.monthlyBudgetMicros ?? null;
    return {
      balance: fromMicros(await getBalance(read, project.id)),
      auto_recharge_threshold: isOn ? fromMicros(recharge.thresholdMicros) : null,
      auto_recharge_amount: isOn ? fromMicros(recharge.amountMicros) : null,
      last_recharge: null,
      monthly_budget: budget === null ? null : fromMicros(budget),
      auto_recharged_this_month: null,
      auto_recharge_paused: false,
    };
  }

  /** Keeps when the balance is to be recharged. Nothing acts on it. */
  async setAutoRecharge({ project }: ProjectAccess, input: AutoRecharge): Promise<void> {
    const budget = input.monthly_budget ?? null;
    await this.#deps.storage.transaction((tx) =>
      setRecharge(tx, project.id, {
        enabled: input.enabled,
        amountMicros: toMicros(input.amount),
        thresholdMicros: toMicros(input.threshold),
        monthlyBudgetMicros: budget === null ? null : toMicros(budget),
      }),
    );
  }

  /** Returns transactions, newest first. */
  async listTransactions({ project }: ProjectAccess): Promise<TransactionList> {
    const entries = await listTransactions(this.#deps.storage.read, project.id, MAX_RECENT);
    return { transactions: entries.map(toWire) };
  }

  /** Credits or debits a project. @throws MeshagentError `not_found` for the project, `invalid_request` for an amount of 0 */
  async createTransaction(projectId: string, input: TransactionCreate): Promise<Transaction> {
    const amountMicros = toMicros(input.amount);
    if (amountMicros === 0) throw invalid('amount', 'must not be 0');
    const id = parseUuid(projectId);
    const entry: TransactionRecord = {
      id: newUuid(this.#deps),
      projectId: id ?? '',
      amountMicros,
      reference: input.reference ?? null,
      description: requireStorable('description', input.description),
      createdAt: this.#deps.now(),
    };
    await this.#deps.storage.transaction(async (tx) => {
      if (id === undefined || (await getProject(tx, id)) === undefined) throw notFound('project');
      await insertTransaction(tx, entry);
    });
    return toWire(entry);
  }

  /** Returns the address of a page of this server, which says that it takes no payments. @throws MeshagentError `invalid_request` */
  getCheckoutUrl({ success_url, cancel_url }: Checkout, origin: string): CheckoutUrl {
    requireWebAddress('success_url', success_url);
    requireWebAddress('cancel_url', cancel_url);
    return { checkout_url: `${origin}/checkout` };
  }

  getSubscription(): Subscription {
    return { status: 'none', plan: null, current_period_end: null };
  }

  /** Returns what was used, by intervals, types and, as a report of rooms, rooms. @throws MeshagentError `invalid_request` */
  async getUsage({ project }: ProjectAccess, query: UsageQuery): Promise<UsageList> {
    const { now, storage } = this.#deps;
    const end = query.end === undefined ? now() + 1 : Date.parse(query.end);
    const start = query.start === undefined ? end - DEFAULT_USAGE_MS : Date.parse(query.start);
    if (!(start < end)) throw invalid('start', 'must be before `end`');
    const intervals = cutIntoIntervals({ start, end }, query.interval);
    if (query.annotations !== undefined) requireTexts('annotations', query.annotations);
    // None of what this server counts is of a user, a provider, a model or a client.
    const { users, provider, model, client, annotations } = query;
    if ([users, provider, model, client, annotations].some((filter) => filter !== undefined)) {
      return { usage: [] };
    }
    const rows: UsageList['usage'] = [];
    for (const interval of intervals) {
      const sums = await sumUsage(storage.read, {
        projectId: project.id,
        ...interval,
        type: query.usage_type === undefined ? undefined : requireStorable('usage_type', query.usage_type),
        roomName: query.room === undefined ? undefined : requireStorable('room', query.room),
        byRoom: query.report === 'rooms',
      });
      for (const { type, roomName, quantityMicros, costMicros } of sums) {
        rows.push({
          type,
          total: fromMicros(costMicros),
          quantity: fromMicros(quantityMicros),
          provider: null,
          model: null,
          room: roomName,
          start: toTimestamp(interval.start),
          end: toTimestamp(interval.end),
        });
      }
    }
    return { usage: rows };
  }
}

function requireTexts(member: string, json: string): void {
  try {
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject && Object.values(value).every((text) => typeof text === 'string')) return;
  } catch {
    // Refused below.
  }
  throw invalid(member, 'must be a JSON object of texts');
}

function requireWebAddress(member: string, text: string): void {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw invalid(member, 'must be a URL with http or https');
  }
}

function toWire({ id, amountMicros, reference, description, createdAt }: TransactionRecord): Transaction {
  return {
    id,
    amount: fromMicros(amountMicros),
    reference,
    referenceType: reference === null ? null : 'operator',
    description,
    created_at: toTimestamp(createdAt),
  };
}
