import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiAccess, Meshagent, ParticipantToken, templateValues, verifyWebhook } from 'mesa-sdk/meshagent';

const TEMPLATE = `
version: v1
kind: ServiceTemplate
metadata: { name: "{{ name }}" }
variables:
  - { name: name, title: Name of the service }
  - { name: size, title: Size, optional: true, enum: [small, large] }
container:
  image: "registry.example.com/greeter:{{ size | default("small") }}"
`;

// The token of a user is in MESHAGENT_API_KEY.
const { MESHAGENT_API_URL: baseUrl = 'http://127.0.0.1:8791' } = process.env;
const client = new Meshagent({ baseUrl });
const me = await client.profiles.get('me');

const { id: projectId, name } = await client.projects.create('Support desk');
console.log(`project: ${name}, ${(await client.projects.getRole(projectId)).role}`);

// From here on a program works in the project, with a key of its own.
const key = await client.apiKeys.create(projectId, 'worker', 'Of the example');
const worker = new Meshagent({ baseUrl, token: key.value });

// Receives what happens in the rooms.
let secret = '';
let tell: (event: string) => void;
const told = new Promise<string>((resolve) => {
  tell = resolve;
});
const receiver = createServer(async (request, response) => {
  try {
    const event = await verifyWebhook({ secret, body: await text(request), headers: request.headers });
    response.writeHead(204).end();
    if (event.event !== 'unknown') tell(`${event.event} ${event.data.room_name}`);
  } catch {
    response.writeHead(400).end();
  }
}).listen(0, '127.0.0.1');
await once(receiver, 'listening');
const { port } = receiver.address() as AddressInfo;
const url = `http://127.0.0.1:${port}/webhook`;
const webhook = await client.webhooks.create(projectId, { name: 'log', url, events: ['room.started'] });
secret = webhook.secret ?? '';

const room = await worker.rooms.create({ projectId, name: 'front-desk', metadata: { floor: 1 } });
const permissions = { queues: { send: ['tickets'] }, messaging: {} };
await worker.roomGrants.create({ projectId, roomId: room.id, userId: me.id, permissions });

// Somebody enters the room, which starts it.
const { jwt } = await client.rooms.connect(projectId, room.name);
const access = new ApiAccess(ParticipantToken.decode(jwt).api ?? {});
console.log(`room: ${room.name}, may send tickets: ${access.canSendToQueue('tickets')}`);
console.log(`webhook: ${await told}`);

await worker.secrets.create(projectId, { name: 'model', type: 'keys', data: { MODEL_KEY: 'hush' } });
for (const { name, type } of await client.secrets.list(projectId)) console.log(`secret: ${name}, ${type}`);

const values = templateValues(TEMPLATE, { name: 'greeter' });
const service = await worker.roomServices.createFromTemplate(projectId, room.name, TEMPLATE, values);
console.log(`service: ${service.metadata.name}, ${service.container?.image}`);

// A message is put into a queue of the room when the next minute begins.
await worker.scheduledTasks.create({
  projectId,
  roomName: room.name,
  queueName: 'tickets',
  payload: { text: 'Good morning' },
  schedule: '* * * * *',
  once: true,
});
console.log('task: waits for the next minute');
for (;;) {
  const [message] = await worker.queues.receiveMessages(projectId, room.name, 'tickets', { limit: 1 });
  if (message) {
    console.log(`task: ${message.payload.text}`);
    break;
  }
  await sleep(200);
}

await client.projects.delete(projectId);
receiver.close();
