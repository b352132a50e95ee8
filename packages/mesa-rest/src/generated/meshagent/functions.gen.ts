// Generated from openapi/meshagent.yaml by `pnpm generate`. Do not edit.

import { clientOf } from '../../call.js';
import type { MeshagentClient } from '../../meshagent-client.js';
import type { ApiResponse, CallOptions } from '../../request-options.js';
import * as sdk from './sdk.gen.js';
import type { AddUserToProjectData, ApiKeyInfo, ApiKeyList, Balance, CheckoutUrl, ConnectRoomData, ConnectShareData, CreateApiKeyData, CreateMailboxData, CreateOAuthClientData, CreateProjectData, CreateRoomData, CreateRoomGrantData, CreateRoomServiceData, CreateScheduledTaskData, CreateSecretData, CreateServiceData, CreateShareData, CreateTransactionData, CreateUserData, CreateUserTokenData, CreateWebhookData, Created, DeleteApiKeyData, DeleteFileData, DeleteMailboxData, DeleteOAuthClientData, DeleteProjectData, DeleteRoomData, DeleteRoomGrantData, DeleteRoomServiceData, DeleteScheduledTaskData, DeleteSecretData, DeleteServiceData, DeleteShareData, DeleteWebhookData, FileList, GetBalanceData, GetCheckoutUrlData, GetCreditsCheckoutUrlData, GetMailboxData, GetOAuthClientData, GetPricingData, GetProjectData, GetProjectRoleData, GetProjectSecretData, GetRecentTransactionsData, GetRoomData, GetRoomGrantData, GetRoomServiceData, GetServiceData, GetSessionData, GetStatusData, GetSubscriptionData, GetUsageData, GetUserProfileData, GetUsersInProjectData, ListActiveSessionsData, ListApiKeysData, ListFilesData, ListMailboxesData, ListOAuthClientsData, ListProjectsData, ListQueueMessagesData, ListRecentSessionsData, ListRoomGrantsByRoomData, ListRoomGrantsByUserData, ListRoomGrantsData, ListRoomMailboxesData, ListRoomServicesData, ListRoomsData, ListScheduledTasksData, ListSecretsData, ListServicesData, ListSessionEventsData, ListSessionMetricsData, ListSessionSpansData, ListSharesData, ListUniqueRoomsWithGrantsData, ListUniqueUsersWithGrantsData, ListWebhookDeliveriesData, ListWebhooksData, MailboxAnswer, MailboxList, ManagedSecret, MetricList, OAuthClient, OAuthClientCreated, OAuthClientList, Ok, Pricing, Project, ProjectList, ProjectRole, ProjectRoomGrant, ProjectStatus, ProjectUserList, QueueMessageList, ReceiveQueueMessagesData, RemoveUserFromProjectData, RenderTemplateData, RevokeUserTokensData, Room, RoomConnectionInfo, RoomGrantCountList, RoomGrantList, RoomList, RoomSession, RoomShareConnectionInfo, ScheduledTaskCreated, ScheduledTaskList, SecretList, ServiceList, ServiceSpec, ServiceTemplate, SessionEventList, SessionList, SetAutoRechargeData, ShareList, SpanList, Subscription, TerminateSessionData, Transaction, TransactionList, UpdateMailboxData, UpdateOAuthClientData, UpdateProjectSettingsData, UpdateRoomData, UpdateRoomGrantData, UpdateRoomServiceData, UpdateScheduledTaskData, UpdateSecretData, UpdateServiceData, UpdateShareData, UpdateUserInProjectData, UpdateUserProfileData, UpdateWebhookData, UsageList, UserGrantCountList, UserProfile, UserToken, Webhook, WebhookDeliveryList, WebhookList } from './types.gen.js';

/**
 * List the projects of the caller.
 *
 * With an API key: its one project.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws ServerError 500: The server failed.
 */
export async function listProjects(options: CallOptions<ListProjectsData, MeshagentClient>): Promise<ApiResponse<ProjectList>> {
  return clientOf(options).run(
    {
      send: sdk.listProjects,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListProjectsResponse,
    },
    options,
  );
}

/**
 * Create a project.
 *
 * Whoever creates a project owns it and is its admin.
 * @param options.body `ProjectCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws ServerError 500: The server failed.
 */
export async function createProject(options: CallOptions<CreateProjectData, MeshagentClient>): Promise<ApiResponse<Project>> {
  return clientOf(options).run(
    {
      send: sdk.createProject,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateProjectResponse,
    },
    options,
  );
}

