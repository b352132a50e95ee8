import { z } from 'zod';
import {
  BookmarkCreatedPayloadSchema,
  BookmarkDeletedPayloadSchema,
  BookmarkMergedPayloadSchema,
  BookmarkMovedPayloadSchema,
  ChangeCreatedPayloadSchema,
  ChangeEvolvedPayloadSchema,
  PushPayloadSchema,
  RepoCreatedPayloadSchema,
  RepoDeletedPayloadSchema,
  RepoUpdatedPayloadSchema,
  SyncCompletedPayloadSchema,
  SyncFailedPayloadSchema,
  SyncInProgressPayloadSchema,
  SyncQueuedPayloadSchema,
} from './payloads.js';

const envelope = z.object({
  /** Unique id of the event. A repeated delivery has the same one: use it to recognise repetitions. */
  id: z.string(),
  occurred_at: z.string(),
  organization: z.object({ id: z.string(), slug: z.string(), name: z.string() }),
  repository: z.object({ id: z.string(), name: z.string(), url: z.string() }).nullable(),
});

const event = <Name extends string, Data extends z.ZodType>(type: Name, data: Data) =>
  envelope.extend({ type: z.literal(type), data });

/** Shape of the body of every delivery: one of 14 events, told apart by `type`. */
export const WebhookEventSchema = z.discriminatedUnion('type', [
  event('repo.created', RepoCreatedPayloadSchema),
  event('repo.updated', RepoUpdatedPayloadSchema),
  event('repo.deleted', RepoDeletedPayloadSchema),
  event('bookmark.created', BookmarkCreatedPayloadSchema),
  event('bookmark.deleted', BookmarkDeletedPayloadSchema),
  event('bookmark.moved', BookmarkMovedPayloadSchema),
  event('bookmark.merged', BookmarkMergedPayloadSchema),
  event('change.created', ChangeCreatedPayloadSchema),
  event('change.evolved', ChangeEvolvedPayloadSchema),
  event('push', PushPayloadSchema),
  event('sync.queued', SyncQueuedPayloadSchema),
  event('sync.in_progress', SyncInProgressPayloadSchema),
  event('sync.completed', SyncCompletedPayloadSchema),
  event('sync.failed', SyncFailedPayloadSchema),
]);

/** Shape of the body of a delivery whose event this version does not know. */
export const UnknownWebhookEventSchema = envelope
  .extend({ type: z.string(), data: z.unknown() })
  .transform(({ type, ...rest }) => ({ ...rest, type: 'unknown' as const, name: type }));

/** An event of a newer server: `name` is what it calls it, `data` is as it came. */
export type UnknownWebhookEvent = z.infer<typeof UnknownWebhookEventSchema>;

/** Any event, told apart by `type`. */
export type WebhookEvent = z.infer<typeof WebhookEventSchema>;

/** Name of an event. */
export type WebhookEventName = WebhookEvent['type'];

/** The event of a name, or the union of the events of several. */
export type WebhookEventOf<Name extends WebhookEventName> = Extract<WebhookEvent, { type: Name }>;

/** Every event name, in the order of the documentation. */
export const WEBHOOK_EVENT_NAMES: readonly WebhookEventName[] = WebhookEventSchema.options.map(
  (option) => option.shape.type.value,
);
