import { type Selectable, sql } from 'kysely';
import { type Executor, isPostgres, type Transaction } from '../../storage/index.js';
import type { MeshSessionsTable } from '../../storage/meshagent/sessions-tables.js';
import type { JsonObject } from '../json-object.js';

/** When a room was in use. */
export interface SessionRecord {
  readonly id: string;
  readonly projectId: string;
  /** Null when the room is gone. */
  readonly roomId: string | null;
  readonly roomName: string;
  readonly traceId: string;
  readonly createdAt: number;
  /** Null while it lasts. */
  readonly endedAt: number | null;
}

/** Stores a session. Returns false when the room has one that has not ended. */
export async function insertSession(
  tx: Transaction,
  session: SessionRecord & { readonly roomId: string },
): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_sessions')
    .values({
      id: session.id,
      project_id: session.projectId,
      room_id: session.roomId,
      room_name: session.roomName,
      trace_id: session.traceId,
      created_at: session.createdAt,
      ended_at: session.endedAt,
    })
    .onConflict((conflict) => conflict.column('room_id').where('ended_at', 'is', null).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Returns the session of a room that has not ended, and keeps it from being ended until the transaction is over. */
export async function lockActiveSession(tx: Transaction, roomId: string): Promise<SessionRecord | undefined> {
  let session = tx
    .selectFrom('mesh_sessions')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('ended_at', 'is', null);
  if (isPostgres(tx)) session = session.forUpdate();
  const row = await session.executeTakeFirst();
  return row && toSession(row);
}

export async function getSession(
  executor: Executor,
  { projectId, id }: { readonly projectId: string; readonly id: string },
): Promise<SessionRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_sessions')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toSession(row);
}

/** Returns sessions of a project, newest first. */
export async function listSessions(
  executor: Executor,
  request: { readonly projectId: string; readonly isActive: boolean; readonly limit: number },
): Promise<SessionRecord[]> {
  let query = executor.selectFrom('mesh_sessions').selectAll().where('project_id', '=', request.projectId);
  if (request.isActive) query = query.where('ended_at', 'is', null);
  const rows = await query.orderBy('seq', 'desc').limit(request.limit).execute();
  return rows.map(toSession);
}

/** Ends a session. Returns false when it had ended. */
export async function endSession(tx: Transaction, id: string, at: number): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_sessions')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Returns sessions that have not ended and that nobody has a valid token for any more, oldest first. */
export async function listIdleSessions(
  executor: Executor,
  now: number,
  limit: number,
): Promise<SessionRecord[]> {
  const rows = await executor
    .selectFrom('mesh_sessions')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('mesh_session_participants')
            .select(sql<number>`1`.as('found'))
            .whereRef('session_id', '=', 'mesh_sessions.id')
            .where('expires_at', '>', now),
        ),
      ),
    )
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toSession);
}

/**
 * Returns until when a session was in use, by its tokens and by what happened in it. Nobody joins it until the transaction is over.
 */
export async function lockLastUse(tx: Transaction, id: string): Promise<number> {
  let session = tx.selectFrom('mesh_sessions').select('created_at').where('id', '=', id);
  if (isPostgres(tx)) session = session.forUpdate();
  const { created_at } = await session.executeTakeFirstOrThrow();
  const token = await tx
    .selectFrom('mesh_session_participants')
    .select((eb) => eb.fn.max('expires_at').as('at'))
    .where('session_id', '=', id)
    .executeTakeFirst();
  const event = await tx
    .selectFrom('mesh_session_events')
    .select((eb) => eb.fn.max('created_at').as('at'))
    .where('session_id', '=', id)
    .executeTakeFirst();
  return Math.max(created_at, Number(token?.at ?? 0), Number(event?.at ?? 0));
}

/** Notes who was given a token, which is good until `expiresAt`. */
export async function insertParticipant(
  tx: Transaction,
  participant: {
    readonly sessionId: string;
    readonly name: string;
    readonly kind: string;
    readonly expiresAt: number;
  },
): Promise<void> {
  await tx
    .insertInto('mesh_session_participants')
    .values({
      session_id: participant.sessionId,
      name: participant.name,
      kind: participant.kind,
      expires_at: participant.expiresAt,
    })
    .execute();
}

/** Returns, for each session, how many participants of each kind have a valid token. */
export async function countParticipants(
  executor: Executor,
  sessionIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom('mesh_session_participants')
    .select(['session_id', 'kind', (eb) => eb.fn.count<number>('name').distinct().as('count')])
    .where('session_id', 'in', [...sessionIds])
    .where('expires_at', '>', now)
    .groupBy(['session_id', 'kind'])
    .orderBy('kind')
    .execute();
  const counts = new Map<string, Record<string, number>>();
  for (const row of rows) {
    counts.set(row.session_id, { ...counts.get(row.session_id), [row.kind]: Number(row.count) });
  }
  return counts;
}

/** Something that happened in a session. */
export interface SessionEventRecord {
  readonly id: string;
  readonly sessionId: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly createdAt: number;
}

export async function insertSessionEvent(tx: Transaction, event: SessionEventRecord): Promise<void> {
  await tx
    .insertInto('mesh_session_events')
    .values({
      id: event.id,
      session_id: event.sessionId,
      type: event.type,
      data: JSON.stringify(event.data),
      created_at: event.createdAt,
    })
    .execute();
}

/** Returns the events of a session, oldest first, at most `limit`. */
export async function listSessionEvents(
  executor: Executor,
  sessionId: string,
  limit: number,
): Promise<SessionEventRecord[]> {
  const rows = await executor
    .selectFrom('mesh_session_events')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sessionId: row.session_id,
    type: row.type,
    data: JSON.parse(row.data),
    createdAt: row.created_at,
  }));
}

/** Counts the events of a session by their types. */
export async function countSessionEvents(
  executor: Executor,
  sessionId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await executor
    .selectFrom('mesh_session_events')
    .select(['type', (eb) => eb.fn.countAll<number>().as('count')])
    .where('session_id', '=', sessionId)
    .groupBy('type')
    .execute();
  return new Map(rows.map((row) => [row.type, Number(row.count)]));
}

/** Something that the server did for a session, and how long it took. */
export interface SessionSpanRecord {
  readonly sessionId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  readonly name: string;
  /** In the words of OpenTelemetry: `server`, `producer`, `internal`. */
  readonly kind: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: 'ok' | 'error';
  readonly attributes: JsonObject;
}

export async function insertSessionSpan(tx: Transaction, span: SessionSpanRecord): Promise<void> {
  await tx
    .insertInto('mesh_session_spans')
    .values({
      session_id: span.sessionId,
      span_id: span.spanId,
      name: span.name,
      kind: span.kind,
      started_at: span.startedAt,
      ended_at: span.endedAt,
      status: span.status,
      attributes: JSON.stringify(span.attributes),
    })
    .execute();
}

/** Returns the spans of a session, oldest first, at most `limit`. */
export async function listSessionSpans(
  executor: Executor,
  sessionId: string,
  limit: number,
): Promise<SessionSpanRecord[]> {
  const rows = await executor
    .selectFrom('mesh_session_spans')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    spanId: row.span_id,
    name: row.name,
    kind: row.kind,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    status: row.status === 'error' ? 'error' : 'ok',
    attributes: JSON.parse(row.attributes),
  }));
}

function toSession(row: Selectable<MeshSessionsTable>): SessionRecord {
  return {
    id: row.id,
    projectId: row.project_id,
    roomId: row.room_id,
    roomName: row.room_name,
    traceId: row.trace_id,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
