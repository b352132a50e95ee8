import type { Handlers } from '../call.js';

export const oauthClientHandlers: Handlers = {
  createOAuthClient: (services, { access, body }) => services.oauthClients.create(access, body),
  listOAuthClients: (services, { access, query }) => services.oauthClients.list(access, query),
  getOAuthClient: (services, { access, params }) => services.oauthClients.get(access, params.client_id ?? ''),
  async updateOAuthClient(services, { access, params, body }) {
    await services.oauthClients.update(access, params.client_id ?? '', body);
    return { ok: true };
  },
  deleteOAuthClient: (services, { access, params }) =>
    services.oauthClients.delete(access, params.client_id ?? ''),
};
