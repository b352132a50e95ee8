import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../depot/testing/temporary-folder.js';
import { startServe } from './testing/run-cli.js';

describe('serve --commitments', { timeout: 60_000 }, () => {
  it('says where the API is, and takes the admin token of the environment', async () => {
    vi.stubEnv('MESA_ADMIN_TOKEN', 'the admin token');
    const depot = await startServe(temporaryFolder(), '--commitments', '--log-level', 'silent');
    vi.unstubAllEnvs();
    const url = `${depot.line.commitments_url}`;
    expect(url).toBe(`${depot.line.vcs_url}/commitments`);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    const audit = (headers: Record<string, string>) => fetch(`${url}/audit`, { headers });
    expect((await audit({ 'x-admin-token': 'the admin token' })).status).toBe(200);
    expect((await audit({ 'x-admin-token': 'another' })).status).toBe(403);
    expect(
      (await fetch(`${depot.line.vcs_url}/metrics`).then((answer) => answer.text())).includes(
        'operation="commitments.listAuditEvents"',
      ),
    ).toBe(true);
    depot.child.kill('SIGTERM');
    expect(await depot.ended).toBe(0);
  });
});
