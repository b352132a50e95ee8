import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';
import { columnTypes } from './column-types.js';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
/** A row that goes when its project goes. */
const ofProject = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('mesh_projects.id').onDelete('cascade');

/** Webhooks and the ledger of the MeshAgent server. What each table is for is said in `billing-tables.ts`. */
export const meshagentBilling: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { integer, text, identity, tableEnd } = columnTypes(db);

    await db.schema
      .createTable('mesh_webhooks')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('name', text, required)
      .addColumn('description', text, required)
      .addColumn('url', text, required)
      .addColumn('events', text, required)
      .addColumn('action', text)
      .addColumn('payload', text)
      .addColumn('secret', text, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_webhook_deliveries')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('webhook_id', text, (column) =>
        column.notNull().references('mesh_webhooks.id').onDelete('cascade'),
      )
      .addColumn('event', text, required)
      .addColumn('body', text, required)
      .addColumn('status', text, required)
      .addColumn('attempts', integer, required)
      .addColumn('next_attempt_at', integer)
      .addColumn('response_status', integer)
      .addColumn('error', text)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_transactions')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('amount_micros', integer, required)
      .addColumn('reference', text)
      .addColumn('description', text, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_usage')
      .addColumn('seq', identity)
      .addColumn('project_id', text, ofProject)
      .addColumn('type', text, required)
      .addColumn('room_name', text)
      .addColumn('quantity_micros', integer, required)
      .addColumn('cost_micros', integer, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_recharges')
      .addColumn('project_id', text, (column) =>
        column.primaryKey().notNull().references('mesh_projects.id').onDelete('cascade'),
      )
      .addColumn('enabled', integer, required)
      .addColumn('amount_micros', integer, required)
      .addColumn('threshold_micros', integer, required)
      .addColumn('monthly_budget_micros', integer)
      .modifyEnd(tableEnd)
      .execute();

    for (const [table, columns] of [
      ['mesh_webhooks', ['project_id']],
      ['mesh_webhook_deliveries', ['webhook_id', 'seq']],
      ['mesh_webhook_deliveries', ['next_attempt_at']],
      ['mesh_transactions', ['project_id', 'seq']],
      ['mesh_usage', ['project_id', 'created_at']],
    ] as const) {
      await db.schema
        .createIndex(`${table}_by_${columns[0]}`)
        .on(table)
        .columns([...columns])
        .execute();
    }
  },
};
