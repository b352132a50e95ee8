import type { GeneratedAlways } from 'kysely';

/** Shares and sessions of the MeshAgent server, in the words of `database-schema.ts`. */
export interface MeshSessionsTables {
  mesh_shares: MeshSharesTable;
  mesh_sessions: MeshSessionsTable;
  mesh_session_participants: MeshSessionParticipantsTable;
  mesh_session_events: MeshSessionEventsTable;
  mesh_session_spans: MeshSessionSpansTable;
}

export interface MeshSharesTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  settings: string;
  created_at: number;
}

/** When a room was in use. A room has one at most that has not ended. */
export interface MeshSessionsTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  /** Null when the room is gone. */
  room_id: string | null;
  room_name: string;
  /** Of its spans, 32 hex digits. */
  trace_id: string;
  created_at: number;
  ended_at: number | null;
}

/** Who was given a token during a session. */
export interface MeshSessionParticipantsTable {
  seq: GeneratedAlways<number>;
  session_id: string;
  name: string;
  /** `user`, `agent` or `tool`. */
  kind: string;
  expires_at: number;
}

export interface MeshSessionEventsTable {
  seq: GeneratedAlways<number>;
  id: string;
  session_id: string;
  type: string;
  data: string;
  created_at: number;
}

export interface MeshSessionSpansTable {
  seq: GeneratedAlways<number>;
  session_id: string;
  span_id: string;
  name: string;
  kind: string;
  started_at: number;
  ended_at: number;
  status: string;
  attributes: string;
}
