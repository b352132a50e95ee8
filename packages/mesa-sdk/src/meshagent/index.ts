// Client of MeshAgent servers. A subpath of its own; it runs in browsers too.
export {
  type BlobSource,
  type Credential,
  type Fetch,
  type HeaderOptions,
  InvalidOptionsError,
  PagePromise,
  type ResponseIssue,
  type RetryOptions,
} from 'mesa-rest';
export type {
  AgentSpec,
  ApiKeyInfo,
  ApiScope,
  Balance,
  ContainerSpec,
  GrantOrderParam,
  Mailbox,
  ManagedSecret,
  ManagedSecretInfo,
  MeshagentClient,
  Metric,
  OAuthClient,
  PortSpec,
  Pricing,
  Project,
  ProjectFile,
  ProjectRole,
  ProjectRoomGrant,
  ProjectRoomGrantCount,
  ProjectUser,
  ProjectUserGrantCount,
  QueueMessage,
  Room,
  RoomConnectionInfo,
  RoomOrderParam,
  RoomSession,
  RoomShare,
  RoomShareConnectionInfo,
  ScheduledTask,
  ServiceSpec,
  ServiceTemplate,
  SessionEvent,
  Span,
  Subscription,
  Transaction,
  UsageIntervalParam,
  UsageReportParam,
  UsageRow,
  UserProfile,
  Webhook,
  WebhookDelivery,
} from 'mesa-rest/meshagent';
export {
  type ApiKeyParts,
  agentDefaultApiScope,
  encodeApiKey,
  fullApiScope,
  normalizeApiScope,
  parseApiKey,
  userDefaultApiScope,
} from 'mesa-rest/meshagent-formats';
export {
  type RenderedTemplate,
  renderServiceTemplate,
  TemplateError,
  type TemplateErrorCode,
} from 'mesa-rest/meshagent-templates';
export type { CallOptions } from '../core/call-options.js';
export type { WebhookHeaders } from '../core/header-of.js';
export type { Logger } from '../core/logger.js';
export { MesaWebhookVerificationError } from '../errors/mesa-webhook-verification-error.js';
export { ConflictError } from './errors/conflict-error.js';
export { InvalidTokenError } from './errors/invalid-token-error.js';
export { NotFoundError } from './errors/not-found-error.js';
export { PermissionDeniedError } from './errors/permission-denied-error.js';
export { RoomException, type RoomExceptionInit } from './errors/room-exception.js';
export { ServerError } from './errors/server-error.js';
export { ValidationErrorResponse } from './errors/validation-error-response.js';
export type { FlatMethods } from './flat-methods.js';
export { Meshagent, type MeshagentOptions } from './meshagent.js';
export type { Namespaces } from './namespaces.js';
export type { CreatedApiKey } from './resources/api-keys.js';
export type {
  AutoRechargeInput,
  CheckoutInput,
  CreditsCheckoutInput,
  TransactionInput,
  UsageFilter,
} from './resources/billing.js';
export type { TemplateValues } from './resources/from-template.js';
export type { CountInput, ListInput } from './resources/list-input.js';
export type { MailboxInput } from './resources/mailboxes.js';
export type { MemberFilter, MemberFlags } from './resources/members.js';
export type { OAuthClientInput, OAuthClientPatch } from './resources/oauth-clients.js';
export type { ProjectSettings } from './resources/projects.js';
export type { QueueInput } from './resources/queues.js';
export type {
  GrantedUserFilter,
  RoomGrantByEmailInput,
  RoomGrantInput,
  RoomGrantListInput,
  RoomGrantUpdateInput,
} from './resources/room-grants.js';
export type { RoomInput, RoomListInput, RoomPatch } from './resources/rooms.js';
export type {
  ScheduledTaskFilter,
  ScheduledTaskInput,
  ScheduledTaskPatch,
} from './resources/scheduled-tasks.js';
export {
  decodeSecret,
  type KeysSecret,
  type PullSecret,
  type Secret,
  type StoredSecret,
} from './resources/secret-content.js';
export type { SecretContentInput } from './resources/secrets.js';
export type { ShareSettings } from './resources/shares.js';
export type { FileInput, FileListInput, UploadInput } from './resources/storage.js';
export type { UserInput } from './resources/users.js';
export type { WebhookEventName, WebhookInput } from './resources/webhooks.js';
export { type AgentAction, ApiAccess, type MemoryAction, type TableAction } from './scopes/api-access.js';
export type { ScopeInput } from './scopes/scope-input.js';
export { type TemplatePrompt, templatePrompts, templateValues } from './templates/template-prompts.js';
export {
  type ParticipantGrant,
  type ParticipantRole,
  ParticipantToken,
  type ParticipantTokenInit,
  type TokenKey,
} from './tokens/participant-token.js';
export {
  MESHAGENT_SIGNATURE_HEADER,
  type RoomCall,
  type RoomEnded,
  type RoomStarted,
  type RoomWebhookEvent,
  signWebhook,
  type UnknownRoomEvent,
  verifyWebhook,
  type WebhookDeliveryInput,
} from './webhooks/verify-webhook.js';
