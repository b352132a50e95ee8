import { forward, type Handler } from './handler.js';

export const repoHandlers: Record<string, Handler> = {
  listRepos: forward('repos', 'list'),
  createRepo: forward('repos', 'create'),
  getRepo: forward('repos', 'get'),
  updateRepo: forward('repos', 'update'),
  deleteRepo: forward('repos', 'delete'),
  bulkUpdateRepoTags: forward('repos', 'bulkUpdateTags'),
};
