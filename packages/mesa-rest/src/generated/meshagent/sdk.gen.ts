// Generated from openapi/meshagent.yaml by `pnpm generate`. Do not edit.

import type { Client, ClientMeta, Options as Options2, RequestResult, TDataShape } from './client/index.js';
import type { AddUserToProjectData, AddUserToProjectErrors, AddUserToProjectResponses, ConnectRoomData, ConnectRoomErrors, ConnectRoomResponses, ConnectShareData, ConnectShareErrors, ConnectShareResponses, CreateApiKeyData, CreateApiKeyErrors, CreateApiKeyResponses, CreateMailboxData, CreateMailboxErrors, CreateMailboxResponses, CreateOAuthClientData, CreateOAuthClientErrors, CreateOAuthClientResponses, CreateProjectData, CreateProjectErrors, CreateProjectResponses, CreateRoomData, CreateRoomErrors, CreateRoomGrantData, CreateRoomGrantErrors, CreateRoomGrantResponses, CreateRoomResponses, CreateRoomServiceData, CreateRoomServiceErrors, CreateRoomServiceResponses, CreateScheduledTaskData, CreateScheduledTaskErrors, CreateScheduledTaskResponses, CreateSecretData, CreateSecretErrors, CreateSecretResponses, CreateServiceData, CreateServiceErrors, CreateServiceResponses, CreateShareData, CreateShareErrors, CreateShareResponses, CreateTransactionData, CreateTransactionErrors, CreateTransactionResponses, CreateUserData, CreateUserErrors, CreateUserResponses, CreateUserTokenData, CreateUserTokenErrors, CreateUserTokenResponses, CreateWebhookData, CreateWebhookErrors, CreateWebhookResponses, DeleteApiKeyData, DeleteApiKeyErrors, DeleteApiKeyResponses, DeleteFileData, DeleteFileErrors, DeleteFileResponses, DeleteMailboxData, DeleteMailboxErrors, DeleteMailboxResponses, DeleteOAuthClientData, DeleteOAuthClientErrors, DeleteOAuthClientResponses, DeleteProjectData, DeleteProjectErrors, DeleteProjectResponses, DeleteRoomData, DeleteRoomErrors, DeleteRoomGrantData, DeleteRoomGrantErrors, DeleteRoomGrantResponses, DeleteRoomResponses, DeleteRoomServiceData, DeleteRoomServiceErrors, DeleteRoomServiceResponses, DeleteScheduledTaskData, DeleteScheduledTaskErrors, DeleteScheduledTaskResponses, DeleteSecretData, DeleteSecretErrors, DeleteSecretResponses, DeleteServiceData, DeleteServiceErrors, DeleteServiceResponses, DeleteShareData, DeleteShareErrors, DeleteShareResponses, DeleteWebhookData, DeleteWebhookErrors, DeleteWebhookResponses, DownloadData, DownloadErrors, DownloadResponses, GetBalanceData, GetBalanceErrors, GetBalanceResponses, GetCheckoutUrlData, GetCheckoutUrlErrors, GetCheckoutUrlResponses, GetCreditsCheckoutUrlData, GetCreditsCheckoutUrlErrors, GetCreditsCheckoutUrlResponses, GetMailboxData, GetMailboxErrors, GetMailboxResponses, GetOAuthClientData, GetOAuthClientErrors, GetOAuthClientResponses, GetPricingData, GetPricingErrors, GetPricingResponses, GetProjectData, GetProjectErrors, GetProjectResponses, GetProjectRoleData, GetProjectRoleErrors, GetProjectRoleResponses, GetProjectSecretData, GetProjectSecretErrors, GetProjectSecretResponses, GetRecentTransactionsData, GetRecentTransactionsErrors, GetRecentTransactionsResponses, GetRoomData, GetRoomErrors, GetRoomGrantData, GetRoomGrantErrors, GetRoomGrantResponses, GetRoomResponses, GetRoomServiceData, GetRoomServiceErrors, GetRoomServiceResponses, GetServiceData, GetServiceErrors, GetServiceResponses, GetSessionData, GetSessionErrors, GetSessionResponses, GetStatusData, GetStatusErrors, GetStatusResponses, GetSubscriptionData, GetSubscriptionErrors, GetSubscriptionResponses, GetUsageData, GetUsageErrors, GetUsageResponses, GetUserProfileData, GetUserProfileErrors, GetUserProfileResponses, GetUsersInProjectData, GetUsersInProjectErrors, GetUsersInProjectResponses, ListActiveSessionsData, ListActiveSessionsErrors, ListActiveSessionsResponses, ListApiKeysData, ListApiKeysErrors, ListApiKeysResponses, ListFilesData, ListFilesErrors, ListFilesResponses, ListMailboxesData, ListMailboxesErrors, ListMailboxesResponses, ListOAuthClientsData, ListOAuthClientsErrors, ListOAuthClientsResponses, ListProjectsData, ListProjectsErrors, ListProjectsResponses, ListQueueMessagesData, ListQueueMessagesErrors, ListQueueMessagesResponses, ListRecentSessionsData, ListRecentSessionsErrors, ListRecentSessionsResponses, ListRoomGrantsByRoomData, ListRoomGrantsByRoomErrors, ListRoomGrantsByRoomResponses, ListRoomGrantsByUserData, ListRoomGrantsByUserErrors, ListRoomGrantsByUserResponses, ListRoomGrantsData, ListRoomGrantsErrors, ListRoomGrantsResponses, ListRoomMailboxesData, ListRoomMailboxesErrors, ListRoomMailboxesResponses, ListRoomsData, ListRoomsErrors, ListRoomServicesData, ListRoomServicesErrors, ListRoomServicesResponses, ListRoomsResponses, ListScheduledTasksData, ListScheduledTasksErrors, ListScheduledTasksResponses, ListSecretsData, ListSecretsErrors, ListSecretsResponses, ListServicesData, ListServicesErrors, ListServicesResponses, ListSessionEventsData, ListSessionEventsErrors, ListSessionEventsResponses, ListSessionMetricsData, ListSessionMetricsErrors, ListSessionMetricsResponses, ListSessionSpansData, ListSessionSpansErrors, ListSessionSpansResponses, ListSharesData, ListSharesErrors, ListSharesResponses, ListUniqueRoomsWithGrantsData, ListUniqueRoomsWithGrantsErrors, ListUniqueRoomsWithGrantsResponses, ListUniqueUsersWithGrantsData, ListUniqueUsersWithGrantsErrors, ListUniqueUsersWithGrantsResponses, ListWebhookDeliveriesData, ListWebhookDeliveriesErrors, ListWebhookDeliveriesResponses, ListWebhooksData, ListWebhooksErrors, ListWebhooksResponses, ReceiveQueueMessagesData, ReceiveQueueMessagesErrors, ReceiveQueueMessagesResponses, RemoveUserFromProjectData, RemoveUserFromProjectErrors, RemoveUserFromProjectResponses, RenderTemplateData, RenderTemplateErrors, RenderTemplateResponses, RevokeUserTokensData, RevokeUserTokensErrors, RevokeUserTokensResponses, SetAutoRechargeData, SetAutoRechargeErrors, SetAutoRechargeResponses, TerminateSessionData, TerminateSessionErrors, TerminateSessionResponses, UpdateMailboxData, UpdateMailboxErrors, UpdateMailboxResponses, UpdateOAuthClientData, UpdateOAuthClientErrors, UpdateOAuthClientResponses, UpdateProjectSettingsData, UpdateProjectSettingsErrors, UpdateProjectSettingsResponses, UpdateRoomData, UpdateRoomErrors, UpdateRoomGrantData, UpdateRoomGrantErrors, UpdateRoomGrantResponses, UpdateRoomResponses, UpdateRoomServiceData, UpdateRoomServiceErrors, UpdateRoomServiceResponses, UpdateScheduledTaskData, UpdateScheduledTaskErrors, UpdateScheduledTaskResponses, UpdateSecretData, UpdateSecretErrors, UpdateSecretResponses, UpdateServiceData, UpdateServiceErrors, UpdateServiceResponses, UpdateShareData, UpdateShareErrors, UpdateShareResponses, UpdateUserInProjectData, UpdateUserInProjectErrors, UpdateUserInProjectResponses, UpdateUserProfileData, UpdateUserProfileErrors, UpdateUserProfileResponses, UpdateWebhookData, UpdateWebhookErrors, UpdateWebhookResponses, UploadData, UploadErrors, UploadResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

/**
 * List the projects of the caller
 *
 * With an API key: its one project.
 */
export const listProjects = <ThrowOnError extends boolean = true>(options: Options<ListProjectsData, ThrowOnError>): RequestResult<ListProjectsResponses, ListProjectsErrors, ThrowOnError> => options.client.get<ListProjectsResponses, ListProjectsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects',
    ...options
});

