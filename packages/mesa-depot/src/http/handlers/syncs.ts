import { forward, type Handler } from './handler.js';

export const syncHandlers: Record<string, Handler> = {
  listRepoUpstreamSyncs: forward('syncs', 'list'),
  syncUpstream: forward('syncs', 'create'),
  getRepoUpstreamSync: forward('syncs', 'get'),
};
