import type { Handlers } from '../call.js';

export const shareHandlers: Handlers = {
  createShare: (services, { access, body }) => services.shares.create(access, body),
  listShares: (services, { access }) => services.shares.list(access),
  updateShare: (services, { access, params, body }) =>
    services.shares.update(access, params.share_id ?? '', body),
  deleteShare: (services, { access, params }) => services.shares.delete(access, params.share_id ?? ''),
  connectShare: (services, { params, origin }) => services.shares.connect(params.share_id ?? '', origin),
};