/**
 * Create a project
 *
 * Whoever creates a project owns it and is its admin.
 */
export const createProject = <ThrowOnError extends boolean = true>(options: Options<CreateProjectData, ThrowOnError>): RequestResult<CreateProjectResponses, CreateProjectErrors, ThrowOnError> => options.client.post<CreateProjectResponses, CreateProjectErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a project with all that is in it
 */
export const deleteProject = <ThrowOnError extends boolean = true>(options: Options<DeleteProjectData, ThrowOnError>): RequestResult<DeleteProjectResponses, DeleteProjectErrors, ThrowOnError> => options.client.delete<DeleteProjectResponses, DeleteProjectErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}',
    ...options
});

/**
 * Get a project
 */
export const getProject = <ThrowOnError extends boolean = true>(options: Options<GetProjectData, ThrowOnError>): RequestResult<GetProjectResponses, GetProjectErrors, ThrowOnError> => options.client.get<GetProjectResponses, GetProjectErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}',
    ...options
});

/**
 * Replace the settings of a project
 *
 * The body is the settings object itself.
 */
export const updateProjectSettings = <ThrowOnError extends boolean = true>(options: Options<UpdateProjectSettingsData, ThrowOnError>): RequestResult<UpdateProjectSettingsResponses, UpdateProjectSettingsErrors, ThrowOnError> => options.client.put<UpdateProjectSettingsResponses, UpdateProjectSettingsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/settings',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Tell whether a project is enabled
 */
export const getStatus = <ThrowOnError extends boolean = true>(options: Options<GetStatusData, ThrowOnError>): RequestResult<GetStatusResponses, GetStatusErrors, ThrowOnError> => options.client.get<GetStatusResponses, GetStatusErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/status',
    ...options
});

/**
 * Get the role of the caller in a project
 *
 * Who has none is refused with 403.
 */
export const getProjectRole = <ThrowOnError extends boolean = true>(options: Options<GetProjectRoleData, ThrowOnError>): RequestResult<GetProjectRoleResponses, GetProjectRoleErrors, ThrowOnError> => options.client.get<GetProjectRoleResponses, GetProjectRoleErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/role',
    ...options
});

/**
 * List the members of a project
 *
 * In order of e-mail address.
 */
export const getUsersInProject = <ThrowOnError extends boolean = true>(options: Options<GetUsersInProjectData, ThrowOnError>): RequestResult<GetUsersInProjectResponses, GetUsersInProjectErrors, ThrowOnError> => options.client.get<GetUsersInProjectResponses, GetUsersInProjectErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/users',
    ...options
});

/**
 * Add a user to a project
 *
 * By `user_id` or by `email`. Flags that are left out are false.
 */
