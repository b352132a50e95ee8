import {
  createProject,
  deleteProject,
  getProject,
  getProjectRole,
  getStatus,
  listProjects,
  type Project,
  type ProjectRole,
  updateProjectSettings,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';
import { copySettings, type OpenSettings } from '../settings.js';

/** Settings of a project: an object that the server keeps as it is. */
export type ProjectSettings = OpenSettings;

/** Projects, in which everything else is. */
export class Projects {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a project, whose owner and admin is the caller. It takes the token of a user.
   *
   * @throws {ValidationErrorResponse} `invalid_request` when the name is blank.
   */
  create(
    name: string,
    settings?: ProjectSettings | null | undefined,
    options: CallOptions = {},
  ): Promise<Project> {
    return this.#connection.send(options, async (base) => {
      const body =
        settings === undefined
          ? { name }
          : { name, settings: settings && copySettings('projects.create', settings) };
      return createProject({ ...base, body });
    });
  }

  /** Lists the projects of the caller; with an API key, its one project. */
  list(options: CallOptions = {}): Promise<Project[]> {
    return this.#connection.items(options, listProjects, ({ projects }) => projects);
  }

  /** @throws {NotFoundError} `not_found`. */
  get(projectId: string, options: CallOptions = {}): Promise<Project> {
    return this.#connection.send(options, (base) => getProject({ ...base, path: { project_id: projectId } }));
  }

  /** Deletes a project with all that is in it. An extension, that servers other than a depot may not know. */
  delete(projectId: string, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) =>
      deleteProject({ ...base, path: { project_id: projectId } }),
    );
  }

  /** Replaces the settings of a project. */
  updateSettings(projectId: string, settings: ProjectSettings, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, async (base) => {
      const body = copySettings('projects.updateSettings', settings);
      return updateProjectSettings({ ...base, path: { project_id: projectId }, body });
    });
  }

  /** Returns whether a project is enabled. */
  async getStatus(projectId: string, options: CallOptions = {}): Promise<boolean> {
    const path = { project_id: projectId };
    return (await this.#connection.send(options, (base) => getStatus({ ...base, path }))).enabled;
  }

  /**
   * Returns what the caller is in a project.
   *
   * @throws {PermissionDeniedError} `permission_denied` when the caller is nothing in it.
   */
  getRole(projectId: string, options: CallOptions = {}): Promise<ProjectRole> {
    return this.#connection.send(options, (base) =>
      getProjectRole({ ...base, path: { project_id: projectId } }),
    );
  }
}
