import { connectRoom, createMeshagentClient, createProject, createRoom } from 'mesa-rest/meshagent';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../depot/testing/temporary-folder.js';
import { runCli, startServe } from './testing/run-cli.js';

describe('serve --meshagent-port', { timeout: 60_000 }, () => {
  it('says where the API is, and gives out the URL that others reach it by', async () => {
    const depot = await startServe(
      temporaryFolder(),
      ...['--meshagent-port', '0', '--meshagent-public-url', 'https://mesh.example.com'],
      ...['--log-level', 'silent'],
    );
    const serverUrl = `${depot.line.meshagent_url}`;
    expect(serverUrl).not.toBe(depot.line.vcs_url);
    const client = createMeshagentClient({ serverUrl, token: `${depot.line.meshagent_token}` });
    const { data: project } = await createProject({ client, body: { name: 'p' } });
    const path = { project_id: project.id };
    await createRoom({ client, path, body: { name: 'room' } });
    const { data: connection } = await connectRoom({ client, path: { ...path, room: 'room' } });
    expect(connection.room_url).toBe('wss://mesh.example.com/rooms/room');
    depot.child.kill('SIGTERM');
    expect(await depot.ended).toBe(0);
  });

  it('refuses a public URL of an API that is not served', async () => {
    const { code, stderr } = await runCli(['serve', '--meshagent-public-url', 'https://mesh.example.com']);
    expect(code).toBe(1);
    expect(stderr).toContain('--meshagent-public-url is of no use without --meshagent-port');
  });
});