export const addUserToProject = <ThrowOnError extends boolean = true>(options: Options<AddUserToProjectData, ThrowOnError>): RequestResult<AddUserToProjectResponses, AddUserToProjectErrors, ThrowOnError> => options.client.post<AddUserToProjectResponses, AddUserToProjectErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/users',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Remove a user from a project
 *
 * The grants of the user go as well. The last admin stays.
 */
export const removeUserFromProject = <ThrowOnError extends boolean = true>(options: Options<RemoveUserFromProjectData, ThrowOnError>): RequestResult<RemoveUserFromProjectResponses, RemoveUserFromProjectErrors, ThrowOnError> => options.client.delete<RemoveUserFromProjectResponses, RemoveUserFromProjectErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/users/{user_id}',
    ...options
});

/**
 * Change what a member of a project may do
 *
 * Flags that are left out are false. The last admin stays one.
 */
export const updateUserInProject = <ThrowOnError extends boolean = true>(options: Options<UpdateUserInProjectData, ThrowOnError>): RequestResult<UpdateUserInProjectResponses, UpdateUserInProjectErrors, ThrowOnError> => options.client.put<UpdateUserInProjectResponses, UpdateUserInProjectErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/users/{user_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Create a user of this server
 */
export const createUser = <ThrowOnError extends boolean = true>(options: Options<CreateUserData, ThrowOnError>): RequestResult<CreateUserResponses, CreateUserErrors, ThrowOnError> => options.client.post<CreateUserResponses, CreateUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/users',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke all tokens of a user
 *
 * For oneself, or by an operator for anybody.
 */
export const revokeUserTokens = <ThrowOnError extends boolean = true>(options: Options<RevokeUserTokensData, ThrowOnError>): RequestResult<RevokeUserTokensResponses, RevokeUserTokensErrors, ThrowOnError> => options.client.delete<RevokeUserTokensResponses, RevokeUserTokensErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/users/{user_id}/tokens',
    ...options
});

/**
 * Issue a token of a user
 *
 * For oneself, or by an operator for anybody. The answer is the only place where the token is shown.
 */
export const createUserToken = <ThrowOnError extends boolean = true>(options: Options<CreateUserTokenData, ThrowOnError>): RequestResult<CreateUserTokenResponses, CreateUserTokenErrors, ThrowOnError> => options.client.post<CreateUserTokenResponses, CreateUserTokenErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/users/{user_id}/tokens',
    ...options
});

/**
 * Get the profile of a user
 *
 * `me` is the caller. Others are seen by whoever shares a project with them, and by operators.
 */
export const getUserProfile = <ThrowOnError extends boolean = true>(options: Options<GetUserProfileData, ThrowOnError>): RequestResult<GetUserProfileResponses, GetUserProfileErrors, ThrowOnError> => options.client.get<GetUserProfileResponses, GetUserProfileErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/profiles/{user_id}',
    ...options
});

/**
 * Change the names of a user
 *
 * Of oneself alone.
 */
export const updateUserProfile = <ThrowOnError extends boolean = true>(options: Options<UpdateUserProfileData, ThrowOnError>): RequestResult<UpdateUserProfileResponses, UpdateUserProfileErrors, ThrowOnError> => options.client.put<UpdateUserProfileResponses, UpdateUserProfileErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/profiles/{user_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the rooms of a project
 *
 * A member who is no developer sees the rooms that are granted to them.
 */
export const listRooms = <ThrowOnError extends boolean = true>(options: Options<ListRoomsData, ThrowOnError>): RequestResult<ListRoomsResponses, ListRoomsErrors, ThrowOnError> => options.client.get<ListRoomsResponses, ListRoomsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms',
    ...options
});

/**
 * Create a room
 *
 * With `if_not_exists` a room of that name is answered as it is.
 */
export const createRoom = <ThrowOnError extends boolean = true>(options: Options<CreateRoomData, ThrowOnError>): RequestResult<CreateRoomResponses, CreateRoomErrors, ThrowOnError> => options.client.post<CreateRoomResponses, CreateRoomErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a room
 *
 * Its grants, services, mailboxes, scheduled tasks and queues go as well, and its sessions end.
 */
export const deleteRoom = <ThrowOnError extends boolean = true>(options: Options<DeleteRoomData, ThrowOnError>): RequestResult<DeleteRoomResponses, DeleteRoomErrors, ThrowOnError> => options.client.delete<DeleteRoomResponses, DeleteRoomErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}',
    ...options
});

/**
 * Get a room by its name or id
 */
export const getRoom = <ThrowOnError extends boolean = true>(options: Options<GetRoomData, ThrowOnError>): RequestResult<GetRoomResponses, GetRoomErrors, ThrowOnError> => options.client.get<GetRoomResponses, GetRoomErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}',
    ...options
});

/**
 * Rename a room, or replace its metadata or annotations
 *
 * What is left out, or null, stays as it is.
 */
export const updateRoom = <ThrowOnError extends boolean = true>(options: Options<UpdateRoomData, ThrowOnError>): RequestResult<UpdateRoomResponses, UpdateRoomErrors, ThrowOnError> => options.client.put<UpdateRoomResponses, UpdateRoomErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get a token and an address to connect to a room
 *
 * The token carries the grant of the caller for the room; an admin and an API key without one get everything. It is valid for an hour.
 */
export const connectRoom = <ThrowOnError extends boolean = true>(options: Options<ConnectRoomData, ThrowOnError>): RequestResult<ConnectRoomResponses, ConnectRoomErrors, ThrowOnError> => options.client.post<ConnectRoomResponses, ConnectRoomErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/connect',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the grants of a project
 */
export const listRoomGrants = <ThrowOnError extends boolean = true>(options: Options<ListRoomGrantsData, ThrowOnError>): RequestResult<ListRoomGrantsResponses, ListRoomGrantsErrors, ThrowOnError> => options.client.get<ListRoomGrantsResponses, ListRoomGrantsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants',
    ...options
});

/**
 * Grant a user access to a room
 *
 * The user is named by `user_id` or by `email`, not by both.
 */