/**
 * Get a project.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getProject(options: CallOptions<GetProjectData, MeshagentClient>): Promise<ApiResponse<Project>> {
  return clientOf(options).run(
    {
      send: sdk.getProject,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetProjectResponse,
    },
    options,
  );
}

/**
 * Delete a project with all that is in it.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteProject(options: CallOptions<DeleteProjectData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteProject,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Replace the settings of a project.
 *
 * The body is the settings object itself.
 * @param options.path.project_id Project id.
 * @param options.body `ProjectSettings`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateProjectSettings(options: CallOptions<UpdateProjectSettingsData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.updateProjectSettings,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Tell whether a project is enabled.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getStatus(options: CallOptions<GetStatusData, MeshagentClient>): Promise<ApiResponse<ProjectStatus>> {
  return clientOf(options).run(
    {
      send: sdk.getStatus,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetStatusResponse,
    },
    options,
  );
}

/**
 * Get the role of the caller in a project.
 *
 * Who has none is refused with 403.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getProjectRole(options: CallOptions<GetProjectRoleData, MeshagentClient>): Promise<ApiResponse<ProjectRole>> {
  return clientOf(options).run(
    {
      send: sdk.getProjectRole,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetProjectRoleResponse,
    },
    options,
  );
}

/**
 * List the members of a project.
 *
 * In order of e-mail address.
 * @param options.path.project_id Project id.
 * @param options.query.count Most items to return. Without it, all of them, or the first 10,000.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.filter Only items that have this text in their names or addresses; upper and lower case
 *   make no difference.
 * @param options.query.email Only the member with this e-mail address.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getUsersInProject(options: CallOptions<GetUsersInProjectData, MeshagentClient>): Promise<ApiResponse<ProjectUserList>> {
  return clientOf(options).run(
    {
      send: sdk.getUsersInProject,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetUsersInProjectResponse,
    },
    options,
  );
}

/**
 * Add a user to a project.
 *
 * By `user_id` or by `email`. Flags that are left out are false.
 * @param options.path.project_id Project id.
 * @param options.body `ProjectUserAdd`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function addUserToProject(options: CallOptions<AddUserToProjectData, MeshagentClient>): Promise<ApiResponse<Ok>> {
  return clientOf(options).run(
    {
      send: sdk.addUserToProject,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zAddUserToProjectResponse,
    },
    options,
  );
}

/**
 * Change what a member of a project may do.
 *
 * Flags that are left out are false. The last admin stays one.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.path.user_id User id.
 * @param options.body `ProjectUserFlags`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: The state of it does not allow this.
 * @throws ServerError 500: The server failed.
 */
export async function updateUserInProject(options: CallOptions<UpdateUserInProjectData, MeshagentClient>): Promise<ApiResponse<Ok>> {
  return clientOf(options).run(
    {
      send: sdk.updateUserInProject,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateUserInProjectResponse,
    },
    options,
  );
}

/**
 * Remove a user from a project.
 *
 * The grants of the user go as well. The last admin stays.
 * @param options.path.project_id Project id.
 * @param options.path.user_id User id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: The state of it does not allow this.
 * @throws ServerError 500: The server failed.
 */
export async function removeUserFromProject(options: CallOptions<RemoveUserFromProjectData, MeshagentClient>): Promise<ApiResponse<Ok>> {
  return clientOf(options).run(
    {
      send: sdk.removeUserFromProject,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zRemoveUserFromProjectResponse,
    },
    options,
  );
}

