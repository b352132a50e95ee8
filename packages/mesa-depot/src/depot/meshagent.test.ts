import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createMeshagentClient,
  createProject,
  getUserProfile,
  listProjects,
  upload,
} from 'mesa-rest/meshagent';
import { expect, it } from 'vitest';
import { createDepot } from './create-depot.js';

it('serves the MeshAgent API at the root of a port of its own, with the same token after a restart', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mesa-meshagent-'));
  try {
    let token = '';
    {
      await using depot = await createDepot({ dataFolder, meshagent: true });
      token = depot.meshagentToken ?? '';
      const client = createMeshagentClient({ serverUrl: depot.meshagentUrl ?? '', token });
      const me = await getUserProfile({ client, path: { user_id: 'me' } });
      expect(me.data.email).toBe('admin@localhost');
      const project = await createProject({ client, body: { name: 'first' } });
      await upload({
        client,
        path: { project_id: project.data.id },
        query: { path: 'a.txt' },
        body: new TextEncoder().encode('hello'),
      });
      const file = await fetch(
        `${depot.meshagentUrl}/projects/${project.data.id}/storage/download?path=%2Fa.txt`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      expect(await file.text()).toBe('hello');
      expect(file.headers.get('content-length')).toBe('5');
      expect(file.headers.get('content-disposition')).toBe('attachment');
      // Neither server knows the paths or the credentials of the other.
      expect((await fetch(`${depot.url}/accounts/projects`)).status).toBe(404);
      const foreign = await fetch(`${depot.meshagentUrl}/accounts/projects`, {
        headers: { authorization: `Bearer ${depot.apiKey}` },
      });
      expect(foreign.status).toBe(401);
    }
    const path = join(dataFolder, 'meshagent-token');
    expect(readFileSync(path, 'utf8').trim()).toBe(token);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await using depot = await createDepot({ dataFolder, meshagent: { port: 0 } });
    expect(depot.meshagentToken).toBe(token);
    const client = createMeshagentClient({ serverUrl: depot.meshagentUrl ?? '', token });
    expect((await listProjects({ client })).data.projects).toMatchObject([{ name: 'first' }]);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