export const createRoomGrant = <ThrowOnError extends boolean = true>(options: Options<CreateRoomGrantData, ThrowOnError>): RequestResult<CreateRoomGrantResponses, CreateRoomGrantErrors, ThrowOnError> => options.client.post<CreateRoomGrantResponses, CreateRoomGrantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Count the grants of each room
 */
export const listUniqueRoomsWithGrants = <ThrowOnError extends boolean = true>(options: Options<ListUniqueRoomsWithGrantsData, ThrowOnError>): RequestResult<ListUniqueRoomsWithGrantsResponses, ListUniqueRoomsWithGrantsErrors, ThrowOnError> => options.client.get<ListUniqueRoomsWithGrantsResponses, ListUniqueRoomsWithGrantsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants/by-room',
    ...options
});

/**
 * List the grants of a room
 */
export const listRoomGrantsByRoom = <ThrowOnError extends boolean = true>(options: Options<ListRoomGrantsByRoomData, ThrowOnError>): RequestResult<ListRoomGrantsByRoomResponses, ListRoomGrantsByRoomErrors, ThrowOnError> => options.client.get<ListRoomGrantsByRoomResponses, ListRoomGrantsByRoomErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants/by-room/{room}',
    ...options
});

/**
 * Count the grants of each user
 */
export const listUniqueUsersWithGrants = <ThrowOnError extends boolean = true>(options: Options<ListUniqueUsersWithGrantsData, ThrowOnError>): RequestResult<ListUniqueUsersWithGrantsResponses, ListUniqueUsersWithGrantsErrors, ThrowOnError> => options.client.get<ListUniqueUsersWithGrantsResponses, ListUniqueUsersWithGrantsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants/by-user',
    ...options
});

/**
 * List the grants of a user
 *
 * A member who is no developer may ask for their own.
 */
export const listRoomGrantsByUser = <ThrowOnError extends boolean = true>(options: Options<ListRoomGrantsByUserData, ThrowOnError>): RequestResult<ListRoomGrantsByUserResponses, ListRoomGrantsByUserErrors, ThrowOnError> => options.client.get<ListRoomGrantsByUserResponses, ListRoomGrantsByUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants/by-user/{user_id}',
    ...options
});

/**
 * Replace the permissions of a grant
 *
 * The grant is the one of the room and user in the body; the id in the path is not read.
 */
export const updateRoomGrant = <ThrowOnError extends boolean = true>(options: Options<UpdateRoomGrantData, ThrowOnError>): RequestResult<UpdateRoomGrantResponses, UpdateRoomGrantErrors, ThrowOnError> => options.client.put<UpdateRoomGrantResponses, UpdateRoomGrantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants/{grant_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete the grant of a user for a room
 */
export const deleteRoomGrant = <ThrowOnError extends boolean = true>(options: Options<DeleteRoomGrantData, ThrowOnError>): RequestResult<DeleteRoomGrantResponses, DeleteRoomGrantErrors, ThrowOnError> => options.client.delete<DeleteRoomGrantResponses, DeleteRoomGrantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants/{room}/{user_id}',
    ...options
});

/**
 * Get the grant of a user for a room
 *
 * A member who is no developer may ask for their own.
 */
export const getRoomGrant = <ThrowOnError extends boolean = true>(options: Options<GetRoomGrantData, ThrowOnError>): RequestResult<GetRoomGrantResponses, GetRoomGrantErrors, ThrowOnError> => options.client.get<GetRoomGrantResponses, GetRoomGrantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/room-grants/{room}/{user_id}',
    ...options
});

/**
 * Store a file of a project
 *
 * Replaces a file that is there, at once and as a whole. A leading `/` makes no difference.
 */
export const upload = <ThrowOnError extends boolean = true>(options: Options<UploadData, ThrowOnError>): RequestResult<UploadResponses, UploadErrors, ThrowOnError> => options.client.post<UploadResponses, UploadErrors, ThrowOnError>({
    bodySerializer: null,
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/projects/{project_id}/storage/upload',
    ...options,
    headers: {
        'Content-Type': 'application/octet-stream',
        ...options.headers
    }
});

/**
 * Read a file of a project
 */
export const download = <ThrowOnError extends boolean = true>(options: Options<DownloadData, ThrowOnError>): RequestResult<DownloadResponses, DownloadErrors, ThrowOnError> => options.client.get<DownloadResponses, DownloadErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/projects/{project_id}/storage/download',
    ...options
});

/**
 * Delete a file of a project
 */
export const deleteFile = <ThrowOnError extends boolean = true>(options: Options<DeleteFileData, ThrowOnError>): RequestResult<DeleteFileResponses, DeleteFileErrors, ThrowOnError> => options.client.delete<DeleteFileResponses, DeleteFileErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/projects/{project_id}/storage/files',
    ...options
});

/**
 * List the files of a project
 *
 * In order of their paths, byte by byte.
 */
export const listFiles = <ThrowOnError extends boolean = true>(options: Options<ListFilesData, ThrowOnError>): RequestResult<ListFilesResponses, ListFilesErrors, ThrowOnError> => options.client.get<ListFilesResponses, ListFilesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/projects/{project_id}/storage/files',
    ...options
});

/**
 * List the services of a project
 */
export const listServices = <ThrowOnError extends boolean = true>(options: Options<ListServicesData, ThrowOnError>): RequestResult<ListServicesResponses, ListServicesErrors, ThrowOnError> => options.client.get<ListServicesResponses, ListServicesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/services',
    ...options
});

/**
 * Create a service of a project
 *
 * From a specification, or from a template and values. The server assigns the id.
 */
export const createService = <ThrowOnError extends boolean = true>(options: Options<CreateServiceData, ThrowOnError>): RequestResult<CreateServiceResponses, CreateServiceErrors, ThrowOnError> => options.client.post<CreateServiceResponses, CreateServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/services',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a service of a project
 */
