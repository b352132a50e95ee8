import type { Handlers } from '../call.js';
import { apiKeyHandlers } from './api-keys.js';
import { projectHandlers } from './projects.js';
import { userHandlers } from './users.js';

/** The handler of each operation of the contract. */
export const handlers: Handlers = {
  ...projectHandlers,
  ...userHandlers,
  ...apiKeyHandlers,
};