/**
 * Create a user of this server.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.body `UserCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createUser(options: CallOptions<CreateUserData, MeshagentClient>): Promise<ApiResponse<UserProfile>> {
  return clientOf(options).run(
    {
      send: sdk.createUser,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateUserResponse,
    },
    options,
  );
}

/**
 * Issue a token of a user.
 *
 * For oneself, or by an operator for anybody. The answer is the only place where the token is shown.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.user_id User id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function createUserToken(options: CallOptions<CreateUserTokenData, MeshagentClient>): Promise<ApiResponse<UserToken>> {
  return clientOf(options).run(
    {
      send: sdk.createUserToken,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateUserTokenResponse,
    },
    options,
  );
}

/**
 * Revoke all tokens of a user.
 *
 * For oneself, or by an operator for anybody.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.user_id User id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function revokeUserTokens(options: CallOptions<RevokeUserTokensData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.revokeUserTokens,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Get the profile of a user.
 *
 * `me` is the caller. Others are seen by whoever shares a project with them, and by operators.
 * @param options.path.user_id User id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getUserProfile(options: CallOptions<GetUserProfileData, MeshagentClient>): Promise<ApiResponse<UserProfile>> {
  return clientOf(options).run(
    {
      send: sdk.getUserProfile,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetUserProfileResponse,
    },
    options,
  );
}

/**
 * Change the names of a user.
 *
 * Of oneself alone.
 * @param options.path.user_id User id.
 * @param options.body `UserProfileUpdate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateUserProfile(options: CallOptions<UpdateUserProfileData, MeshagentClient>): Promise<ApiResponse<Ok>> {
  return clientOf(options).run(
    {
      send: sdk.updateUserProfile,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateUserProfileResponse,
    },
    options,
  );
}

/**
 * List the rooms of a project.
 *
 * A member who is no developer sees the rooms that are granted to them.
 * @param options.path.project_id Project id.
 * @param options.query.limit Most items to return. Default: 50.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.order_by `room_name` or `created_at`; with a `-` before it, backwards. Default:
 *   "room_name".
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listRooms(options: CallOptions<ListRoomsData, MeshagentClient>): Promise<ApiResponse<RoomList>> {
  return clientOf(options).run(
    {
      send: sdk.listRooms,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRoomsResponse,
    },
    options,
  );
}

/**
 * Create a room.
 *
 * With `if_not_exists` a room of that name is answered as it is.
 * @param options.path.project_id Project id.
 * @param options.body `RoomCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createRoom(options: CallOptions<CreateRoomData, MeshagentClient>): Promise<ApiResponse<Room>> {
  return clientOf(options).run(
    {
      send: sdk.createRoom,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateRoomResponse,
    },
    options,
  );
}

/**
 * Get a room by its name or id.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getRoom(options: CallOptions<GetRoomData, MeshagentClient>): Promise<ApiResponse<Room>> {
  return clientOf(options).run(
    {
      send: sdk.getRoom,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetRoomResponse,
    },
    options,
  );
}

/**
 * Rename a room, or replace its metadata or annotations.
 *
 * What is left out, or null, stays as it is.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.body `RoomUpdate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function updateRoom(options: CallOptions<UpdateRoomData, MeshagentClient>): Promise<ApiResponse<Room>> {
  return clientOf(options).run(
    {
      send: sdk.updateRoom,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateRoomResponse,
    },
    options,
  );
}

/**
 * Delete a room.
 *
 * Its grants, services, mailboxes, scheduled tasks and queues go as well, and its sessions end.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteRoom(options: CallOptions<DeleteRoomData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteRoom,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Get a token and an address to connect to a room.
 *
 * The token carries the grant of the caller for the room; an admin and an API key without one get everything. It
 * is valid for an hour.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.body `RoomConnect`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function connectRoom(options: CallOptions<ConnectRoomData, MeshagentClient>): Promise<ApiResponse<RoomConnectionInfo>> {
  return clientOf(options).run(
    {
      send: sdk.connectRoom,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zConnectRoomResponse,
    },
    options,
  );
}

/**
 * List the grants of a project.
 * @param options.path.project_id Project id.
 * @param options.query.limit Most items to return. Default: 50.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.order_by `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
 *   Default: "room_name".
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listRoomGrants(options: CallOptions<ListRoomGrantsData, MeshagentClient>): Promise<ApiResponse<RoomGrantList>> {
  return clientOf(options).run(
    {
      send: sdk.listRoomGrants,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRoomGrantsResponse,
    },
    options,
  );
}

/**
 * Grant a user access to a room.
 *
 * The user is named by `user_id` or by `email`, not by both.
 * @param options.path.project_id Project id.
 * @param options.body `RoomGrantCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createRoomGrant(options: CallOptions<CreateRoomGrantData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.createRoomGrant,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Count the grants of each room.
 * @param options.path.project_id Project id.
 * @param options.query.limit Most items to return. Default: 50.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listUniqueRoomsWithGrants(options: CallOptions<ListUniqueRoomsWithGrantsData, MeshagentClient>): Promise<ApiResponse<RoomGrantCountList>> {
  return clientOf(options).run(
    {
      send: sdk.listUniqueRoomsWithGrants,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListUniqueRoomsWithGrantsResponse,
    },
    options,
  );
}

/**
 * List the grants of a room.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.query.limit Most items to return. Default: 50.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.order_by `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
 *   Default: "room_name".
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listRoomGrantsByRoom(options: CallOptions<ListRoomGrantsByRoomData, MeshagentClient>): Promise<ApiResponse<RoomGrantList>> {
  return clientOf(options).run(
    {
      send: sdk.listRoomGrantsByRoom,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRoomGrantsByRoomResponse,
    },
    options,
  );
}

/**
 * Count the grants of each user.
 * @param options.path.project_id Project id.
 * @param options.query.limit Most items to return. Default: 50.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.filter Only items that have this text in their names or addresses; upper and lower case
 *   make no difference.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listUniqueUsersWithGrants(options: CallOptions<ListUniqueUsersWithGrantsData, MeshagentClient>): Promise<ApiResponse<UserGrantCountList>> {
  return clientOf(options).run(
    {
      send: sdk.listUniqueUsersWithGrants,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListUniqueUsersWithGrantsResponse,
    },
    options,
  );
}

/**
 * List the grants of a user.
 *
 * A member who is no developer may ask for their own.
 * @param options.path.project_id Project id.
 * @param options.path.user_id User id.
 * @param options.query.limit Most items to return. Default: 50.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.order_by `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
 *   Default: "room_name".
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listRoomGrantsByUser(options: CallOptions<ListRoomGrantsByUserData, MeshagentClient>): Promise<ApiResponse<RoomGrantList>> {
  return clientOf(options).run(
    {
      send: sdk.listRoomGrantsByUser,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRoomGrantsByUserResponse,
    },
    options,
  );
}

/**
 * Replace the permissions of a grant.
 *
 * The grant is the one of the room and user in the body; the id in the path is not read.
 * @param options.path.project_id Project id.
 * @param options.path.grant_id Not read; clients send `unused`.
 * @param options.body `RoomGrantUpdate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateRoomGrant(options: CallOptions<UpdateRoomGrantData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.updateRoomGrant,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Get the grant of a user for a room.
 *
 * A member who is no developer may ask for their own.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.path.user_id User id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getRoomGrant(options: CallOptions<GetRoomGrantData, MeshagentClient>): Promise<ApiResponse<ProjectRoomGrant>> {
  return clientOf(options).run(
    {
      send: sdk.getRoomGrant,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetRoomGrantResponse,
    },
    options,
  );
}

/**
 * Delete the grant of a user for a room.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.path.user_id User id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteRoomGrant(options: CallOptions<DeleteRoomGrantData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteRoomGrant,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List the files of a project.
 *
 * In order of their paths, byte by byte.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.query.prefix Only files whose paths begin with this text.
 * @param options.query.limit Most files to return. Default: 100.
 * @param options.query.after Only files after this path.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listFiles(options: CallOptions<ListFilesData, MeshagentClient>): Promise<ApiResponse<FileList>> {
  return clientOf(options).run(
    {
      send: sdk.listFiles,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListFilesResponse,
    },
    options,
  );
}

/**
 * Delete a file of a project.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.query.path Path of the file within the project. No segment is `.` or `..`.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteFile(options: CallOptions<DeleteFileData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteFile,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List the services of a project.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listServices(options: CallOptions<ListServicesData, MeshagentClient>): Promise<ApiResponse<ServiceList>> {
  return clientOf(options).run(
    {
      send: sdk.listServices,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListServicesResponse,
    },
    options,
  );
}

/**
 * Create a service of a project.
 *
 * From a specification, or from a template and values. The server assigns the id.
 * @param options.path.project_id Project id.
 * @param options.body `ServiceInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createService(options: CallOptions<CreateServiceData, MeshagentClient>): Promise<ApiResponse<ServiceSpec>> {
  return clientOf(options).run(
    {
      send: sdk.createService,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateServiceResponse,
    },
    options,
  );
}

/**
 * Get a service of a project.
 * @param options.path.project_id Project id.
 * @param options.path.service_id Service id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getService(options: CallOptions<GetServiceData, MeshagentClient>): Promise<ApiResponse<ServiceSpec>> {
  return clientOf(options).run(
    {
      send: sdk.getService,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetServiceResponse,
    },
    options,
  );
}

/**
 * Replace a service of a project.
 *
 * By a specification, or by a template and values. An `id` in the body has to be the one of the path.
 * @param options.path.project_id Project id.
 * @param options.path.service_id Service id.
 * @param options.body `ServiceInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function updateService(options: CallOptions<UpdateServiceData, MeshagentClient>): Promise<ApiResponse<ServiceSpec>> {
  return clientOf(options).run(
    {
      send: sdk.updateService,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateServiceResponse,
    },
    options,
  );
}

/**
 * Delete a service of a project.
 * @param options.path.project_id Project id.
 * @param options.path.service_id Service id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteService(options: CallOptions<DeleteServiceData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteService,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List the services of a room.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listRoomServices(options: CallOptions<ListRoomServicesData, MeshagentClient>): Promise<ApiResponse<ServiceList>> {
  return clientOf(options).run(
    {
      send: sdk.listRoomServices,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRoomServicesResponse,
    },
    options,
  );
}

/**
 * Create a service of a room.
 *
 * From a specification, or from a template and values. The server assigns the id.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.body `ServiceInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createRoomService(options: CallOptions<CreateRoomServiceData, MeshagentClient>): Promise<ApiResponse<ServiceSpec>> {
  return clientOf(options).run(
    {
      send: sdk.createRoomService,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateRoomServiceResponse,
    },
    options,
  );
}

/**
 * Get a service of a room.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.path.service_id Service id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getRoomService(options: CallOptions<GetRoomServiceData, MeshagentClient>): Promise<ApiResponse<ServiceSpec>> {
  return clientOf(options).run(
    {
      send: sdk.getRoomService,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetRoomServiceResponse,
    },
    options,
  );
}

/**
 * Replace a service of a room.
 *
 * By a specification, or by a template and values. An `id` in the body has to be the one of the path.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.path.service_id Service id.
 * @param options.body `ServiceInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function updateRoomService(options: CallOptions<UpdateRoomServiceData, MeshagentClient>): Promise<ApiResponse<ServiceSpec>> {
  return clientOf(options).run(
    {
      send: sdk.updateRoomService,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateRoomServiceResponse,
    },
    options,
  );
}

/**
 * Delete a service of a room.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.path.service_id Service id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteRoomService(options: CallOptions<DeleteRoomServiceData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteRoomService,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Render a service template.
 *
 * Nothing is stored.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.body `TemplateRender`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws ServerError 500: The server failed.
 */