export const deleteService = <ThrowOnError extends boolean = true>(options: Options<DeleteServiceData, ThrowOnError>): RequestResult<DeleteServiceResponses, DeleteServiceErrors, ThrowOnError> => options.client.delete<DeleteServiceResponses, DeleteServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/services/{service_id}',
    ...options
});

/**
 * Get a service of a project
 */
export const getService = <ThrowOnError extends boolean = true>(options: Options<GetServiceData, ThrowOnError>): RequestResult<GetServiceResponses, GetServiceErrors, ThrowOnError> => options.client.get<GetServiceResponses, GetServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/services/{service_id}',
    ...options
});

/**
 * Replace a service of a project
 *
 * By a specification, or by a template and values. An `id` in the body has to be the one of the path.
 */
export const updateService = <ThrowOnError extends boolean = true>(options: Options<UpdateServiceData, ThrowOnError>): RequestResult<UpdateServiceResponses, UpdateServiceErrors, ThrowOnError> => options.client.put<UpdateServiceResponses, UpdateServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/services/{service_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the services of a room
 */
export const listRoomServices = <ThrowOnError extends boolean = true>(options: Options<ListRoomServicesData, ThrowOnError>): RequestResult<ListRoomServicesResponses, ListRoomServicesErrors, ThrowOnError> => options.client.get<ListRoomServicesResponses, ListRoomServicesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/services',
    ...options
});

/**
 * Create a service of a room
 *
 * From a specification, or from a template and values. The server assigns the id.
 */
export const createRoomService = <ThrowOnError extends boolean = true>(options: Options<CreateRoomServiceData, ThrowOnError>): RequestResult<CreateRoomServiceResponses, CreateRoomServiceErrors, ThrowOnError> => options.client.post<CreateRoomServiceResponses, CreateRoomServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/services',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a service of a room
 */
export const deleteRoomService = <ThrowOnError extends boolean = true>(options: Options<DeleteRoomServiceData, ThrowOnError>): RequestResult<DeleteRoomServiceResponses, DeleteRoomServiceErrors, ThrowOnError> => options.client.delete<DeleteRoomServiceResponses, DeleteRoomServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/services/{service_id}',
    ...options
});

/**
 * Get a service of a room
 */
export const getRoomService = <ThrowOnError extends boolean = true>(options: Options<GetRoomServiceData, ThrowOnError>): RequestResult<GetRoomServiceResponses, GetRoomServiceErrors, ThrowOnError> => options.client.get<GetRoomServiceResponses, GetRoomServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/services/{service_id}',
    ...options
});

/**
 * Replace a service of a room
 *
 * By a specification, or by a template and values. An `id` in the body has to be the one of the path.
 */
export const updateRoomService = <ThrowOnError extends boolean = true>(options: Options<UpdateRoomServiceData, ThrowOnError>): RequestResult<UpdateRoomServiceResponses, UpdateRoomServiceErrors, ThrowOnError> => options.client.put<UpdateRoomServiceResponses, UpdateRoomServiceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/services/{service_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Render a service template
 *
 * Nothing is stored.
 */
export const renderTemplate = <ThrowOnError extends boolean = true>(options: Options<RenderTemplateData, ThrowOnError>): RequestResult<RenderTemplateResponses, RenderTemplateErrors, ThrowOnError> => options.client.post<RenderTemplateResponses, RenderTemplateErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/templates/render',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the secrets of a project, without what they hold
 */
export const listSecrets = <ThrowOnError extends boolean = true>(options: Options<ListSecretsData, ThrowOnError>): RequestResult<ListSecretsResponses, ListSecretsErrors, ThrowOnError> => options.client.get<ListSecretsResponses, ListSecretsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/secrets',
    ...options
});

/**
 * Store a secret
 *
 * What it holds travels as `data_base64`, JSON in UTF-8, or as the object `data`.
 */
export const createSecret = <ThrowOnError extends boolean = true>(options: Options<CreateSecretData, ThrowOnError>): RequestResult<CreateSecretResponses, CreateSecretErrors, ThrowOnError> => options.client.post<CreateSecretResponses, CreateSecretErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/secrets',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a secret
 */
export const deleteSecret = <ThrowOnError extends boolean = true>(options: Options<DeleteSecretData, ThrowOnError>): RequestResult<DeleteSecretResponses, DeleteSecretErrors, ThrowOnError> => options.client.delete<DeleteSecretResponses, DeleteSecretErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/secrets/{secret_id}',
    ...options
});

/**
 * Get a secret
 *
 * Only an admin gets its values; to others each is an empty text.
 */
export const getProjectSecret = <ThrowOnError extends boolean = true>(options: Options<GetProjectSecretData, ThrowOnError>): RequestResult<GetProjectSecretResponses, GetProjectSecretErrors, ThrowOnError> => options.client.get<GetProjectSecretResponses, GetProjectSecretErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/secrets/{secret_id}',
    ...options
});

/**
 * Replace a secret
 */
export const updateSecret = <ThrowOnError extends boolean = true>(options: Options<UpdateSecretData, ThrowOnError>): RequestResult<UpdateSecretResponses, UpdateSecretErrors, ThrowOnError> => options.client.put<UpdateSecretResponses, UpdateSecretErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/secrets/{secret_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the webhooks of a project
 */
export const listWebhooks = <ThrowOnError extends boolean = true>(options: Options<ListWebhooksData, ThrowOnError>): RequestResult<ListWebhooksResponses, ListWebhooksErrors, ThrowOnError> => options.client.get<ListWebhooksResponses, ListWebhooksErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/webhooks',
    ...options
});

/**
 * Create a webhook
 *
 * The secret that its deliveries are signed with is in this answer only.
 */
