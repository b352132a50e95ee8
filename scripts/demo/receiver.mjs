import { once } from 'node:events';
import { createServer } from 'node:http';

const WAIT_MS = 15_000; // 15 seconds

/** Starts an HTTP server that counts the events it receives, once each; every delivery must have a valid signature. */
export async function startReceiver() {
  let mesa;
  const seen = new Map();
  const failures = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      await mesa.webhooks.receive(Buffer.concat(chunks), request.headers);
      response.writeHead(204).end();
    } catch (error) {
      failures.push(error);
      response.writeHead(400).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const count = () => {
    const counts = {};
    for (const type of seen.values()) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  };

  return {
    url: `http://127.0.0.1:${server.address().port}/webhooks`,
    /** Sets the client that verifies deliveries: its secret is known only once the target exists. */
    verifyWith(client) {
      mesa = client;
      // Deliveries are made at least once, so events are told apart by their id.
      const remember = (event) => void seen.set(event.id, event.type);
      mesa.webhooks.on(['repo.created', 'change.created', 'change.evolved'], remember);
      mesa.webhooks.on(['bookmark.created', 'bookmark.moved', 'bookmark.merged'], remember);
    },
    /** Waits until there are at least as many events of each type, and returns the counts of all. */
    async waitFor(expected) {
      const deadline = Date.now() + WAIT_MS;
      const isComplete = () => Object.entries(expected).every(([type, n]) => (count()[type] ?? 0) >= n);
      while (!isComplete() && failures.length === 0) {
        if (Date.now() > deadline) throw new Error(`only these events came: ${JSON.stringify(count())}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (failures.length > 0) throw new Error('a delivery did not verify', { cause: failures[0] });
      return count();
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
