import { agentDefaultApiScope, fullApiScope, userDefaultApiScope } from 'mesa-rest/meshagent-formats';
import { describe, expect, it } from 'vitest';
import { ApiAccess } from './api-access.js';

describe('ApiAccess', () => {
  it('allows nothing of a section that is absent or null, and all of one that is empty', () => {
    for (const access of [new ApiAccess({}), new ApiAccess({ queues: null, tunnels: null, admin: null })]) {
      expect([access.canListQueues(), access.canOpenTunnel(80), access.canConfigureRoom()]).toEqual([
        false,
        false,
        false,
      ]);
      expect([access.canReadFile('/'), access.canUseTable('read', 't'), access.canUseModel('m')]).toEqual([
        false,
        false,
        false,
      ]);
    }
    const full = new ApiAccess(fullApiScope());
    expect([full.canSendToQueue('q'), full.canOpenTunnel(80), full.canWriteFile('/a')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([full.canUseTable('alter', 't'), full.canUseMemory('drop', 'm'), full.canRunImage('i')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(new ApiAccess(userDefaultApiScope()).canRequestOAuthToken('https://x', 'c')).toBe(true);
    expect(new ApiAccess(agentDefaultApiScope()).canRequestOAuthToken('https://x', 'c')).toBe(false);
  });

  it('takes an empty list for nothing, except of ports', () => {
    const access = new ApiAccess({
      queues: { send: [], receive: ['in'] },
      tunnels: { ports: [] },
      storage: { paths: [] },
      database: { tables: [] },
    });
    expect([access.canSendToQueue('in'), access.canReceiveFromQueue('in')]).toEqual([false, true]);
    expect([access.canOpenTunnel(80), access.canReadFile('/a'), access.canUseTable('read', 't')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(new ApiAccess({ tunnels: { ports: ['80'] } }).canOpenTunnel(81)).toBe(false);
  });

  it('lets the first path that fits decide: exact or with a star for documents, any prefix for files', () => {
    const paths = [{ path: '/a/b', read_only: true }, { path: '/a*' }, { path: '/c' }];
    const access = new ApiAccess({ sync: { paths }, storage: { paths } });
    const documents = ['/a/b', '/a/bc', '/c', '/c/d'];
    expect(documents.map((path) => access.canReadDocument(path))).toEqual([true, true, true, false]);
    expect(documents.map((path) => access.canWriteDocument(path))).toEqual([false, true, true, false]);
    expect(documents.map((path) => access.canReadFile(path))).toEqual([true, true, true, true]);
    expect(documents.map((path) => access.canWriteFile(path))).toEqual([false, false, true, true]);
  });

  it('goes by name and namespace of tables and memories', () => {
    const access = new ApiAccess({
      database: { tables: [{ name: 't' }, { name: 'u', namespace: ['n'], write: true, read: false }] },
      memory: { memories: [{ name: 'm', permissions: { drop: false } }] },
    });
    expect([access.canUseTable('read', 't', ['x']), access.canUseTable('write', 't')]).toEqual([true, false]);
    expect([access.canUseTable('write', 'u', ['n']), access.canUseTable('write', 'u')]).toEqual([
      true,
      false,
    ]);
    expect(access.canUseTable('read', 'u', ['n'])).toBe(false);
    expect([access.canUseMemory('drop', 'm'), access.canUseMemory('query', 'm')]).toEqual([false, true]);
    expect(access.canUseMemory('query', 'other')).toBe(false);
  });

  it('reads both spellings, and the older form of what it may ask tokens of', () => {
    const access = new ApiAccess({
      dataset: { listTables: false },
      agents: { useTools: false, allowedToolkits: ['t'] },
      containers: { pull: ['ghcr.io/*'], run: ['a'] },
      secrets: { requestOauthToken: ['https://a/*', { endpoint: 'https://b', clientId: 'c' }] },
    });
    expect([access.canListTables(), access.canUseTable('write', 't')]).toEqual([false, true]);
    expect([access.canUseAgentsApi('useTools'), access.canUseToolkit('t')]).toEqual([false, false]);
    expect([access.canPullImage('ghcr.io/x'), access.canPullImage('x'), access.canRunImage('ab')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([
      access.canRequestOAuthToken('https://a/1', 'any'),
      access.canRequestOAuthToken('https://b', 'c'),
      access.canRequestOAuthToken('https://b', 'd'),
    ]).toEqual([true, true, false]);
  });
});
