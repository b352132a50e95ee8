import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { MesaWebhookVerificationError, Webhooks } from 'mesa-sdk';

const secret = process.env.MESA_WEBHOOK_SECRET;
if (!secret) {
  console.error(
    'Set MESA_WEBHOOK_SECRET to the secret of the webhook target; it was shown when the target was created.',
  );
  process.exit(1);
}
// Verifying needs the secret and no API key. A `Mesa` with `webhookSecret` has the same as `mesa.webhooks`.
const webhooks = new Webhooks({ secret });

webhooks.on('change.created', (event) => {
  console.log(`${event.repository?.name}: new change "${event.data.change.message}"`);
});
webhooks.on(['bookmark.moved', 'bookmark.merged'], (event) => {
  console.log(`${event.repository?.name}: ${event.data.bookmark.name} is at another change (${event.type})`);
});

const app = new Hono();
app.post('/webhooks/mesa', async (context) => {
  try {
    await webhooks.receive(context.req.raw);
  } catch (error) {
    // A delivery that does not verify is refused; a handler that failed is a 500, so that the event is sent again. What
    // failed is nothing to tell the sender.
    console.error(error);
    return context.body(null, error instanceof MesaWebhookVerificationError ? 400 : 500);
  }
  return context.body(null, 204);
});

const server = serve(
  { fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) },
  ({ port }) => console.log(`Listening on http://127.0.0.1:${port}/webhooks/mesa`),
);
process.once('SIGTERM', () => server.close());
