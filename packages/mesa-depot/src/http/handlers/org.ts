import { forward, type Handler } from './handler.js';

export const orgHandlers: Record<string, Handler> = {
  whoami: forward('org', 'whoami'),
  getOrg: forward('org', 'get'),
};
