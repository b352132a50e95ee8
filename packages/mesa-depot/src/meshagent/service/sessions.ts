import type {
  Metric,
  MetricList,
  RoomSession,
  SessionEventList,
  SessionList,
  SpanList,
} from 'mesa-rest/meshagent';
import type { ProjectAccess } from '../caller.js';
import { MAX_LIST, MAX_RECENT } from '../limits.js';
import { notFound } from '../meshagent-error.js';
import {
  countParticipants,
  countSessionEvents,
  getSession,
  listIdleSessions,
  listSessionEvents,
  listSessionSpans,
  listSessions,
  lockLastUse,
  type SessionRecord,
} from '../store/sessions.js';
import { toTimestamp } from '../timestamp.js';
import { parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { closeSession } from './session-log.js';

/** How many sessions a sweep looks at, each in a transaction of its own. */
const SWEEP_SIZE = 100;

/**
 * When rooms were in use, and what happened in them: as far as this server knows, which hands out tokens and puts messages
 * into queues. What participants do among themselves is not in here.
 */
export class SessionService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** Returns sessions, newest first. */
  async list({ project }: ProjectAccess, { isActive }: { readonly isActive: boolean }): Promise<SessionList> {
    const limit = isActive ? MAX_LIST : MAX_RECENT;
    const request = { projectId: project.id, isActive, limit };
    const sessions = await listSessions(this.#deps.storage.read, request);
    return { sessions: await this.#toWire(sessions) };
  }

  /** @throws MeshagentError `not_found` */
  async get(access: ProjectAccess, id: string): Promise<RoomSession> {
    const [session] = await this.#toWire([await this.#require(access, id)]);
    if (session === undefined) throw notFound('session');
    return session;
  }

  /** Returns what happened, oldest first. @throws MeshagentError `not_found` */
  async listEvents(access: ProjectAccess, id: string): Promise<SessionEventList> {
    const session = await this.#require(access, id);
    const events = await listSessionEvents(this.#deps.storage.read, session.id, MAX_LIST);
    return {
      events: events.map(({ id, type, data, createdAt }) => ({
        id,
        type,
        timestamp: toTimestamp(createdAt),
        data: { ...data },
      })),
    };
  }

  /** Returns what the server did and how long it took, oldest first. @throws MeshagentError `not_found` */
  async listSpans(access: ProjectAccess, id: string): Promise<SpanList> {
    const session = await this.#require(access, id);
    const spans = await listSessionSpans(this.#deps.storage.read, session.id, MAX_LIST);
    return {
      spans: spans.map((span) => ({
        trace_id: session.traceId,
        span_id: span.spanId,
        parent_span_id: null,
        name: span.name,
        kind: span.kind,
        start_time: toTimestamp(span.startedAt),
        end_time: toTimestamp(span.endedAt),
        status: span.status,
        attributes: { 'room.name': session.roomName, ...span.attributes },
      })),
    };
  }

  /** Returns figures of a session, as they are now. @throws MeshagentError `not_found` */
  async listMetrics(access: ProjectAccess, id: string): Promise<MetricList> {
    const session = await this.#require(access, id);
    const { now, storage } = this.#deps;
    const events = await countSessionEvents(storage.read, session.id);
    const participants = (await countParticipants(storage.read, [session.id], now())).get(session.id) ?? {};
    const at = session.endedAt ?? now();
    const figure = (metric: Pick<Metric, 'name' | 'type' | 'unit' | 'value'>): Metric => ({
      ...metric,
      timestamp: toTimestamp(at),
      attributes: { 'room.name': session.roomName },
    });
    const connections = events.get('participant.connected') ?? 0;
    return {
      metrics: [
        figure({ name: 'room.duration', type: 'sum', unit: 's', value: (at - session.createdAt) / 1000 }),
        figure({ name: 'room.connections', type: 'sum', unit: '1', value: connections }),
        figure({
          name: 'room.participants',
          type: 'gauge',
          unit: '1',
          value: session.endedAt === null ? sum(Object.values(participants)) : 0,
        }),
        figure({ name: 'room.task_runs', type: 'sum', unit: '1', value: events.get('task.run') ?? 0 }),
      ],
    };
  }

  /** Ends a session; one that has ended stays as it is. @throws MeshagentError `not_found` */
  async terminate(access: ProjectAccess, id: string): Promise<void> {
    const session = await this.#require(access, id);
    await this.#deps.storage.transaction((tx) =>
      closeSession(tx, this.#deps, session, { reason: 'terminated' }),
    );
  }

  /**
   * Ends the sessions that nobody has a valid token for any more, and returns how many. They were over when the last of it was:
   * that no server looked for a while costs nobody anything.
   */
  async endIdle(): Promise<number> {
    const { now, storage } = this.#deps;
    let ended = 0;
    for (const session of await listIdleSessions(storage.read, now(), SWEEP_SIZE)) {
      const isEnded = await storage.transaction(async (tx) => {
        // Somebody may have joined since it was found.
        const at = await lockLastUse(tx, session.id);
        return at <= now() && closeSession(tx, this.#deps, session, { reason: 'idle', at });
      });
      if (isEnded) ended += 1;
    }
    return ended;
  }

  async #require({ project }: ProjectAccess, text: string): Promise<SessionRecord> {
    const id = parseUuid(text);
    const session =
      id === undefined ? undefined : await getSession(this.#deps.storage.read, { projectId: project.id, id });
    if (session === undefined) throw notFound('session');
    return session;
  }

  async #toWire(sessions: readonly SessionRecord[]): Promise<RoomSession[]> {
    const { now, storage } = this.#deps;
    const active = sessions.filter(({ endedAt }) => endedAt === null).map(({ id }) => id);
    const participants = await countParticipants(storage.read, active, now());
    return sessions.map(({ id, roomId, roomName, createdAt, endedAt }) => ({
      id,
      room_id: roomId,
      room_name: roomName,
      created_at: toTimestamp(createdAt),
      is_active: endedAt === null,
      participants: endedAt === null ? { ...participants.get(id) } : null,
    }));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