export async function renderTemplate(options: CallOptions<RenderTemplateData, MeshagentClient>): Promise<ApiResponse<ServiceTemplate>> {
  return clientOf(options).run(
    {
      send: sdk.renderTemplate,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zRenderTemplateResponse,
    },
    options,
  );
}

/**
 * List the secrets of a project, without what they hold.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listSecrets(options: CallOptions<ListSecretsData, MeshagentClient>): Promise<ApiResponse<SecretList>> {
  return clientOf(options).run(
    {
      send: sdk.listSecrets,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListSecretsResponse,
    },
    options,
  );
}

/**
 * Store a secret.
 *
 * What it holds travels as `data_base64`, JSON in UTF-8, or as the object `data`.
 * @param options.path.project_id Project id.
 * @param options.body `SecretInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createSecret(options: CallOptions<CreateSecretData, MeshagentClient>): Promise<ApiResponse<Created>> {
  return clientOf(options).run(
    {
      send: sdk.createSecret,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateSecretResponse,
    },
    options,
  );
}

/**
 * Get a secret.
 *
 * Only an admin gets its values; to others each is an empty text.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.path.secret_id Secret id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getProjectSecret(options: CallOptions<GetProjectSecretData, MeshagentClient>): Promise<ApiResponse<ManagedSecret>> {
  return clientOf(options).run(
    {
      send: sdk.getProjectSecret,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetProjectSecretResponse,
    },
    options,
  );
}

/**
 * Replace a secret.
 * @param options.path.project_id Project id.
 * @param options.path.secret_id Secret id.
 * @param options.body `SecretInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function updateSecret(options: CallOptions<UpdateSecretData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.updateSecret,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Delete a secret.
 * @param options.path.project_id Project id.
 * @param options.path.secret_id Secret id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteSecret(options: CallOptions<DeleteSecretData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteSecret,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List the webhooks of a project.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listWebhooks(options: CallOptions<ListWebhooksData, MeshagentClient>): Promise<ApiResponse<WebhookList>> {
  return clientOf(options).run(
    {
      send: sdk.listWebhooks,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListWebhooksResponse,
    },
    options,
  );
}

/**
 * Create a webhook.
 *
 * The secret that its deliveries are signed with is in this answer only.
 * @param options.path.project_id Project id.
 * @param options.body `WebhookInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function createWebhook(options: CallOptions<CreateWebhookData, MeshagentClient>): Promise<ApiResponse<Webhook>> {
  return clientOf(options).run(
    {
      send: sdk.createWebhook,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateWebhookResponse,
    },
    options,
  );
}

/**
 * Replace a webhook.
 *
 * The secret stays, unless the body has one.
 * @param options.path.project_id Project id.
 * @param options.path.webhook_id Webhook id.
 * @param options.body `WebhookInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateWebhook(options: CallOptions<UpdateWebhookData, MeshagentClient>): Promise<ApiResponse<Webhook>> {
  return clientOf(options).run(
    {
      send: sdk.updateWebhook,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateWebhookResponse,
    },
    options,
  );
}

/**
 * Delete a webhook.
 * @param options.path.project_id Project id.
 * @param options.path.webhook_id Webhook id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteWebhook(options: CallOptions<DeleteWebhookData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteWebhook,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List what was sent to a webhook.
 *
 * Newest first.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.path.webhook_id Webhook id.
 * @param options.query.limit Most items to return. Default: 50.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listWebhookDeliveries(options: CallOptions<ListWebhookDeliveriesData, MeshagentClient>): Promise<ApiResponse<WebhookDeliveryList>> {
  return clientOf(options).run(
    {
      send: sdk.listWebhookDeliveries,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListWebhookDeliveriesResponse,
    },
    options,
  );
}

/**
 * List the API keys of a project, without their values.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listApiKeys(options: CallOptions<ListApiKeysData, MeshagentClient>): Promise<ApiResponse<ApiKeyList>> {
  return clientOf(options).run(
    {
      send: sdk.listApiKeys,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListApiKeysResponse,
    },
    options,
  );
}

/**
 * Issue an API key.
 *
 * The value is in this answer only.
 * @param options.path.project_id Project id.
 * @param options.body `ApiKeyCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function createApiKey(options: CallOptions<CreateApiKeyData, MeshagentClient>): Promise<ApiResponse<ApiKeyInfo>> {
  return clientOf(options).run(
    {
      send: sdk.createApiKey,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateApiKeyResponse,
    },
    options,
  );
}

/**
 * Revoke an API key.
 * @param options.path.project_id Project id.
 * @param options.path.key_id Id of an API key.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteApiKey(options: CallOptions<DeleteApiKeyData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteApiKey,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List the OAuth clients of a project.
 * @param options.path.project_id Project id.
 * @param options.query.count Most items to return. Without it, all of them, or the first 10,000.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.filter Only items that have this text in their names or addresses; upper and lower case
 *   make no difference.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listOAuthClients(options: CallOptions<ListOAuthClientsData, MeshagentClient>): Promise<ApiResponse<OAuthClientList>> {
  return clientOf(options).run(
    {
      send: sdk.listOAuthClients,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListOAuthClientsResponse,
    },
    options,
  );
}

/**
 * Register an OAuth client.
 *
 * The secret is in this answer only. The grant `authorization_code` needs a redirect URI.
 * @param options.path.project_id Project id.
 * @param options.body `OAuthClientCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function createOAuthClient(options: CallOptions<CreateOAuthClientData, MeshagentClient>): Promise<ApiResponse<OAuthClientCreated>> {
  return clientOf(options).run(
    {
      send: sdk.createOAuthClient,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateOAuthClientResponse,
    },
    options,
  );
}

/**
 * Get an OAuth client.
 * @param options.path.project_id Project id.
 * @param options.path.client_id Id of an OAuth client.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getOAuthClient(options: CallOptions<GetOAuthClientData, MeshagentClient>): Promise<ApiResponse<OAuthClient>> {
  return clientOf(options).run(
    {
      send: sdk.getOAuthClient,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetOAuthClientResponse,
    },
    options,
  );
}

/**
 * Change an OAuth client.
 *
 * What is left out stays as it is.
 * @param options.path.project_id Project id.
 * @param options.path.client_id Id of an OAuth client.
 * @param options.body `OAuthClientUpdate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateOAuthClient(options: CallOptions<UpdateOAuthClientData, MeshagentClient>): Promise<ApiResponse<Ok>> {
  return clientOf(options).run(
    {
      send: sdk.updateOAuthClient,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateOAuthClientResponse,
    },
    options,
  );
}

/**
 * Delete an OAuth client.
 * @param options.path.project_id Project id.
 * @param options.path.client_id Id of an OAuth client.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteOAuthClient(options: CallOptions<DeleteOAuthClientData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteOAuthClient,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List the shares of a project.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listShares(options: CallOptions<ListSharesData, MeshagentClient>): Promise<ApiResponse<ShareList>> {
  return clientOf(options).run(
    {
      send: sdk.listShares,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListSharesResponse,
    },
    options,
  );
}

/**
 * Create a share.
 *
 * Who knows its id can connect to the room that the settings name.
 * @param options.path.project_id Project id.
 * @param options.body `ShareInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function createShare(options: CallOptions<CreateShareData, MeshagentClient>): Promise<ApiResponse<Created>> {
  return clientOf(options).run(
    {
      send: sdk.createShare,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateShareResponse,
    },
    options,
  );
}

/**
 * Replace the settings of a share.
 * @param options.path.project_id Project id.
 * @param options.path.share_id Share id.
 * @param options.body `ShareInput`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateShare(options: CallOptions<UpdateShareData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.updateShare,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Delete a share.
 * @param options.path.project_id Project id.
 * @param options.path.share_id Share id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteShare(options: CallOptions<DeleteShareData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteShare,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Get a token and an address to connect to the room of a share.
 * @param options.path.share_id Share id.
 * @param options.body `Empty`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function connectShare(options: CallOptions<ConnectShareData, MeshagentClient>): Promise<ApiResponse<RoomShareConnectionInfo>> {
  return clientOf(options).run(
    {
      send: sdk.connectShare,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zConnectShareResponse,
    },
    options,
  );
}

/**
 * List the mailboxes of a project.
 * @param options.path.project_id Project id.
 * @param options.query.count Most items to return. Without it, all of them, or the first 10,000.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @param options.query.filter Only items that have this text in their names or addresses; upper and lower case
 *   make no difference.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listMailboxes(options: CallOptions<ListMailboxesData, MeshagentClient>): Promise<ApiResponse<MailboxList>> {
  return clientOf(options).run(
    {
      send: sdk.listMailboxes,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListMailboxesResponse,
    },
    options,
  );
}

/**
 * Create a mailbox.
 *
 * Addresses are unique on the server; upper and lower case make no difference.
 * @param options.path.project_id Project id.
 * @param options.body `MailboxCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createMailbox(options: CallOptions<CreateMailboxData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.createMailbox,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Get a mailbox.
 * @param options.path.project_id Project id.
 * @param options.path.address E-mail address of a mailbox.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getMailbox(options: CallOptions<GetMailboxData, MeshagentClient>): Promise<ApiResponse<MailboxAnswer>> {
  return clientOf(options).run(
    {
      send: sdk.getMailbox,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetMailboxResponse,
    },
    options,
  );
}

/**
 * Change where the mail of a mailbox goes.
 * @param options.path.project_id Project id.
 * @param options.path.address E-mail address of a mailbox.
 * @param options.body `MailboxUpdate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateMailbox(options: CallOptions<UpdateMailboxData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.updateMailbox,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Delete a mailbox.
 * @param options.path.project_id Project id.
 * @param options.path.address E-mail address of a mailbox.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteMailbox(options: CallOptions<DeleteMailboxData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteMailbox,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List the mailboxes of a room.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listRoomMailboxes(options: CallOptions<ListRoomMailboxesData, MeshagentClient>): Promise<ApiResponse<MailboxList>> {
  return clientOf(options).run(
    {
      send: sdk.listRoomMailboxes,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRoomMailboxesResponse,
    },
    options,
  );
}

/**
 * List the latest sessions of a project.
 *
 * Newest first, at most 200.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listRecentSessions(options: CallOptions<ListRecentSessionsData, MeshagentClient>): Promise<ApiResponse<SessionList>> {
  return clientOf(options).run(
    {
      send: sdk.listRecentSessions,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRecentSessionsResponse,
    },
    options,
  );
}

/**
 * List the sessions that have not ended.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listActiveSessions(options: CallOptions<ListActiveSessionsData, MeshagentClient>): Promise<ApiResponse<SessionList>> {
  return clientOf(options).run(
    {
      send: sdk.listActiveSessions,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListActiveSessionsResponse,
    },
    options,
  );
}

/**
 * Get a session.
 * @param options.path.project_id Project id.
 * @param options.path.session_id Session id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getSession(options: CallOptions<GetSessionData, MeshagentClient>): Promise<ApiResponse<RoomSession>> {
  return clientOf(options).run(
    {
      send: sdk.getSession,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetSessionResponse,
    },
    options,
  );
}

/**
 * List what happened in a session.
 *
 * In the order in which it happened.
 * @param options.path.project_id Project id.
 * @param options.path.session_id Session id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listSessionEvents(options: CallOptions<ListSessionEventsData, MeshagentClient>): Promise<ApiResponse<SessionEventList>> {
  return clientOf(options).run(
    {
      send: sdk.listSessionEvents,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListSessionEventsResponse,
    },
    options,
  );
}

/**
 * List the spans of a session.
 * @param options.path.project_id Project id.
 * @param options.path.session_id Session id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listSessionSpans(options: CallOptions<ListSessionSpansData, MeshagentClient>): Promise<ApiResponse<SpanList>> {
  return clientOf(options).run(
    {
      send: sdk.listSessionSpans,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListSessionSpansResponse,
    },
    options,
  );
}

/**
 * List the metrics of a session.
 * @param options.path.project_id Project id.
 * @param options.path.session_id Session id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listSessionMetrics(options: CallOptions<ListSessionMetricsData, MeshagentClient>): Promise<ApiResponse<MetricList>> {
  return clientOf(options).run(
    {
      send: sdk.listSessionMetrics,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListSessionMetricsResponse,
    },
    options,
  );
}

/**
 * End a session.
 *
 * One that has ended stays as it is.
 * @param options.path.project_id Project id.
 * @param options.path.session_id Session id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function terminateSession(options: CallOptions<TerminateSessionData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.terminateSession,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List scheduled tasks.
 * @param options.path.project_id Project id.
 * @param options.query.room_name Only tasks of this room.
 * @param options.query.task_id Only the task with this id.
 * @param options.query.active Only tasks that are active, or only those that are not.
 * @param options.query.limit Most tasks to return. Default: 200.
 * @param options.query.offset Items to leave out at the beginning. Default: 0.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listScheduledTasks(options: CallOptions<ListScheduledTasksData, MeshagentClient>): Promise<ApiResponse<ScheduledTaskList>> {
  return clientOf(options).run(
    {
      send: sdk.listScheduledTasks,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListScheduledTasksResponse,
    },
    options,
  );
}

/**
 * Create a scheduled task.
 *
 * When it is due, its payload is put into the queue of the room. Schedules are cron expressions, in UTC.
 * @param options.path.project_id Project id.
 * @param options.body `ScheduledTaskCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: There is one already.
 * @throws ServerError 500: The server failed.
 */
