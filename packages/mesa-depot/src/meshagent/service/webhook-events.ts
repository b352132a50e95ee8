import type { Transaction } from '../../storage/index.js';
import type { JsonObject } from '../json-object.js';
import { MAX_LIST } from '../limits.js';
import { pythonJson } from '../python-json.js';
import { insertDelivery, listWebhooks } from '../store/webhooks.js';
import { newUuid } from '../uuid.js';

/** What webhooks are told of. `room.call` belongs to the room protocol: nothing here sends it. */
export type WebhookEventName = 'room.started' | 'room.ended';

/**
 * Puts an event into the outbox of every webhook of a project that wants it, in the transaction of what it tells of.
 *
 * The body has `event` and `data`, the webhook's `action`, and the members of its `payload` beside them.
 */
export async function queueWebhookEvent(
  tx: Transaction,
  sources: { now(): number; random(bytes: number): Uint8Array },
  event: { readonly projectId: string; readonly name: WebhookEventName; readonly data: JsonObject },
): Promise<void> {
  const now = sources.now();
  for (const { id, events, action, payload } of await listWebhooks(tx, event.projectId, MAX_LIST)) {
    if (!events.includes(event.name)) continue;
    const own = { event: event.name, data: event.data, ...(action === null ? {} : { action }) };
    await insertDelivery(tx, {
      id: newUuid(sources),
      webhookId: id,
      event: event.name,
      body: pythonJson({ ...own, ...payload, ...own }),
      status: 'pending',
      attempts: 0,
      nextAttemptAt: now,
      responseStatus: null,
      error: null,
      createdAt: now,
    });
  }
}
