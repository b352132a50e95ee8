import type { Handlers } from '../call.js';

export const userHandlers: Handlers = {
  createUser: (services, { body }) => services.users.create(body),
  createUserToken: (services, { caller, params }) => services.users.createToken(caller, params.user_id ?? ''),
  revokeUserTokens: (services, { caller, params }) =>
    services.users.revokeTokens(caller, params.user_id ?? ''),
  getUserProfile: (services, { caller, params }) => services.users.getProfile(caller, params.user_id ?? ''),
  async updateUserProfile(services, { caller, params, body }) {
    await services.users.updateProfile(caller, params.user_id ?? '', body);
    return { ok: true };
  },
};
