import { forward, type Handler } from './handler.js';

export const apiKeyHandlers: Record<string, Handler> = {
  listApiKeys: forward('apiKeys', 'list'),
  createApiKey: forward('apiKeys', 'create'),
  revokeApiKey: forward('apiKeys', 'revoke'),
  updateApiKey: forward('apiKeys', 'update'),
};