export const createWebhook = <ThrowOnError extends boolean = true>(options: Options<CreateWebhookData, ThrowOnError>): RequestResult<CreateWebhookResponses, CreateWebhookErrors, ThrowOnError> => options.client.post<CreateWebhookResponses, CreateWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/webhooks',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a webhook
 */
export const deleteWebhook = <ThrowOnError extends boolean = true>(options: Options<DeleteWebhookData, ThrowOnError>): RequestResult<DeleteWebhookResponses, DeleteWebhookErrors, ThrowOnError> => options.client.delete<DeleteWebhookResponses, DeleteWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/webhooks/{webhook_id}',
    ...options
});

/**
 * Replace a webhook
 *
 * The secret stays, unless the body has one.
 */
export const updateWebhook = <ThrowOnError extends boolean = true>(options: Options<UpdateWebhookData, ThrowOnError>): RequestResult<UpdateWebhookResponses, UpdateWebhookErrors, ThrowOnError> => options.client.put<UpdateWebhookResponses, UpdateWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/webhooks/{webhook_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List what was sent to a webhook
 *
 * Newest first.
 */
export const listWebhookDeliveries = <ThrowOnError extends boolean = true>(options: Options<ListWebhookDeliveriesData, ThrowOnError>): RequestResult<ListWebhookDeliveriesResponses, ListWebhookDeliveriesErrors, ThrowOnError> => options.client.get<ListWebhookDeliveriesResponses, ListWebhookDeliveriesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/webhooks/{webhook_id}/deliveries',
    ...options
});

/**
 * List the API keys of a project, without their values
 */
export const listApiKeys = <ThrowOnError extends boolean = true>(options: Options<ListApiKeysData, ThrowOnError>): RequestResult<ListApiKeysResponses, ListApiKeysErrors, ThrowOnError> => options.client.get<ListApiKeysResponses, ListApiKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/api-keys',
    ...options
});

/**
 * Issue an API key
 *
 * The value is in this answer only.
 */
export const createApiKey = <ThrowOnError extends boolean = true>(options: Options<CreateApiKeyData, ThrowOnError>): RequestResult<CreateApiKeyResponses, CreateApiKeyErrors, ThrowOnError> => options.client.post<CreateApiKeyResponses, CreateApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/api-keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke an API key
 */
export const deleteApiKey = <ThrowOnError extends boolean = true>(options: Options<DeleteApiKeyData, ThrowOnError>): RequestResult<DeleteApiKeyResponses, DeleteApiKeyErrors, ThrowOnError> => options.client.delete<DeleteApiKeyResponses, DeleteApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/api-keys/{key_id}',
    ...options
});

/**
 * List the OAuth clients of a project
 */
export const listOAuthClients = <ThrowOnError extends boolean = true>(options: Options<ListOAuthClientsData, ThrowOnError>): RequestResult<ListOAuthClientsResponses, ListOAuthClientsErrors, ThrowOnError> => options.client.get<ListOAuthClientsResponses, ListOAuthClientsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/oauth/clients',
    ...options
});

/**
 * Register an OAuth client
 *
 * The secret is in this answer only. The grant `authorization_code` needs a redirect URI.
 */
export const createOAuthClient = <ThrowOnError extends boolean = true>(options: Options<CreateOAuthClientData, ThrowOnError>): RequestResult<CreateOAuthClientResponses, CreateOAuthClientErrors, ThrowOnError> => options.client.post<CreateOAuthClientResponses, CreateOAuthClientErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/oauth/clients',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete an OAuth client
 */
export const deleteOAuthClient = <ThrowOnError extends boolean = true>(options: Options<DeleteOAuthClientData, ThrowOnError>): RequestResult<DeleteOAuthClientResponses, DeleteOAuthClientErrors, ThrowOnError> => options.client.delete<DeleteOAuthClientResponses, DeleteOAuthClientErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/oauth/clients/{client_id}',
    ...options
});

/**
 * Get an OAuth client
 */
export const getOAuthClient = <ThrowOnError extends boolean = true>(options: Options<GetOAuthClientData, ThrowOnError>): RequestResult<GetOAuthClientResponses, GetOAuthClientErrors, ThrowOnError> => options.client.get<GetOAuthClientResponses, GetOAuthClientErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/oauth/clients/{client_id}',
    ...options
});

/**
 * Change an OAuth client
 *
 * What is left out stays as it is.
 */
export const updateOAuthClient = <ThrowOnError extends boolean = true>(options: Options<UpdateOAuthClientData, ThrowOnError>): RequestResult<UpdateOAuthClientResponses, UpdateOAuthClientErrors, ThrowOnError> => options.client.put<UpdateOAuthClientResponses, UpdateOAuthClientErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/oauth/clients/{client_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the shares of a project
 */
export const listShares = <ThrowOnError extends boolean = true>(options: Options<ListSharesData, ThrowOnError>): RequestResult<ListSharesResponses, ListSharesErrors, ThrowOnError> => options.client.get<ListSharesResponses, ListSharesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/shares',
    ...options
});

/**
 * Create a share
 *
 * Who knows its id can connect to the room that the settings name.
 */
export const createShare = <ThrowOnError extends boolean = true>(options: Options<CreateShareData, ThrowOnError>): RequestResult<CreateShareResponses, CreateShareErrors, ThrowOnError> => options.client.post<CreateShareResponses, CreateShareErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/shares',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a share
 */
export const deleteShare = <ThrowOnError extends boolean = true>(options: Options<DeleteShareData, ThrowOnError>): RequestResult<DeleteShareResponses, DeleteShareErrors, ThrowOnError> => options.client.delete<DeleteShareResponses, DeleteShareErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/shares/{share_id}',
    ...options
});

/**
 * Replace the settings of a share
 */
