import {
  getSession,
  listActiveSessions,
  listRecentSessions,
  listSessionEvents,
  listSessionMetrics,
  listSessionSpans,
  type Metric,
  type RoomSession,
  type SessionEvent,
  type Span,
  terminateSession,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';

/** Sessions: a room from its first participant to its last. */
export class Sessions {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Lists the sessions that go on now. */
  listActive(projectId: string, options: CallOptions = {}): Promise<RoomSession[]> {
    return this.#connection.items(
      options,
      (base) => listActiveSessions({ ...base, path: { project_id: projectId } }),
      ({ sessions }) => sessions,
    );
  }

  /** Lists sessions, also those that have ended, newest first. */
  listRecent(projectId: string, options: CallOptions = {}): Promise<RoomSession[]> {
    return this.#connection.items(
      options,
      (base) => listRecentSessions({ ...base, path: { project_id: projectId } }),
      ({ sessions }) => sessions,
    );
  }

  /** @throws {NotFoundError} `not_found`. */
  get(projectId: string, sessionId: string, options: CallOptions = {}): Promise<RoomSession> {
    const path = { project_id: projectId, session_id: sessionId };
    return this.#connection.send(options, (base) => getSession({ ...base, path }));
  }

  /** Lists what happened in a session. */
  listEvents(projectId: string, sessionId: string, options: CallOptions = {}): Promise<SessionEvent[]> {
    const path = { project_id: projectId, session_id: sessionId };
    return this.#connection.items(
      options,
      (base) => listSessionEvents({ ...base, path }),
      ({ events }) => events,
    );
  }

  /** Lists what was done in a session, and how long it took. */
  listSpans(projectId: string, sessionId: string, options: CallOptions = {}): Promise<Span[]> {
    const path = { project_id: projectId, session_id: sessionId };
    return this.#connection.items(
      options,
      (base) => listSessionSpans({ ...base, path }),
      ({ spans }) => spans,
    );
  }

  /** Lists what was measured in a session. */
  listMetrics(projectId: string, sessionId: string, options: CallOptions = {}): Promise<Metric[]> {
    const path = { project_id: projectId, session_id: sessionId };
    return this.#connection.items(
      options,
      (base) => listSessionMetrics({ ...base, path }),
      ({ metrics }) => metrics,
    );
  }

  /** Ends a session. One that has ended stays ended. */
  terminate(projectId: string, sessionId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, session_id: sessionId };
    return this.#connection.act(options, (base) => terminateSession({ ...base, path }));
  }
}
