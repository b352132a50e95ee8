import { MeshagentError } from '../../meshagent-error.js';
import type { Handlers } from '../call.js';

export const projectHandlers: Handlers = {
  createProject(services, { caller, body }) {
    // The gate lets nobody else pass.
    if (caller.kind !== 'user') throw new MeshagentError('permission_denied', 'An API key owns no projects.');
    return services.projects.create(caller.user.id, body);
  },
  listProjects: (services, { caller }) => services.projects.list(caller),
  getProject: async (services, { access }) => services.projects.get(access),
  deleteProject: (services, { access }) => services.projects.delete(access),
  updateProjectSettings: (services, { access, body }) => services.projects.setSettings(access, body),
  getStatus: async () => ({ enabled: true }),
  getProjectRole: async (services, { access }) => services.projects.getRole(access),

  getUsersInProject: (services, { access, query }) => services.members.list(access, query),
  async addUserToProject(services, { access, body }) {
    await services.members.add(access, body);
    return { ok: true };
  },
  async updateUserInProject(services, { access, params, body }) {
    await services.members.update(access, params.user_id ?? '', body);
    return { ok: true };
  },
  async removeUserFromProject(services, { access, params }) {
    await services.members.remove(access, params.user_id ?? '');
    return { ok: true };
  },
};
