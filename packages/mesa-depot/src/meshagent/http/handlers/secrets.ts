import type { Handlers } from '../call.js';

export const secretHandlers: Handlers = {
  createSecret: (services, { access, body }) => services.secrets.create(access, body),
  listSecrets: (services, { access }) => services.secrets.list(access),
  getProjectSecret: (services, { access, params }) => services.secrets.get(access, params.secret_id ?? ''),
  updateSecret: (services, { access, params, body }) =>
    services.secrets.update(access, params.secret_id ?? '', body),
  deleteSecret: (services, { access, params }) => services.secrets.delete(access, params.secret_id ?? ''),
};
