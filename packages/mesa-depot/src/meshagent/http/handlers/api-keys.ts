import type { Handlers } from '../call.js';

export const apiKeyHandlers: Handlers = {
  createApiKey: (services, { access, body }) => services.apiKeys.create(access, body),
  listApiKeys: (services, { access }) => services.apiKeys.list(access),
  deleteApiKey: (services, { access, params }) => services.apiKeys.delete(access, params.key_id ?? ''),
};
