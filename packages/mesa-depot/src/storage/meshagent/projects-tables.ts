import type { GeneratedAlways } from 'kysely';

/** Users, projects and rooms of the MeshAgent server, in the words of `database-schema.ts`. Ids are UUIDs. */
export interface MeshProjectsTables {
  mesh_users: MeshUsersTable;
  mesh_user_tokens: MeshUserTokensTable;
  mesh_projects: MeshProjectsTable;
  mesh_members: MeshMembersTable;
  mesh_api_keys: MeshApiKeysTable;
  mesh_rooms: MeshRoomsTable;
  mesh_room_grants: MeshRoomGrantsTable;
}

export interface MeshUsersTable {
  seq: GeneratedAlways<number>;
  id: string;
  email: string;
  /** In lower case, unique. */
  email_folded: string;
  first_name: string | null;
  last_name: string | null;
  /** Whether the user runs the server: may create users and credit projects. */
  is_operator: number;
  created_at: number;
}

export interface MeshUserTokensTable {
  token_sha256: Uint8Array;
  user_id: string;
  created_at: number;
}

export interface MeshProjectsTable {
  seq: GeneratedAlways<number>;
  id: string;
  name: string;
  owner_user_id: string;
  settings: string;
  /** Key of the connection tokens that the server mints for the project, encrypted. */
  token_key: string;
  created_at: number;
}

/** Who belongs to a project. */
export interface MeshMembersTable {
  seq: GeneratedAlways<number>;
  project_id: string;
  user_id: string;
  is_admin: number;
  is_developer: number;
  can_create_rooms: number;
  created_at: number;
}

export interface MeshApiKeysTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  name: string;
  description: string;
  /** Encrypted and not hashed: tokens of participants are signed with it, and have to be verified. */
  secret: string;
  created_by: string | null;
  created_at: number;
  last_used_at: number | null;
}

export interface MeshRoomsTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  /** Unique in its project. */
  name: string;
  metadata: string;
  annotations: string;
  /** Null when an API key created it. */
  created_by: string | null;
  created_at: number;
}

/** What a user may do in a room; one for each. */
export interface MeshRoomGrantsTable {
  seq: GeneratedAlways<number>;
  project_id: string;
  room_id: string;
  user_id: string;
  permissions: string;
  created_at: number;
}