export const updateShare = <ThrowOnError extends boolean = true>(options: Options<UpdateShareData, ThrowOnError>): RequestResult<UpdateShareResponses, UpdateShareErrors, ThrowOnError> => options.client.put<UpdateShareResponses, UpdateShareErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/shares/{share_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get a token and an address to connect to the room of a share
 */
export const connectShare = <ThrowOnError extends boolean = true>(options: Options<ConnectShareData, ThrowOnError>): RequestResult<ConnectShareResponses, ConnectShareErrors, ThrowOnError> => options.client.post<ConnectShareResponses, ConnectShareErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/shares/{share_id}/connect',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the mailboxes of a project
 */
export const listMailboxes = <ThrowOnError extends boolean = true>(options: Options<ListMailboxesData, ThrowOnError>): RequestResult<ListMailboxesResponses, ListMailboxesErrors, ThrowOnError> => options.client.get<ListMailboxesResponses, ListMailboxesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/mailboxes',
    ...options
});

/**
 * Create a mailbox
 *
 * Addresses are unique on the server; upper and lower case make no difference.
 */
export const createMailbox = <ThrowOnError extends boolean = true>(options: Options<CreateMailboxData, ThrowOnError>): RequestResult<CreateMailboxResponses, CreateMailboxErrors, ThrowOnError> => options.client.post<CreateMailboxResponses, CreateMailboxErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/mailboxes',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a mailbox
 */
export const deleteMailbox = <ThrowOnError extends boolean = true>(options: Options<DeleteMailboxData, ThrowOnError>): RequestResult<DeleteMailboxResponses, DeleteMailboxErrors, ThrowOnError> => options.client.delete<DeleteMailboxResponses, DeleteMailboxErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/mailboxes/{address}',
    ...options
});

/**
 * Get a mailbox
 */
export const getMailbox = <ThrowOnError extends boolean = true>(options: Options<GetMailboxData, ThrowOnError>): RequestResult<GetMailboxResponses, GetMailboxErrors, ThrowOnError> => options.client.get<GetMailboxResponses, GetMailboxErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/mailboxes/{address}',
    ...options
});

/**
 * Change where the mail of a mailbox goes
 */
export const updateMailbox = <ThrowOnError extends boolean = true>(options: Options<UpdateMailboxData, ThrowOnError>): RequestResult<UpdateMailboxResponses, UpdateMailboxErrors, ThrowOnError> => options.client.put<UpdateMailboxResponses, UpdateMailboxErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/mailboxes/{address}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the mailboxes of a room
 */
export const listRoomMailboxes = <ThrowOnError extends boolean = true>(options: Options<ListRoomMailboxesData, ThrowOnError>): RequestResult<ListRoomMailboxesResponses, ListRoomMailboxesErrors, ThrowOnError> => options.client.get<ListRoomMailboxesResponses, ListRoomMailboxesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/mailboxes',
    ...options
});

/**
 * List the latest sessions of a project
 *
 * Newest first, at most 200.
 */
export const listRecentSessions = <ThrowOnError extends boolean = true>(options: Options<ListRecentSessionsData, ThrowOnError>): RequestResult<ListRecentSessionsResponses, ListRecentSessionsErrors, ThrowOnError> => options.client.get<ListRecentSessionsResponses, ListRecentSessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/sessions',
    ...options
});

/**
 * List the sessions that have not ended
 */
export const listActiveSessions = <ThrowOnError extends boolean = true>(options: Options<ListActiveSessionsData, ThrowOnError>): RequestResult<ListActiveSessionsResponses, ListActiveSessionsErrors, ThrowOnError> => options.client.get<ListActiveSessionsResponses, ListActiveSessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/sessions/active',
    ...options
});

/**
 * Get a session
 */
export const getSession = <ThrowOnError extends boolean = true>(options: Options<GetSessionData, ThrowOnError>): RequestResult<GetSessionResponses, GetSessionErrors, ThrowOnError> => options.client.get<GetSessionResponses, GetSessionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/sessions/{session_id}',
    ...options
});

/**
 * List what happened in a session
 *
 * In the order in which it happened.
 */
export const listSessionEvents = <ThrowOnError extends boolean = true>(options: Options<ListSessionEventsData, ThrowOnError>): RequestResult<ListSessionEventsResponses, ListSessionEventsErrors, ThrowOnError> => options.client.get<ListSessionEventsResponses, ListSessionEventsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/sessions/{session_id}/events',
    ...options
});

/**
 * List the spans of a session
 */
export const listSessionSpans = <ThrowOnError extends boolean = true>(options: Options<ListSessionSpansData, ThrowOnError>): RequestResult<ListSessionSpansResponses, ListSessionSpansErrors, ThrowOnError> => options.client.get<ListSessionSpansResponses, ListSessionSpansErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/sessions/{session_id}/spans',
    ...options
});

/**
 * List the metrics of a session
 */
export const listSessionMetrics = <ThrowOnError extends boolean = true>(options: Options<ListSessionMetricsData, ThrowOnError>): RequestResult<ListSessionMetricsResponses, ListSessionMetricsErrors, ThrowOnError> => options.client.get<ListSessionMetricsResponses, ListSessionMetricsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/sessions/{session_id}/metrics',
    ...options
});

/**
 * End a session
 *
 * One that has ended stays as it is.
 */
export const terminateSession = <ThrowOnError extends boolean = true>(options: Options<TerminateSessionData, ThrowOnError>): RequestResult<TerminateSessionResponses, TerminateSessionErrors, ThrowOnError> => options.client.post<TerminateSessionResponses, TerminateSessionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/sessions/{session_id}/terminate',
    ...options
});

/**
 * List scheduled tasks
 */
export const listScheduledTasks = <ThrowOnError extends boolean = true>(options: Options<ListScheduledTasksData, ThrowOnError>): RequestResult<ListScheduledTasksResponses, ListScheduledTasksErrors, ThrowOnError> => options.client.get<ListScheduledTasksResponses, ListScheduledTasksErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/scheduled-tasks',
    ...options
});

