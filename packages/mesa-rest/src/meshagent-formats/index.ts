// Formats of MeshAgent that clients and servers share. No client, and nothing of Node.
export { type ApiKeyParts, encodeApiKey, parseApiKey } from './api-key.js';
export { agentDefaultApiScope, fullApiScope, normalizeApiScope, userDefaultApiScope } from './api-scope.js';
