import { InvalidOptionsError } from 'mesa-rest';
import {
  type Balance,
  createTransaction,
  getBalance,
  getCheckoutUrl,
  getCreditsCheckoutUrl,
  getPricing,
  getRecentTransactions,
  getSubscription,
  getUsage,
  type Pricing,
  type Subscription,
  setAutoRecharge,
  type Transaction,
  type TransactionCreate,
  type UsageIntervalParam,
  type UsageReportParam,
  type UsageRow,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkList, checkMembers } from '../../core/known-members.js';
import type { Connection } from '../connection.js';

/** Input of `billing.setAutoRecharge`. */
export interface AutoRechargeInput {
  readonly projectId: string;
  readonly enabled: boolean;
  /** What is bought when the balance falls below `threshold`. */
  readonly amount: number;
  readonly threshold: number;
  /** Most that is bought in a month; null for no limit. */
  readonly monthlyBudget?: number | null | undefined;
}

/** Input of `billing.getCheckoutUrl`. */
export interface CheckoutInput {
  /** Where the payment page leads to afterwards. */
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** Input of `billing.getCreditsCheckoutUrl`. */
export interface CreditsCheckoutInput extends CheckoutInput {
  /** Credits to buy. */
  readonly quantity: number;
}

/** Input of `billing.createTransaction`. */
export interface TransactionInput {
  /** What is added to the balance; below 0 it is taken off. */
  readonly amount: number;
  readonly description: string;
  readonly reference?: string | null | undefined;
}

/** Input of `billing.getUsage`: only usage that fits all of it. */
export interface UsageFilter {
  /** A time, or ISO 8601. Default: 30 days ago. */
  readonly start?: Date | string | undefined;
  /** Default: now. */
  readonly end?: Date | string | undefined;
  /** Adds up what is in the same interval. Default: all of it is one. */
  readonly interval?: UsageIntervalParam | undefined;
  /** `total`, or `rooms` for a row of each room. Default `total`. */
  readonly report?: UsageReportParam | undefined;
  /** Ids of users. */
  readonly users?: readonly string[] | undefined;
  readonly room?: string | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly usageType?: string | undefined;
  readonly client?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

const USAGE_MEMBERS = [
  'start',
  'end',
  'interval',
  'report',
  'users',
  'room',
  'provider',
  'model',
  'usageType',
  'client',
  'annotations',
] as const satisfies readonly (keyof UsageFilter)[];

/** Prices, balance and usage. */
export class Billing {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Returns what usage costs. It needs no credential. */
  getPricing(options: CallOptions = {}): Promise<Pricing> {
    return this.#connection.send(options, (base) => getPricing(base));
  }

  /** Returns the balance of a project, and how it is recharged. */
  getBalance(projectId: string, options: CallOptions = {}): Promise<Balance> {
    return this.#connection.send(options, (base) => getBalance({ ...base, path: { project_id: projectId } }));
  }

  /** Lists what changed the balance apart from usage, newest first. */
  getRecentTransactions(projectId: string, options: CallOptions = {}): Promise<Transaction[]> {
    return this.#connection.items(
      options,
      (base) => getRecentTransactions({ ...base, path: { project_id: projectId } }),
      ({ transactions }) => transactions,
    );
  }

  /** Changes the balance. Only operators of the server may. An extension, that servers other than a depot may not know. */
  createTransaction(
    projectId: string,
    input: TransactionInput,
    options: CallOptions = {},
  ): Promise<Transaction> {
    return this.#connection.send(options, (base) => {
      checkMembers('billing.createTransaction', input, ['amount', 'description', 'reference']);
      const path = { project_id: projectId };
      return createTransaction({ ...base, path, body: toBody<TransactionCreate>(input) });
    });
  }

  /** Sets how the balance is recharged. A depot keeps the settings and recharges nothing. */
  setAutoRecharge(input: AutoRechargeInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      const known = ['projectId', 'enabled', 'amount', 'threshold', 'monthlyBudget'];
      checkMembers('billing.setAutoRecharge', input, known);
      const { projectId, enabled, amount, threshold, monthlyBudget } = input;
      const budget = monthlyBudget === undefined ? {} : { monthly_budget: monthlyBudget };
      const body = { enabled, amount, threshold, ...budget };
      return setAutoRecharge({ ...base, path: { project_id: projectId }, body });
    });
  }

  /** Returns the URL of a page on which a subscription is bought. */
  async getCheckoutUrl(projectId: string, input: CheckoutInput, options: CallOptions = {}): Promise<string> {
    const { checkout_url } = await this.#connection.send(options, (base) => {
      checkMembers('billing.getCheckoutUrl', input, ['successUrl', 'cancelUrl']);
      const body = { success_url: input.successUrl, cancel_url: input.cancelUrl };
      return getCheckoutUrl({ ...base, path: { project_id: projectId }, body });
    });
    return checkout_url;
  }

  /** Returns the URL of a page on which credits are bought. */
  async getCreditsCheckoutUrl(
    projectId: string,
    input: CreditsCheckoutInput,
    options: CallOptions = {},
  ): Promise<string> {
    const { checkout_url } = await this.#connection.send(options, (base) => {
      checkMembers('billing.getCreditsCheckoutUrl', input, ['successUrl', 'cancelUrl', 'quantity']);
      const { successUrl: success_url, cancelUrl: cancel_url, quantity } = input;
      const body = { success_url, cancel_url, quantity };
      return getCreditsCheckoutUrl({ ...base, path: { project_id: projectId }, body });
    });
    return checkout_url;
  }

  /** Returns the subscription of a project. */
  getSubscription(projectId: string, options: CallOptions = {}): Promise<Subscription> {
    return this.#connection.send(options, (base) =>
      getSubscription({ ...base, path: { project_id: projectId } }),
    );
  }

  /** Returns what a project has used. */
  getUsage(projectId: string, filter: UsageFilter = {}, options: CallOptions = {}): Promise<UsageRow[]> {
    return this.#connection.items(
      options,
      (base) => {
        checkMembers('billing.getUsage', filter, USAGE_MEMBERS);
        checkList('`users` of billing.getUsage', filter.users);
        const { start, end, users, usageType: usage_type, annotations, ...rest } = filter;
        const query = {
          ...rest,
          start: toTime('start', start),
          end: toTime('end', end),
          users: users?.join(','),
          usage_type,
          annotations: annotations && JSON.stringify(annotations),
        };
        return getUsage({ ...base, path: { project_id: projectId }, query });
      },
      ({ usage }) => usage,
    );
  }
}

function toTime(name: string, time: Date | string | undefined): string | undefined {
  if (!(time instanceof Date)) return time;
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw new InvalidOptionsError(`\`${name}\` of billing.getUsage is a Date that is no time.`);
}
