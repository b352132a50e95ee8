import { createDepot } from 'mesa-depot';
import { expect, it, vi } from 'vitest';

/** The client that others publish for this API, as it comes from the registry. */
// biome-ignore lint/suspicious/noExplicitAny: its types want those of browsers
const vendor: any = await import('@meshagent/meshagent');

it('serves a client that others wrote for this API', async () => {
  // Its tokens would take their key from there.
  vi.stubEnv('MESHAGENT_API_KEY', undefined);
  await using depot = await createDepot({ meshagent: true });
  const client = new vendor.Meshagent({ baseUrl: depot.meshagentUrl, token: depot.meshagentToken });
  const project = await client.createProject('vendor');
  const projectId = project.id;
  expect((await client.listProjects()).projects).toHaveLength(1);
  expect(await client.getProjectRole(projectId)).toBe('admin');
  const room = await client.createRoom({ projectId, name: 'lobby', ifNotExists: true });
  expect((await client.listRooms(projectId)).map(({ name }: { name: string }) => name)).toEqual(['lobby']);
  const me = await client.getUserProfile('me');
  await client.createRoomGrant({
    projectId,
    roomId: room.id,
    userId: me.id,
    permissions: new vendor.ApiScope({ messaging: new vendor.MessagingGrant() }),
  });
  const grant = await client.getRoomGrant(projectId, room.id, me.id);
  expect(grant.user_id ?? grant.userId).toBe(me.id);
  const { jwt } = await client.connectRoom(projectId, 'lobby');
  const token = await vendor.ParticipantToken.fromJwt(jwt, { verify: false });
  expect(token.name).toBe('admin@localhost');
  const key = await client.createApiKey(projectId, 'ci', 'for tests');
  expect(vendor.parseApiKey(key.value).projectId).toBe(projectId);
  const byKey = new vendor.Meshagent({ baseUrl: depot.meshagentUrl, token: key.value });
  await byKey.upload({ projectId, path: 'a b/c.txt', data: new TextEncoder().encode('bytes') });
  expect(new TextDecoder().decode(await byKey.download({ projectId, path: '/a b/c.txt' }))).toBe('bytes');
  await expect(byKey.listWebhooks(projectId)).rejects.toThrow('403');
  expect(await client.listActiveSessions(projectId)).toHaveLength(1);
  await client.createMailbox({ projectId, address: 'a@x.yz', room: 'lobby', queue: 'mail', isPublic: true });
  expect(await client.listMailboxes(projectId)).toHaveLength(1);
  expect((await client.getBalance(projectId)).balance).toBe(0);
  await client.deleteRoom(projectId, room.id);
});
