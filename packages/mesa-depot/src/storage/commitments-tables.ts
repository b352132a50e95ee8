import type { GeneratedAlways } from 'kysely';

/** The tables of the commitments server, in the words of `database-schema.ts`. */
export interface CommitmentsTables {
  commitment_principals: PrincipalsTable;
  deliberations: DeliberationsTable;
  deliberation_turns: DeliberationTurnsTable;
  deliberation_events: DeliberationEventsTable;
  commitments: CommitmentsTable;
  commitment_envelopes: CommitmentEnvelopesTable;
  commitment_policies: PoliciesTable;
  commitment_approvals: ApprovalsTable;
  commitment_audit: AuditTable;
  commitment_audit_head: AuditHeadTable;
}

export interface PrincipalsTable {
  seq: GeneratedAlways<number>;
  id: string;
  org: string;
  /** 64 hex digits in lower case. */
  public_key: string;
  capabilities: string;
  created_at: number;
}

export interface DeliberationsTable {
  seq: GeneratedAlways<number>;
  id: string;
  title: string;
  counterparty_slug: string | null;
  stage: string;
  status: string;
  /** Index of the next turn. Whoever takes it holds the row, so that two racing turns both get one. */
  turn_count: number;
  /** Number of the last event. Every writer advances it, which orders the events without gaps. */
  event_seq: number;
  created_at: number;
}

export interface DeliberationTurnsTable {
  deliberation_id: string;
  turn_index: number;
  id: string;
  speaker_id: string;
  /** The canonical JSON that was signed. */
  envelope: string;
  signature: string;
  created_at: number;
}

/** What subscribers of a deliberation are told, in order. */
export interface DeliberationEventsTable {
  deliberation_id: string;
  event_seq: number;
  type: string;
  /** JSON as it goes over the wire. */
  data: string;
  created_at: number;
}

export interface CommitmentsTable {
  seq: GeneratedAlways<number>;
  id: string;
  type: string;
  principal_id: string;
  deliberation_id: string | null;
  status: string;
  /** The canonical JSON that was signed: whoever has it and the public key can check the signature again. */
  envelope: string;
  signature: string;
  decision: string;
  created_at: number;
}

/** Envelopes that were accepted: the second one with the same id of the same principal is refused. */
export interface CommitmentEnvelopesTable {
  /** Of principal and envelope id, which may be of any length. */
  envelope_sha256: Uint8Array;
  created_at: number;
}

export interface PoliciesTable {
  seq: GeneratedAlways<number>;
  id: string;
  name: string;
  scope_kind: string;
  scope_ref: string | null;
  predicate_name: string;
  params: string;
  action: string;
  route_to: string | null;
  enabled: number;
  hits: number;
  created_at: number;
}

export interface ApprovalsTable {
  seq: GeneratedAlways<number>;
  id: string;
  commitment_id: string;
  route_to: string | null;
  status: string;
  note: string | null;
  created_at: number;
  decided_at: number | null;
}

/** The audit log: each row carries the hash of the one before. Rows are only ever added. */
export interface AuditTable {
  seq: number;
  ts: string;
  kind: string;
  actor: string;
  target: string;
  data: string;
  prev_hash: string;
  hash: string;
}

/** One row: where the audit log ends. Every writer advances it, which makes the log one chain. */
export interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
}