/**
 * Create a scheduled task
 *
 * When it is due, its payload is put into the queue of the room. Schedules are cron expressions, in UTC.
 */
export const createScheduledTask = <ThrowOnError extends boolean = true>(options: Options<CreateScheduledTaskData, ThrowOnError>): RequestResult<CreateScheduledTaskResponses, CreateScheduledTaskErrors, ThrowOnError> => options.client.post<CreateScheduledTaskResponses, CreateScheduledTaskErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/scheduled-tasks',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a scheduled task
 */
export const deleteScheduledTask = <ThrowOnError extends boolean = true>(options: Options<DeleteScheduledTaskData, ThrowOnError>): RequestResult<DeleteScheduledTaskResponses, DeleteScheduledTaskErrors, ThrowOnError> => options.client.delete<DeleteScheduledTaskResponses, DeleteScheduledTaskErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/scheduled-tasks/{task_id}',
    ...options
});

/**
 * Change a scheduled task
 *
 * What is left out stays as it is.
 */
export const updateScheduledTask = <ThrowOnError extends boolean = true>(options: Options<UpdateScheduledTaskData, ThrowOnError>): RequestResult<UpdateScheduledTaskResponses, UpdateScheduledTaskErrors, ThrowOnError> => options.client.put<UpdateScheduledTaskResponses, UpdateScheduledTaskErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/scheduled-tasks/{task_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Look at what waits in a queue of a room
 *
 * Oldest first, 4 MiB of payloads at most. A queue exists by what is in it.
 */
export const listQueueMessages = <ThrowOnError extends boolean = true>(options: Options<ListQueueMessagesData, ThrowOnError>): RequestResult<ListQueueMessagesResponses, ListQueueMessagesErrors, ThrowOnError> => options.client.get<ListQueueMessagesResponses, ListQueueMessagesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/queues/{queue_name}/messages',
    ...options
});

/**
 * Take messages out of a queue of a room
 *
 * Oldest first, 4 MiB of payloads at most. Each message goes to one receiver.
 */
export const receiveQueueMessages = <ThrowOnError extends boolean = true>(options: Options<ReceiveQueueMessagesData, ThrowOnError>): RequestResult<ReceiveQueueMessagesResponses, ReceiveQueueMessagesErrors, ThrowOnError> => options.client.post<ReceiveQueueMessagesResponses, ReceiveQueueMessagesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/rooms/{room}/queues/{queue_name}/receive',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get the prices of this server
 */
export const getPricing = <ThrowOnError extends boolean = true>(options: Options<GetPricingData, ThrowOnError>): RequestResult<GetPricingResponses, GetPricingErrors, ThrowOnError> => options.client.get<GetPricingResponses, GetPricingErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/pricing',
    ...options
});

/**
 * Get the balance of a project
 *
 * Transactions less the cost of what was used.
 */
export const getBalance = <ThrowOnError extends boolean = true>(options: Options<GetBalanceData, ThrowOnError>): RequestResult<GetBalanceResponses, GetBalanceErrors, ThrowOnError> => options.client.get<GetBalanceResponses, GetBalanceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/balance',
    ...options
});

/**
 * List the latest transactions of a project
 *
 * Newest first, at most 200.
 */
export const getRecentTransactions = <ThrowOnError extends boolean = true>(options: Options<GetRecentTransactionsData, ThrowOnError>): RequestResult<GetRecentTransactionsResponses, GetRecentTransactionsErrors, ThrowOnError> => options.client.get<GetRecentTransactionsResponses, GetRecentTransactionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/transactions',
    ...options
});

/**
 * Credit or debit a project
 */
export const createTransaction = <ThrowOnError extends boolean = true>(options: Options<CreateTransactionData, ThrowOnError>): RequestResult<CreateTransactionResponses, CreateTransactionErrors, ThrowOnError> => options.client.post<CreateTransactionResponses, CreateTransactionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/transactions',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Say when to recharge the balance by itself
 *
 * Kept and answered. This server takes no payments, so nothing is recharged.
 */
export const setAutoRecharge = <ThrowOnError extends boolean = true>(options: Options<SetAutoRechargeData, ThrowOnError>): RequestResult<SetAutoRechargeResponses, SetAutoRechargeErrors, ThrowOnError> => options.client.post<SetAutoRechargeResponses, SetAutoRechargeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/recharge',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get the subscription of a project
 */
export const getSubscription = <ThrowOnError extends boolean = true>(options: Options<GetSubscriptionData, ThrowOnError>): RequestResult<GetSubscriptionResponses, GetSubscriptionErrors, ThrowOnError> => options.client.get<GetSubscriptionResponses, GetSubscriptionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/subscription',
    ...options
});

/**
 * Get the address of the page to subscribe on
 */
export const getCheckoutUrl = <ThrowOnError extends boolean = true>(options: Options<GetCheckoutUrlData, ThrowOnError>): RequestResult<GetCheckoutUrlResponses, GetCheckoutUrlErrors, ThrowOnError> => options.client.post<GetCheckoutUrlResponses, GetCheckoutUrlErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/subscription',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get the address of the page to buy credits on
 */
export const getCreditsCheckoutUrl = <ThrowOnError extends boolean = true>(options: Options<GetCreditsCheckoutUrlData, ThrowOnError>): RequestResult<GetCreditsCheckoutUrlResponses, GetCreditsCheckoutUrlErrors, ThrowOnError> => options.client.post<GetCreditsCheckoutUrlResponses, GetCreditsCheckoutUrlErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/credits',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get what a project has used
 *
 * In intervals from `start`, each type of usage in a row of its own.
 */
export const getUsage = <ThrowOnError extends boolean = true>(options: Options<GetUsageData, ThrowOnError>): RequestResult<GetUsageResponses, GetUsageErrors, ThrowOnError> => options.client.get<GetUsageResponses, GetUsageErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/accounts/projects/{project_id}/usage',
    ...options
});