export async function createScheduledTask(options: CallOptions<CreateScheduledTaskData, MeshagentClient>): Promise<ApiResponse<ScheduledTaskCreated>> {
  return clientOf(options).run(
    {
      send: sdk.createScheduledTask,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateScheduledTaskResponse,
    },
    options,
  );
}

/**
 * Change a scheduled task.
 *
 * What is left out stays as it is.
 * @param options.path.project_id Project id.
 * @param options.path.task_id Task id.
 * @param options.body `ScheduledTaskUpdate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function updateScheduledTask(options: CallOptions<UpdateScheduledTaskData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.updateScheduledTask,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Delete a scheduled task.
 * @param options.path.project_id Project id.
 * @param options.path.task_id Task id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deleteScheduledTask(options: CallOptions<DeleteScheduledTaskData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deleteScheduledTask,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Look at what waits in a queue of a room.
 *
 * Oldest first, 4 MiB of payloads at most. A queue exists by what is in it.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.path.queue_name Name of a queue.
 * @param options.query.limit Most messages to return. Default: 100.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function listQueueMessages(options: CallOptions<ListQueueMessagesData, MeshagentClient>): Promise<ApiResponse<QueueMessageList>> {
  return clientOf(options).run(
    {
      send: sdk.listQueueMessages,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListQueueMessagesResponse,
    },
    options,
  );
}

/**
 * Take messages out of a queue of a room.
 *
 * Oldest first, 4 MiB of payloads at most. Each message goes to one receiver.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.path.room Name or id of a room.
 * @param options.path.queue_name Name of a queue.
 * @param options.body `QueueReceive`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function receiveQueueMessages(options: CallOptions<ReceiveQueueMessagesData, MeshagentClient>): Promise<ApiResponse<QueueMessageList>> {
  return clientOf(options).run(
    {
      send: sdk.receiveQueueMessages,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zReceiveQueueMessagesResponse,
    },
    options,
  );
}

/**
 * Get the prices of this server.
 * @throws ServerError 500: The server failed.
 */
