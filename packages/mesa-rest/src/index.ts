// The functions and models are listed by name in generated files, so that an operation added to the spec is
// exported without a change here; index.test.ts holds the list of names still.
export {
  type BlobSource,
  type ByteRange,
  type GetBlobOptions,
  getBlobBytes,
  getBlobStream,
  type PutBlobOptions,
  putBlob,
  type ReadBlob,
  readBlobs,
} from './blobs.js';
export type { BlobsResource } from './blobs-resource.js';
export { createMesaClient, type MesaClient, type MesaClientOptions, type RawRequest } from './client.js';
export type { Credential } from './credential.js';
export { AbortedError } from './errors/aborted-error.js';
export { ApiError, type ApiErrorInit } from './errors/api-error.js';
export { AuthenticationError } from './errors/authentication-error.js';
export { AuthorizationError } from './errors/authorization-error.js';
export { ConflictError } from './errors/conflict-error.js';
export { ConnectionError } from './errors/connection-error.js';
export { InvalidOptionsError } from './errors/invalid-options-error.js';
export { InvalidRequestError } from './errors/invalid-request-error.js';
export { InvalidResponseError, type ResponseIssue } from './errors/invalid-response-error.js';
export { MesaError, type MesaErrorJSON } from './errors/mesa-error.js';
export { NotFoundError } from './errors/not-found-error.js';
export { RateLimitError } from './errors/rate-limit-error.js';
export { ServerError } from './errors/server-error.js';
export { TimeoutError } from './errors/timeout-error.js';
export { ValidationError } from './errors/validation-error.js';
export type { EventsResource } from './events-resource.js';
export * from './generated/depot/functions.gen.js';
export type * from './generated/depot/models.gen.js';
export type {
  AdminResource,
  BookmarksResource,
  ChangesResource,
  ContentResource,
  DiffsResource,
  MergeResource,
  ReposResource,
  TreesResource,
  WebhookTargetsResource,
} from './generated/depot/resources.gen.js';
export type { HeaderOptions } from './headers.js';
export { MesaRest } from './mesa-rest.js';
export { PagePromise, type PageSource } from './pagination.js';
export type {
  ApiResponse,
  Arguments,
  CallOptions,
  RequestOptions,
} from './request-options.js';
export type { BackoffOptions, NestedBackoffOptions, NoRetryOptions, RetryOptions } from './retry.js';
export type { Fetch } from './transport.js';
export { type WatchRepoOptions, watchRepo } from './watch-repo.js';
