import type { Handlers } from '../call.js';

export const webhookHandlers: Handlers = {
  createWebhook: (services, { access, body }) => services.webhooks.create(access, body),
  listWebhooks: (services, { access }) => services.webhooks.list(access),
  updateWebhook: (services, { access, params, body }) =>
    services.webhooks.update(access, params.webhook_id ?? '', body),
  deleteWebhook: (services, { access, params }) => services.webhooks.delete(access, params.webhook_id ?? ''),
  listWebhookDeliveries: (services, { access, params, query }) =>
    services.webhooks.listDeliveries(access, params.webhook_id ?? '', query),
};