export async function getPricing(options: CallOptions<GetPricingData, MeshagentClient>): Promise<ApiResponse<Pricing>> {
  return clientOf(options).run(
    {
      send: sdk.getPricing,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetPricingResponse,
    },
    options,
  );
}

/**
 * Get the balance of a project.
 *
 * Transactions less the cost of what was used.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getBalance(options: CallOptions<GetBalanceData, MeshagentClient>): Promise<ApiResponse<Balance>> {
  return clientOf(options).run(
    {
      send: sdk.getBalance,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetBalanceResponse,
    },
    options,
  );
}

/**
 * List the latest transactions of a project.
 *
 * Newest first, at most 200.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getRecentTransactions(options: CallOptions<GetRecentTransactionsData, MeshagentClient>): Promise<ApiResponse<TransactionList>> {
  return clientOf(options).run(
    {
      send: sdk.getRecentTransactions,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetRecentTransactionsResponse,
    },
    options,
  );
}

/**
 * Credit or debit a project.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.project_id Project id.
 * @param options.body `TransactionCreate`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function createTransaction(options: CallOptions<CreateTransactionData, MeshagentClient>): Promise<ApiResponse<Transaction>> {
  return clientOf(options).run(
    {
      send: sdk.createTransaction,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateTransactionResponse,
    },
    options,
  );
}

/**
 * Say when to recharge the balance by itself.
 *
 * Kept and answered. This server takes no payments, so nothing is recharged.
 * @param options.path.project_id Project id.
 * @param options.body `AutoRecharge`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function setAutoRecharge(options: CallOptions<SetAutoRechargeData, MeshagentClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.setAutoRecharge,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * Get the subscription of a project.
 * @param options.path.project_id Project id.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getSubscription(options: CallOptions<GetSubscriptionData, MeshagentClient>): Promise<ApiResponse<Subscription>> {
  return clientOf(options).run(
    {
      send: sdk.getSubscription,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetSubscriptionResponse,
    },
    options,
  );
}

/**
 * Get the address of the page to subscribe on.
 * @param options.path.project_id Project id.
 * @param options.body `Checkout`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getCheckoutUrl(options: CallOptions<GetCheckoutUrlData, MeshagentClient>): Promise<ApiResponse<CheckoutUrl>> {
  return clientOf(options).run(
    {
      send: sdk.getCheckoutUrl,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetCheckoutUrlResponse,
    },
    options,
  );
}

/**
 * Get the address of the page to buy credits on.
 * @param options.path.project_id Project id.
 * @param options.body `CreditsCheckout`
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getCreditsCheckoutUrl(options: CallOptions<GetCreditsCheckoutUrlData, MeshagentClient>): Promise<ApiResponse<CheckoutUrl>> {
  return clientOf(options).run(
    {
      send: sdk.getCreditsCheckoutUrl,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetCreditsCheckoutUrlResponse,
    },
    options,
  );
}

/**
 * Get what a project has used.
 *
 * In intervals from `start`, each type of usage in a row of its own.
 * @param options.path.project_id Project id.
 * @param options.query.start Usage from this time on. Default: 30 days ago.
 * @param options.query.end Usage before this time. Default: now.
 * @param options.query.interval Length of the intervals. Default: one interval for all.
 * @param options.query.report `total`, or `rooms` for a row of each room. Default: `total`.
 * @param options.query.users Only usage of these users: ids, separated by commas.
 * @param options.query.room Only usage of this room.
 * @param options.query.provider Only usage of this provider.
 * @param options.query.model Only usage of this model.
 * @param options.query.usage_type Only usage of this type.
 * @param options.query.client Only usage by this client.
 * @param options.query.annotations Only usage with these annotations: a JSON object of texts.
 * @throws ValidationError 400: The request is not valid: `errors` says what and where.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getUsage(options: CallOptions<GetUsageData, MeshagentClient>): Promise<ApiResponse<UsageList>> {
  return clientOf(options).run(
    {
      send: sdk.getUsage,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetUsageResponse,
    },
    options,
  );
}
