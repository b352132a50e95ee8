import type { Transaction } from '../../storage/index.js';
import type { JsonObject } from '../json-object.js';
import type { RoomRecord } from '../store/rooms.js';
import {
  endSession,
  insertParticipant,
  insertSession,
  insertSessionEvent,
  insertSessionSpan,
  lockActiveSession,
  type SessionRecord,
} from '../store/sessions.js';
import { newUuid } from '../uuid.js';
import { recordUsage, type UsagePrices } from './ledger.js';
import { toRoomUrl } from './room-url.js';
import { queueWebhookEvent } from './webhook-events.js';

/** What entries of the log are made from. */
export interface SessionLogSources {
  readonly prices: UsagePrices;
  origin(): string;
  now(): number;
  random(bytes: number): Uint8Array;
}

/** Something that the server does in a room. */
export interface SessionEntry {
  readonly type: string;
  readonly data: JsonObject;
  /** The span of it. */
  readonly span: { readonly name: string; readonly kind: string; readonly startedAt: number };
}

/** Who gets a token. */
export interface Joining {
  readonly name: string;
  /** `user`, `agent` or `tool`. */
  readonly kind: string;
  /** In milliseconds. */
  readonly expiresAt: number;
}

/**
 * Returns the session of a room, which begins if it has none: with the first connection, or the first thing that the server
 * does in it.
 */
export async function openSession(
  tx: Transaction,
  sources: SessionLogSources,
  room: Pick<RoomRecord, 'id' | 'name' | 'projectId'>,
): Promise<SessionRecord> {
  const now = sources.now();
  const session = {
    id: newUuid(sources),
    projectId: room.projectId,
    roomId: room.id,
    roomName: room.name,
    traceId: Buffer.from(sources.random(16)).toString('hex'),
    createdAt: now,
    endedAt: null,
  };
  if (await insertSession(tx, session)) {
    await addEvent(tx, sources, session.id, { type: 'room.started', data: { room_name: room.name } });
    const data = { room_name: room.name, room_url: toRoomUrl(sources.origin(), room.name) };
    await queueWebhookEvent(tx, sources, { projectId: room.projectId, name: 'room.started', data });
    return session;
  }
  const active = await lockActiveSession(tx, room.id);
  // It ended in between, by another process: then there is room for a new one.
  return active ?? openSession(tx, sources, room);
}

/** Notes that somebody gets a token for a room. */
export async function logConnection(
  tx: Transaction,
  sources: SessionLogSources,
  room: Pick<RoomRecord, 'id' | 'name' | 'projectId'>,
  { name, kind, expiresAt }: Joining,
): Promise<void> {
  const startedAt = sources.now();
  const session = await openSession(tx, sources, room);
  const { projectId, name: roomName } = room;
  await recordUsage(tx, sources, { projectId, type: 'connection', quantity: 1, roomName });
  await insertParticipant(tx, { sessionId: session.id, name, kind, expiresAt });
  await logInSession(tx, sources, session, {
    type: 'participant.connected',
    data: { name, role: kind },
    span: { name: 'connect', kind: 'server', startedAt },
  });
}

/** Notes what the server does in a session: as an event and as a span. */
export async function logInSession(
  tx: Transaction,
  sources: SessionLogSources,
  { id }: Pick<SessionRecord, 'id'>,
  { type, data, span }: SessionEntry,
): Promise<void> {
  await addEvent(tx, sources, id, { type, data });
  await insertSessionSpan(tx, {
    sessionId: id,
    spanId: Buffer.from(sources.random(8)).toString('hex'),
    ...span,
    endedAt: Math.max(sources.now(), span.startedAt),
    status: 'ok',
    attributes: data,
  });
}

/**
 * Ends a session, if it has not ended. Returns whether it is this call that ended it.
 *
 * @param at When it was over, which is what it is charged for. Default: now.
 */
export async function closeSession(
  tx: Transaction,
  sources: SessionLogSources,
  session: SessionRecord,
  {
    reason,
    at = sources.now(),
  }: { readonly reason: 'terminated' | 'room deleted' | 'idle'; readonly at?: number },
): Promise<boolean> {
  const { id, projectId, roomName } = session;
  if (!(await endSession(tx, id, at))) return false;
  const minutes = Math.max(0, at - session.createdAt) / 60_000;
  await recordUsage(tx, sources, { projectId, type: 'room_minute', quantity: minutes, roomName });
  const event = { projectId, name: 'room.ended', data: { room_name: roomName } } as const;
  await queueWebhookEvent(tx, sources, event);
  await addEvent(tx, sources, id, { type: 'room.stopped', data: { room_name: roomName, reason } });
  return true;
}

function addEvent(
  tx: Transaction,
  sources: SessionLogSources,
  sessionId: string,
  { type, data }: { readonly type: string; readonly data: JsonObject },
): Promise<void> {
  const event = { id: newUuid(sources), sessionId, type, data, createdAt: sources.now() };
  return insertSessionEvent(tx, event);
}
