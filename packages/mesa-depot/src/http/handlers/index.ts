import { apiKeyHandlers } from './api-keys.js';
import { bookmarkHandlers } from './bookmarks.js';
import { changeHandlers } from './changes.js';
import { contentHandlers } from './content.js';
import { diffHandlers } from './diffs.js';
import { filesystemHandlers } from './filesystem.js';
import type { Handler } from './handler.js';
import { orgHandlers } from './org.js';
import { repoHandlers } from './repos.js';
import { signingKeyHandlers } from './signing-keys.js';
import { syncHandlers } from './syncs.js';
import { webhookTargetHandlers } from './webhook-targets.js';

/** The handler of every operation, by the operation id of the contract. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...orgHandlers,
  ...apiKeyHandlers,
  ...signingKeyHandlers,
  ...webhookTargetHandlers,
  ...repoHandlers,
  ...syncHandlers,
  ...contentHandlers,
  ...diffHandlers,
  ...bookmarkHandlers,
  ...changeHandlers,
  ...filesystemHandlers,
};
