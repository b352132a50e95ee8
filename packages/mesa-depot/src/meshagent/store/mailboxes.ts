import type { Executor, Transaction } from '../../storage/index.js';
import type { Annotations } from '../json-object.js';
import { containsText } from './contains-text.js';
import { foldEmail } from './users.js';

/** Where mail goes that comes to an address. */
export interface MailboxFields {
  readonly roomId: string;
  readonly queue: string;
  readonly isPublic: boolean;
  readonly annotations: Annotations;
}

/** An address of a project. */
export interface MailboxRecord extends MailboxFields {
  readonly address: string;
  readonly projectId: string;
  readonly roomName: string;
}

interface MailboxKey {
  readonly projectId: string;
  /** Upper and lower case make no difference. */
  readonly address: string;
}

/** Stores a mailbox. Returns false when the address is taken, by whatever project. */
export async function insertMailbox(
  tx: Transaction,
  mailbox: Omit<MailboxRecord, 'roomName'> & { readonly createdAt: number },
): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_mailboxes')
    .values({
      project_id: mailbox.projectId,
      address: mailbox.address,
      address_folded: foldEmail(mailbox.address),
      ...toColumns(mailbox),
      created_at: mailbox.createdAt,
    })
    .onConflict((conflict) => conflict.column('address_folded').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function getMailbox(
  executor: Executor,
  { projectId, address }: MailboxKey,
): Promise<MailboxRecord | undefined> {
  const row = await withRoom(executor, projectId)
    .select(COLUMNS)
    .where('address_folded', '=', foldEmail(address))
    .executeTakeFirst();
  return row && toMailbox(row);
}

/** Which mailboxes to list. */
export interface MailboxListRequest {
  readonly projectId: string;
  readonly roomId?: string;
  /** Part of the address, the room or the queue. */
  readonly filter?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Returns mailboxes in order of their addresses, and how many there are. */
export async function listMailboxes(
  executor: Executor,
  { projectId, roomId, filter, limit, offset }: MailboxListRequest,
): Promise<{ readonly mailboxes: readonly MailboxRecord[]; readonly total: number }> {
  let query = withRoom(executor, projectId);
  if (roomId !== undefined) query = query.where('mesh_mailboxes.room_id', '=', roomId);
  if (filter !== undefined) {
    query = query.where(containsText(['address_folded', 'mesh_rooms.name', 'queue'], filter));
  }
  const { count } = await query
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query.select(COLUMNS).orderBy('address_folded').limit(limit).offset(offset).execute();
  return { mailboxes: rows.map(toMailbox), total: Number(count) };
}

/** Replaces where the mail goes. Returns false when the project has no such address. */
export async function updateMailbox(
  tx: Transaction,
  { projectId, address }: MailboxKey,
  fields: MailboxFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_mailboxes')
    .set(toColumns(fields))
    .where('address_folded', '=', foldEmail(address))
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a mailbox. Returns false when the project has no such address. */
export async function deleteMailbox(tx: Transaction, { projectId, address }: MailboxKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_mailboxes')
    .where('address_folded', '=', foldEmail(address))
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

const COLUMNS = [
  'mesh_mailboxes.address',
  'mesh_mailboxes.project_id',
  'mesh_mailboxes.room_id',
  'mesh_rooms.name as room_name',
  'mesh_mailboxes.queue',
  'mesh_mailboxes.is_public',
  'mesh_mailboxes.annotations',
] as const;

function withRoom(executor: Executor, projectId: string) {
  return executor
    .selectFrom('mesh_mailboxes')
    .innerJoin('mesh_rooms', 'mesh_rooms.id', 'mesh_mailboxes.room_id')
    .where('mesh_mailboxes.project_id', '=', projectId);
}

function toColumns({ roomId, queue, isPublic, annotations }: MailboxFields) {
  return {
    room_id: roomId,
    queue,
    is_public: isPublic ? 1 : 0,
    annotations: JSON.stringify(annotations),
  };
}

interface MailboxRow {
  readonly address: string;
  readonly project_id: string;
  readonly room_id: string;
  readonly room_name: string;
  readonly queue: string;
  readonly is_public: number;
  readonly annotations: string;
}

function toMailbox(row: MailboxRow): MailboxRecord {
  return {
    address: row.address,
    projectId: row.project_id,
    roomId: row.room_id,
    roomName: row.room_name,
    queue: row.queue,
    isPublic: row.is_public === 1,
    annotations: JSON.parse(row.annotations),
  };
}
