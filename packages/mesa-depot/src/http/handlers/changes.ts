import { forward, type Handler } from './handler.js';

export const changeHandlers: Record<string, Handler> = {
  listChanges: forward('changes', 'list'),
  createChange: forward('changes', 'create'),
  getChange: forward('changes', 'get'),
  updateChange: forward('changes', 'update'),
  listChangeVersions: forward('changes', 'evolog'),
};
