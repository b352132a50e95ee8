import type { GeneratedAlways } from 'kysely';

/** Webhooks and the ledger of the MeshAgent server, in the words of `database-schema.ts`. Money is in millionths of a dollar. */
export interface MeshBillingTables {
  mesh_webhooks: MeshWebhooksTable;
  mesh_webhook_deliveries: MeshWebhookDeliveriesTable;
  mesh_transactions: MeshTransactionsTable;
  mesh_usage: MeshUsageTable;
  mesh_recharges: MeshRechargesTable;
}

export interface MeshWebhooksTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  name: string;
  description: string;
  url: string;
  events: string;
  action: string | null;
  payload: string | null;
  /** Encrypted. */
  secret: string;
  created_at: number;
}

export interface MeshWebhookDeliveriesTable {
  seq: GeneratedAlways<number>;
  id: string;
  webhook_id: string;
  event: string;
  /** The JSON that is sent and signed. */
  body: string;
  status: string;
  attempts: number;
  /** Null when it is not tried again. */
  next_attempt_at: number | null;
  response_status: number | null;
  error: string | null;
  created_at: number;
}

export interface MeshTransactionsTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  amount_micros: number;
  reference: string | null;
  description: string;
  created_at: number;
}

/** What a project has used, and what it cost at the time. */
export interface MeshUsageTable {
  seq: GeneratedAlways<number>;
  project_id: string;
  type: string;
  room_name: string | null;
  /** Millionths of the unit of the type. */
  quantity_micros: number;
  cost_micros: number;
  created_at: number;
}

/** When a project wants its balance recharged. Nothing acts on it. */
export interface MeshRechargesTable {
  project_id: string;
  enabled: number;
  amount_micros: number;
  threshold_micros: number;
  monthly_budget_micros: number | null;
}
