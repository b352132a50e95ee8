import type { GeneratedAlways } from 'kysely';

/** Services, secrets, OAuth clients and mailboxes of the MeshAgent server, in the words of `database-schema.ts`. */
export interface MeshServicesTables {
  mesh_services: MeshServicesTable;
  mesh_secrets: MeshSecretsTable;
  mesh_oauth_clients: MeshOAuthClientsTable;
  mesh_mailboxes: MeshMailboxesTable;
}

export interface MeshServicesTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  /** Null for a service of the whole project. */
  room_id: string | null;
  /** The id of the room, or empty: names are unique within a place, and null would be unequal to itself. */
  place: string;
  /** `metadata.name` of the specification. */
  name: string;
  /** The specification as it was given, in JSON, without its id. */
  spec: string;
  created_at: number;
}

export interface MeshSecretsTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  /** Unique in its project. */
  name: string;
  type: 'docker' | 'keys';
  /** Its texts by name, in JSON, encrypted. */
  data: string;
  created_at: number;
}

export interface MeshOAuthClientsTable {
  seq: GeneratedAlways<number>;
  client_id: string;
  project_id: string;
  /** Hashed and not encrypted: it is only ever compared. */
  secret_sha256: Uint8Array;
  grant_types: string;
  response_types: string;
  redirect_uris: string;
  scope: string;
  metadata: string;
  official: number;
  created_at: number;
}

export interface MeshMailboxesTable {
  seq: GeneratedAlways<number>;
  project_id: string;
  room_id: string;
  /** As it was given. */
  address: string;
  /** In lower case, unique on the server. */
  address_folded: string;
  queue: string;
  is_public: number;
  annotations: string;
  created_at: number;
}
