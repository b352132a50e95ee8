import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Mesa, MesaWebhookVerificationError } from 'mesa-sdk';

const mesa = new Mesa({ webhookSecret: process.env.MESA_WEBHOOK_SECRET });

mesa.webhooks.on('change.created', (event) => {
  console.log(`${event.repository?.name}: new change "${event.data.change.message}"`);
});
mesa.webhooks.on(['bookmark.moved', 'bookmark.merged'], (event) => {
  console.log(`${event.repository?.name}: ${event.data.bookmark.name} is at another change (${event.type})`);
});

const app = new Hono();
app.post('/webhooks/mesa', async (context) => {
  try {
    await mesa.webhooks.receive(context.req.raw);
  } catch (error) {
    // A delivery that does not verify is refused; a handler that failed is a 500, so that the event is sent again.
    return context.text(String(error), error instanceof MesaWebhookVerificationError ? 400 : 500);
  }
  return context.body(null, 204);
});

const server = serve(
  { fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) },
  ({ port }) => console.log(`Listening on http://127.0.0.1:${port}/webhooks/mesa`),
);
process.once('SIGTERM', () => server.close());
