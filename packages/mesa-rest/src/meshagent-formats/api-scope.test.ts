import { describe, expect, it } from 'vitest';
import { agentDefaultApiScope, fullApiScope, normalizeApiScope, userDefaultApiScope } from './api-scope.js';

describe('normalizeApiScope', () => {
  it('writes known sections in snake_case, and leaves the others', () => {
    const given = {
      dataset: { listTables: true, tables: [{ name: 'aB', namespace: ['cD'] }] },
      secrets: { requestOAuthToken: ['https://x/*'] },
      agents: { use_tools: false },
      tunnels: null,
      future: { camelCase: 1 },
    };
    expect(normalizeApiScope(given)).toEqual({
      database: { list_tables: true, tables: [{ name: 'aB', namespace: ['cD'] }] },
      secrets: { request_oauth_token: ['https://x/*'] },
      agents: { use_tools: false },
      tunnels: null,
      future: { camelCase: 1 },
    });
    expect(normalizeApiScope(normalizeApiScope(given))).toEqual(normalizeApiScope(given));
  });
});

describe('presets', () => {
  it('differ in what is not for everybody', () => {
    const missing = (scope: object) => Object.keys(fullApiScope()).filter((name) => !(name in scope));
    expect(missing(agentDefaultApiScope())).toEqual(['admin', 'secrets', 'tunnels']);
    expect(missing(userDefaultApiScope())).toEqual(['admin', 'tunnels']);
  });
});
