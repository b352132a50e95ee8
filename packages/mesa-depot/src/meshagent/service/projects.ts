import type { Project, ProjectCreate, ProjectList, ProjectRole } from 'mesa-rest/meshagent';
import type { Caller, ProjectAccess } from '../caller.js';
import type { JsonObject } from '../json-object.js';
import { MAX_LIST } from '../limits.js';
import { invalid } from '../meshagent-error.js';
import { insertMember } from '../store/members.js';
import {
  deleteProject,
  getProject,
  insertProject,
  listProjectsOfUser,
  type ProjectRecord,
  setProjectSettings,
} from '../store/projects.js';
import { toTimestamp } from '../timestamp.js';
import { newUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { createTokenKey } from './project-secrets.js';

/** Projects. */
export class ProjectService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** Creates a project, whose owner and admin is the user. */
  async create(userId: string, { name, settings }: ProjectCreate): Promise<Project> {
    if (name.trim() === '') throw invalid('name', 'must not be blank');
    const id = newUuid(this.#deps);
    const createdAt = this.#deps.now();
    const project: ProjectRecord = {
      id,
      name,
      ownerUserId: userId,
      settings: settings ?? {},
      tokenKey: createTokenKey(this.#deps, id).sealed,
      createdAt,
    };
    await this.#deps.storage.transaction(async (tx) => {
      await insertProject(tx, project);
      const flags = { isAdmin: true, isDeveloper: true, canCreateRooms: true };
      await insertMember(tx, { projectId: id, userId, ...flags, createdAt });
    });
    return toWire(project);
  }

  /** Returns the projects of a user, oldest first, and for an API key its one. */
  async list(caller: Caller): Promise<ProjectList> {
    const { read } = this.#deps.storage;
    if (caller.kind === 'user') {
      return { projects: (await listProjectsOfUser(read, caller.user.id, MAX_LIST)).map(toWire) };
    }
    const project = await getProject(read, caller.key.projectId);
    return { projects: project === undefined ? [] : [toWire(project)] };
  }

  get({ project }: ProjectAccess): Project {
    return toWire(project);
  }

  getRole({ role, canCreateRooms }: ProjectAccess): ProjectRole {
    return { role, can_create_rooms: canCreateRooms };
  }

  /** Replaces the settings. */
  async setSettings({ project }: ProjectAccess, settings: JsonObject): Promise<void> {
    await this.#deps.storage.transaction((tx) => setProjectSettings(tx, project.id, settings));
  }

  /** Deletes a project with all that is in it. */
  async delete({ project }: ProjectAccess): Promise<void> {
    await this.#deps.storage.transaction((tx) => deleteProject(tx, project.id));
  }
}

function toWire({ id, name, ownerUserId, settings, createdAt }: ProjectRecord): Project {
  return {
    id,
    name,
    owner_user_id: ownerUserId,
    settings: { ...settings },
    created_at: toTimestamp(createdAt),
  };
}
