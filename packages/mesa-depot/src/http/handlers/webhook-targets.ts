import { forward, type Handler } from './handler.js';

export const webhookTargetHandlers: Record<string, Handler> = {
  listWebhookTargets: forward('webhookTargets', 'list'),
  createWebhookTarget: forward('webhookTargets', 'create'),
  getWebhookTarget: forward('webhookTargets', 'get'),
  updateWebhookTarget: forward('webhookTargets', 'update'),
  deleteWebhookTarget: forward('webhookTargets', 'delete'),
  listWebhookDeliveries: forward('webhookTargets', 'listDeliveries'),
};
