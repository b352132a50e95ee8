import type { Handlers } from '../call.js';
import { apiKeyHandlers } from './api-keys.js';
import { billingHandlers } from './billing.js';
import { fileHandlers } from './files.js';
import { grantHandlers } from './grants.js';
import { mailboxHandlers } from './mailboxes.js';
import { oauthClientHandlers } from './oauth-clients.js';
import { projectHandlers } from './projects.js';
import { queueHandlers } from './queues.js';
import { roomHandlers } from './rooms.js';
import { secretHandlers } from './secrets.js';
import { serviceHandlers } from './services.js';
import { sessionHandlers } from './sessions.js';
import { shareHandlers } from './shares.js';
import { taskHandlers } from './tasks.js';
import { userHandlers } from './users.js';
import { webhookHandlers } from './webhooks.js';

/** The handler of each operation of the contract. */
export const handlers: Handlers = {
  ...projectHandlers,
  ...userHandlers,
  ...apiKeyHandlers,
  ...roomHandlers,
  ...grantHandlers,
  ...shareHandlers,
  ...sessionHandlers,
  ...fileHandlers,
  ...queueHandlers,
  ...taskHandlers,
  ...webhookHandlers,
  ...billingHandlers,
  ...serviceHandlers,
  ...secretHandlers,
  ...oauthClientHandlers,
  ...mailboxHandlers,
};
