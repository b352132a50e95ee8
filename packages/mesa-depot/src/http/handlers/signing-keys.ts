import { forward, type Handler } from './handler.js';

export const signingKeyHandlers: Record<string, Handler> = {
  listSigningKeys: forward('signingKeys', 'list'),
  createSigningKey: forward('signingKeys', 'create'),
  revokeSigningKey: forward('signingKeys', 'revoke'),
};
