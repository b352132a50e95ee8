// Generated from openapi/meshagent.yaml by `pnpm generate`. Do not edit.

import * as z from 'zod';

/**
 * Nothing to say.
 */
export const zEmpty = z.record(z.string(), z.unknown());

export const zOk = z.object({
    ok: z.literal(true)
});

export const zCreated = z.object({
    id: z.string()
});

/**
 * One code for one cause. The list is open: a newer server may answer a code that is not in it.
 */
export const zErrorCode = z.union([
    z.string(),
    z.string()
]);

export const zRequestFault = z.object({
    path: z.string(),
    message: z.string()
});

/**
 * What went wrong.
 */
export const zErrorBody = z.object({
    message: z.string(),
    code: zErrorCode,
    error_code: z.int(),
    errors: z.array(zRequestFault).optional()
});

/**
 * A UUID that the server made.
 */
export const zId = z.string();

/**
 * UTC: `2026-05-13T06:47:52.123Z`.
 */
export const zTimestamp = z.iso.datetime({ offset: true });

/**
 * Texts by name.
 */
export const zAnnotations = z.record(z.string(), z.string());

export const zJsonObject = z.record(z.string(), z.unknown());

/**
 * What the project keeps for its apps.
 */
export const zProjectSettings = z.record(z.string(), z.unknown());

export const zProjectCreate = z.object({
    name: z.string().min(1).max(255),
    settings: zProjectSettings.nullish()
});

export const zProject = z.object({
    id: zId,
    name: z.string(),
    owner_user_id: z.string(),
    created_at: zTimestamp.optional(),
    settings: zProjectSettings.optional()
});

export const zProjectList = z.object({
    projects: z.array(zProject)
});

export const zProjectStatus = z.object({
    enabled: z.boolean()
});

export const zProjectRole = z.object({
    role: z.string(),
    can_create_rooms: z.boolean()
});

/**
 * Either `user_id` or `email`.
 */
export const zProjectUserAdd = z.object({
    project_id: z.string().optional(),
    user_id: z.string().max(512).nullish(),
    email: z.string().max(320).nullish(),
    is_admin: z.boolean().optional().default(false),
    is_developer: z.boolean().optional().default(false),
    can_create_rooms: z.boolean().optional().default(false)
});

export const zProjectUserFlags = z.object({
    is_admin: z.boolean().optional().default(false),
    is_developer: z.boolean().optional().default(false),
    can_create_rooms: z.boolean().optional().default(false)
});

export const zProjectUser = z.object({
    id: zId,
    email: z.string(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    is_admin: z.boolean(),
    is_developer: z.boolean(),
    can_create_rooms: z.boolean()
});

export const zProjectUserList = z.object({
    users: z.array(zProjectUser),
    total: z.int().gte(0).optional()
});

export const zUserCreate = z.object({
    email: z.string().min(3).max(320),
    first_name: z.string().max(255).nullish(),
    last_name: z.string().max(255).nullish()
});

export const zUserToken = z.object({
    token: z.string()
});

export const zUserProfile = z.object({
    id: zId,
    email: z.string(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable()
});

export const zUserProfileUpdate = z.object({
    first_name: z.string().max(255).nullable(),
    last_name: z.string().max(255).nullable()
});

/**
 * Lower-case letters, digits and hyphens; a letter or digit at both ends.
 */
export const zRoomName = z.string().min(1).max(63).regex(/^(?!-)[a-z0-9-]+(?<!-)$/);

export const zRoomUpdate = z.object({
    name: zRoomName,
    metadata: z.record(z.string(), z.unknown()).nullish(),
    annotations: z.record(z.string(), z.string()).nullish()
});

export const zRoom = z.object({
    id: zId,
    name: z.string(),
    metadata: zJsonObject,
    annotations: zAnnotations
});

export const zRoomList = z.object({
    rooms: z.array(zRoom)
});

export const zRoomConnect = z.object({
    client: z.string().max(256).nullish()
});

export const zRoomConnectionInfo = z.object({
    jwt: z.string(),
    room_name: z.string(),
    project_id: zId,
    room_url: z.string()
});

export const zRoomShareConnectionInfo = z.object({
    jwt: z.string(),
    room_name: z.string(),
    project_id: zId,
    room_url: z.string(),
    settings: zJsonObject
});

export const zProjectRoomGrantCount = z.object({
    room: zRoom,
    count: z.int().gte(0)
});

export const zRoomGrantCountList = z.object({
    rooms: z.array(zProjectRoomGrantCount)
});

export const zProjectUserGrantCount = z.object({
    user_id: zId,
    count: z.int().gte(0),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    email: z.string()
});

export const zUserGrantCountList = z.object({
    users: z.array(zProjectUserGrantCount),
    total: z.int().gte(0).optional()
});

export const zLivekitScope = z.object({
    breakout_rooms: z.array(z.string()).nullish()
});

export const zQueuesScope = z.object({
    send: z.array(z.string()).nullish(),
    receive: z.array(z.string()).nullish(),
    list: z.boolean().optional().default(true)
});

export const zMessagingScope = z.object({
    broadcast: z.boolean().optional().default(true),
    list: z.boolean().optional().default(true),
    send: z.boolean().optional().default(true)
});

export const zTableScope = z.object({
    name: z.string(),
    namespace: z.array(z.string()).nullish(),
    write: z.boolean().optional().default(false),
    read: z.boolean().optional().default(true),
    alter: z.boolean().optional().default(false)
});

export const zDatabaseScope = z.object({
    tables: z.array(zTableScope).nullish(),
    list_tables: z.boolean().optional().default(true)
});

export const zMemoryEntryScope = z.object({
    name: z.string(),
    namespace: z.array(z.string()).nullish(),
    permissions: z.record(z.string(), z.boolean()).nullish()
});

export const zMemoryScope = z.object({
    list: z.boolean().optional().default(true),
    memories: z.array(zMemoryEntryScope).nullish()
});

export const zPathScope = z.object({
    path: z.string(),
    read_only: z.boolean().optional().default(false)
});

export const zPathsScope = z.object({
    paths: z.array(zPathScope).nullish()
});

export const zContainersScope = z.object({
    logs: z.boolean().optional().default(true),
    use_containers: z.boolean().optional().default(true),
    pull: z.array(z.string()).nullish(),
    run: z.array(z.string()).nullish(),
    registry: z.record(z.string(), z.unknown()).nullish()
});

export const zDeveloperScope = z.object({
    logs: z.boolean().optional().default(true)
});

export const zAgentsScope = z.object({
    register_agent: z.boolean().optional().default(true),
    register_public_toolkit: z.boolean().optional().default(true),
    register_private_toolkit: z.boolean().optional().default(true),
    call: z.boolean().optional().default(true),
    use_agents: z.boolean().optional().default(true),
    use_tools: z.boolean().optional().default(true),
    allowed_toolkits: z.array(z.string()).nullish()
});

export const zAdminScope = z.object({
    config: z.boolean().optional().default(true)
});

export const zOAuthTokenScope = z.object({
    endpoint: z.string(),
    client_id: z.string().nullish()
});

export const zSecretsScope = z.object({
    request_oauth_token: z.array(z.union([z.string(), zOAuthTokenScope])).nullish()
});

export const zTunnelsScope = z.object({
    ports: z.array(z.string()).nullish()
});

export const zServicesScope = z.object({
    list: z.boolean().optional().default(true)
});

export const zLlmScope = z.object({
    models: z.array(z.string()).nullish()
});

/**
 * What a participant may do in a room. A section that is absent or null gives no access to that API; one that is there, also an empty one, gives access with its defaults. An absent list restricts nothing, an empty one allows nothing. Servers also take the members in camelCase and `dataset` for `database`, keep sections that they do not know, and refuse unknown members of those that they know.
 */
export const zApiScope = z.object({
    livekit: zLivekitScope.nullish(),
    queues: zQueuesScope.nullish(),
    messaging: zMessagingScope.nullish(),
    database: zDatabaseScope.nullish(),
    memory: zMemoryScope.nullish(),
    sync: zPathsScope.nullish(),
    storage: zPathsScope.nullish(),
    containers: zContainersScope.nullish(),
    developer: zDeveloperScope.nullish(),
    agents: zAgentsScope.nullish(),
    admin: zAdminScope.nullish(),
    secrets: zSecretsScope.nullish(),
    tunnels: zTunnelsScope.nullish(),
    services: zServicesScope.nullish(),
    llm: zLlmScope.nullish()
});

export const zRoomCreate = z.object({
    name: zRoomName,
    if_not_exists: z.boolean().optional().default(false),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    annotations: z.record(z.string(), z.string()).nullish(),
    permissions: z.record(z.string(), zApiScope).nullish()
});

/**
 * Either `user_id` or `email`.
 */
export const zRoomGrantCreate = z.object({
    room_id: z.string().min(1).max(512),
    user_id: z.string().max(512).nullish(),
    email: z.string().max(320).nullish(),
    permissions: zApiScope
});

export const zRoomGrantUpdate = z.object({
    room_id: z.string().min(1).max(512),
    user_id: z.string().min(1).max(512),
    permissions: zApiScope
});

export const zProjectRoomGrant = z.object({
    room: zRoom,
    user_id: zId,
    permissions: zApiScope
});

export const zRoomGrantList = z.object({
    room_grants: z.array(zProjectRoomGrant)
});

export const zProjectFile = z.object({
    path: z.string(),
    size: z.int().gte(0),
    updated_at: zTimestamp
});

export const zFileList = z.object({
    files: z.array(zProjectFile)
});

export const zServiceFromTemplate = z.object({
    template: z.string().min(1).max(65536),
    values: z.record(z.string(), z.string())
});

export const zTemplateRender = z.object({
    template: z.string().min(1).max(65536),
    values: z.record(z.string(), z.string())
});

/**
 * Texts by name.
 */
export const zNullableAnnotations = z.record(z.string(), z.string()).nullable();

export const zTemplateVariable = z.object({
    name: z.string().min(1),
    title: z.string().nullish(),
    description: z.string().nullish(),
    obscure: z.boolean().optional().default(false),
    enum: z.array(z.string()).nullish(),
    optional: z.boolean().optional().default(false),
    type: z.string().nullish(),
    annotations: zNullableAnnotations.optional()
});

export const zServiceMetadata = z.object({
    name: z.string().min(1).max(255),
    description: z.string().nullish(),
    repo: z.string().nullish(),
    icon: z.string().nullish(),
    annotations: zNullableAnnotations.optional()
});

export const zExternalSpec = z.object({
    url: z.string().nullish()
});

export const zEmailChannelSpec = z.object({
    address: z.string(),
    private: z.boolean().optional().default(true),
    annotations: zNullableAnnotations.optional()
});

export const zPromptSpec = z.object({
    name: z.string(),
    description: z.string().nullish(),
    prompt: z.string(),
    annotations: zNullableAnnotations.optional()
});

export const zMessagingChannelSpec = z.object({
    protocol: z.string().optional().default('meshagent.agent-message.v1'),
    prompts: z.array(zPromptSpec).nullish(),
    annotations: zNullableAnnotations.optional()
});

export const zQueueChannelSpec = z.object({
    queue: z.string(),
    threading_mode: z.string().nullish().default('default-new'),
    message_schema: z.record(z.string(), z.unknown()).nullish(),
    annotations: zNullableAnnotations.optional()
});

export const zToolkitChannelSpec = z.object({
    name: z.string(),
    annotations: zNullableAnnotations.optional()
});

export const zChannelsSpec = z.object({
    email: z.array(zEmailChannelSpec).nullish(),
    messaging: z.array(zMessagingChannelSpec).nullish(),
    queue: z.array(zQueueChannelSpec).nullish(),
    toolkit: z.array(zToolkitChannelSpec).nullish()
});

export const zAgentSpec = z.object({
    name: z.string().min(1),
    description: z.string().nullish(),
    annotations: zNullableAnnotations.optional(),
    channels: zChannelsSpec.nullish(),
    email: z.string().nullish(),
    heartbeat: z.record(z.string(), z.unknown()).nullish()
});

export const zMeshagentEndpointSpec = z.object({
    identity: z.string(),
    api: zApiScope.nullish()
});

export const zAllowedToolsSpec = z.object({
    tool_names: z.array(z.string()).nullish(),
    read_only: z.boolean().nullish()
});

export const zOAuthConfig = z.object({
    client_id: z.string().nullish(),
    client_secret: z.string().nullish(),
    authorization_endpoint: z.string().nullish(),
    token_endpoint: z.string().nullish(),
    no_pkce: z.boolean().nullish(),
    scopes: z.array(z.string()).nullish()
});

export const zMcpSpec = z.object({
    label: z.string(),
    description: z.string().nullish(),
    allowed_tools: z.array(zAllowedToolsSpec).nullish(),
    headers: zNullableAnnotations.optional(),
    require_approval: z.string().nullish(),
    oauth: zOAuthConfig.nullish(),
    openai_connector_id: z.string().nullish()
});

export const zEndpointSpec = z.object({
    path: z.string(),
    meshagent: zMeshagentEndpointSpec.nullish(),
    mcp: zMcpSpec.nullish(),
    annotations: zNullableAnnotations.optional()
});

export const zPortSpec = z.object({
    num: z.union([
        z.literal('*'),
        z.int().gte(1).lte(65535)
    ]).optional().default('*'),
    type: z.string().nullish().default('http'),
    endpoints: z.array(zEndpointSpec).nullish(),
    liveness: z.string().nullish(),
    published: z.boolean().nullish(),
    public: z.boolean().nullish(),
    annotations: zNullableAnnotations.optional(),
    host_port: z.int().gte(1).lte(65535).nullish()
});

export const zServiceApiKeySpec = z.object({
    role: z.literal('admin'),
    name: z.string(),
    auto_provision: z.boolean().nullish().default(true)
});

export const zEnvironmentToken = z.object({
    identity: z.string(),
    api: zApiScope.nullish(),
    role: z.string().nullish()
});

export const zEnvironmentSecret = z.object({
    identity: z.string(),
    id: z.string()
});

/**
 * At most one of `value`, `token` and `secret`.
 */
export const zEnvironmentVariable = z.object({
    name: z.string().min(1),
    value: z.string().nullish(),
    token: zEnvironmentToken.nullish(),
    secret: zEnvironmentSecret.nullish()
});

/**
 * `read_only` is false for the storage of a room and true for that of the project, unless it is given.
 */
export const zStorageMount = z.object({
    path: z.string(),
    subpath: z.string().nullish(),
    read_only: z.boolean().nullish()
});

export const zImageMount = z.object({
    image: z.string(),
    path: z.string(),
    subpath: z.string().nullish(),
    read_only: z.boolean().nullish().default(true)
});

export const zFileMount = z.object({
    path: z.string(),
    text: z.string(),
    read_only: z.boolean().nullish().default(true)
});

export const zEmptyDirMount = z.object({
    path: z.string(),
    read_only: z.boolean().nullish().default(false)
});

export const zMountsSpec = z.object({
    room: z.array(zStorageMount).nullish(),
    project: z.array(zStorageMount).nullish(),
    images: z.array(zImageMount).nullish(),
    files: z.array(zFileMount).nullish(),
    empty_dirs: z.array(zEmptyDirMount).nullish(),
    configs: z.array(z.record(z.string(), z.unknown())).nullish()
});

export const zContainerSpec = z.object({
    image: z.string().min(1),
    command: z.string().nullish(),
    working_dir: z.string().nullish(),
    environment: z.array(zEnvironmentVariable).nullish(),
    secrets: z.array(z.string()).nullish(),
    pull_secret: z.string().nullish(),
    storage: zMountsSpec.nullish(),
    api_key: zServiceApiKeySpec.nullish(),
    on_demand: z.boolean().nullish(),
    writable_root_fs: z.boolean().nullish(),
    private: z.boolean().nullish().default(true)
});

/**
 * A service. Members that are not listed are refused, at every level.
 */
export const zServiceSpec = z.object({
    version: z.literal('v1'),
    kind: z.literal('Service'),
    id: z.string().nullish(),
    metadata: zServiceMetadata,
    agents: z.array(zAgentSpec).nullish(),
    ports: z.array(zPortSpec).nullish(),
    container: zContainerSpec.nullish(),
    external: zExternalSpec.nullish()
});

/**
 * A specification, or a template with values for its variables.
 */
export const zServiceInput = z.union([
    zServiceSpec,
    zServiceFromTemplate
]);

export const zServiceList = z.object({
    services: z.array(zServiceSpec)
});

export const zTemplateContainerSpec = z.object({
    image: z.string().nullish(),
    command: z.string().nullish(),
    working_dir: z.string().nullish(),
    environment: z.array(zEnvironmentVariable).nullish(),
    storage: zMountsSpec.nullish(),
    on_demand: z.boolean().nullish(),
    writable_root_fs: z.boolean().nullish(),
    private: z.boolean().nullish().default(true)
});

/**
 * A service with variables in it.
 */
export const zServiceTemplate = z.object({
    version: z.literal('v1'),
    kind: z.literal('ServiceTemplate'),
    metadata: zServiceMetadata,
    agents: z.array(zAgentSpec).nullish(),
    variables: z.array(zTemplateVariable).nullish(),
    ports: z.array(zPortSpec).nullish(),
    container: zTemplateContainerSpec.nullish(),
    external: zExternalSpec.nullish()
});

/**
 * Either `data_base64` or `data`.
 */
export const zSecretInput = z.object({
    id: z.string().nullish(),
    name: z.string().min(1).max(255),
    type: z.string(),
    data_base64: z.string().max(262144).nullish(),
    data: z.record(z.string(), z.string()).nullish()
});

export const zManagedSecretInfo = z.object({
    id: zId,
    name: z.string(),
    type: z.string(),
    delegated_to: z.string().nullable()
});

export const zManagedSecret = z.object({
    id: zId,
    name: z.string(),
    type: z.string(),
    delegated_to: z.string().nullable(),
    data_base64: z.string()
});

export const zSecretList = z.object({
    secrets: z.array(zManagedSecretInfo)
});

export const zWebhookInput = z.object({
    name: z.string().min(1).max(255),
    description: z.string().max(4096).nullish().default(''),
    url: z.string().min(1).max(2048),
    events: z.array(z.string()).min(1).max(16),
    action: z.string().max(255).nullish(),
    payload: z.union([
        z.record(z.string(), z.unknown()),
        z.string()
    ]).nullish(),
    secret: z.string().max(1024).nullish()
});

export const zWebhook = z.object({
    id: zId,
    name: z.string(),
    description: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    action: z.string().nullable(),
    payload: z.record(z.string(), z.unknown()).nullable(),
    secret: z.string().optional(),
    created_at: zTimestamp.optional()
});

export const zWebhookList = z.object({
    webhooks: z.array(zWebhook)
});

export const zWebhookDelivery = z.object({
    id: zId,
    event: z.string(),
    status: z.string(),
    attempts: z.int().gte(0),
    created_at: zTimestamp,
    next_attempt_at: zTimestamp.nullable(),
    response_status: z.int().nullable(),
    error: z.string().nullable()
});

export const zWebhookDeliveryList = z.object({
    deliveries: z.array(zWebhookDelivery)
});

export const zApiKeyCreate = z.object({
    name: z.string().min(1).max(255),
    description: z.string().max(4096)
});

export const zApiKeyInfo = z.object({
    id: zId,
    name: z.string(),
    description: z.string(),
    value: z.string().optional(),
    created_by: z.string().nullish(),
    created_at: zTimestamp.optional(),
    last_used_at: zTimestamp.nullish()
});

export const zApiKeyList = z.object({
    keys: z.array(zApiKeyInfo)
});

export const zOAuthClientCreate = z.object({
    grant_types: z.array(z.string().min(1).max(255)).max(16),
    response_types: z.array(z.string().min(1).max(255)).max(16),
    redirect_uris: z.array(z.string().min(1).max(2048)).max(64),
    scope: z.string().max(4096),
    metadata: z.record(z.string(), z.string()).nullish(),
    official: z.boolean().nullish().default(false)
});

export const zOAuthClientUpdate = z.object({
    grant_types: z.array(z.string().min(1).max(255)).max(16).nullish(),
    response_types: z.array(z.string().min(1).max(255)).max(16).nullish(),
    redirect_uris: z.array(z.string().min(1).max(2048)).max(64).nullish(),
    scope: z.string().max(4096).nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
    official: z.boolean().nullish()
});

export const zOAuthClient = z.object({
    client_id: z.string(),
    client_secret: z.string(),
    grant_types: z.array(z.string()),
    response_types: z.array(z.string()),
    redirect_uris: z.array(z.string()),
    scope: z.string(),
    project_id: zId,
    metadata: zAnnotations,
    official: z.boolean()
});

/**
 * The client, and once more below `client`, where some clients look for it.
 */
export const zOAuthClientCreated = z.object({
    client_id: z.string(),
    client_secret: z.string(),
    grant_types: z.array(z.string()),
    response_types: z.array(z.string()),
    redirect_uris: z.array(z.string()),
    scope: z.string(),
    project_id: zId,
    metadata: zAnnotations,
    official: z.boolean(),
    client: zOAuthClient.optional()
});

export const zOAuthClientList = z.object({
    clients: z.array(zOAuthClient),
    total: z.int().gte(0).optional()
});

export const zShareInput = z.object({
    settings: z.record(z.string(), z.unknown()).nullish()
});

export const zRoomShare = z.object({
    id: zId,
    project_id: zId,
    settings: zJsonObject
});

export const zShareList = z.object({
    shares: z.array(zRoomShare)
});

export const zMailboxCreate = z.object({
    address: z.string().min(3).max(320),
    room: z.string().min(1).max(512),
    queue: z.string().min(1).max(255),
    public: z.boolean().optional().default(false),
    annotations: z.record(z.string(), z.string()).nullish()
});

export const zMailboxUpdate = z.object({
    room: z.string().min(1).max(512),
    queue: z.string().min(1).max(255),
    public: z.boolean().optional().default(false),
    annotations: z.record(z.string(), z.string()).nullish()
});

export const zMailbox = z.object({
    address: z.string(),
    room: z.string(),
    room_id: z.string().optional(),
    queue: z.string(),
    public: z.boolean(),
    annotations: zAnnotations
});

export const zMailboxAnswer = z.object({
    mailbox: zMailbox
});

export const zMailboxList = z.object({
    mailboxes: z.array(zMailbox),
    total: z.int().gte(0).optional()
});

export const zRoomSession = z.object({
    id: zId,
    room_id: z.string().nullable(),
    room_name: z.string(),
    created_at: zTimestamp,
    is_active: z.boolean(),
    participants: z.record(z.string(), z.int()).nullable()
});

export const zSessionList = z.object({
    sessions: z.array(zRoomSession)
});

export const zSessionEvent = z.object({
    id: z.string().optional(),
    type: z.string(),
    timestamp: zTimestamp.optional(),
    data: zJsonObject
});

export const zSessionEventList = z.object({
    events: z.array(zSessionEvent)
});

/**
 * A span in the words of OpenTelemetry.
 */
export const zSpan = z.object({
    trace_id: z.string(),
    span_id: z.string(),
    parent_span_id: z.string().nullable(),
    name: z.string(),
    kind: z.string(),
    start_time: zTimestamp,
    end_time: zTimestamp,
    status: z.string(),
    attributes: zJsonObject
});

export const zSpanList = z.object({
    spans: z.array(zSpan)
});

export const zMetric = z.object({
    name: z.string(),
    type: z.string(),
    unit: z.string(),
    value: z.number(),
    timestamp: zTimestamp,
    attributes: zJsonObject
});

export const zMetricList = z.object({
    metrics: z.array(zMetric)
});

export const zScheduledTaskCreate = z.object({
    id: z.string().min(1).max(255).nullish(),
    room_name: z.string().min(1).max(512),
    queue_name: z.string().min(1).max(255),
    payload: zJsonObject,
    schedule: z.string().min(1).max(255),
    active: z.boolean().nullish().default(true),
    once: z.boolean().nullish().default(false),
    annotations: z.record(z.string(), z.string()).nullish()
});

export const zScheduledTaskUpdate = z.object({
    room_name: z.string().min(1).max(512).nullish(),
    queue_name: z.string().min(1).max(255).nullish(),
    payload: z.record(z.string(), z.unknown()).nullish(),
    schedule: z.string().min(1).max(255).nullish(),
    active: z.boolean().nullish(),
    annotations: z.record(z.string(), z.string()).nullish()
});

export const zScheduledTaskCreated = z.object({
    task_id: z.string()
});

export const zScheduledTask = z.object({
    id: z.string(),
    project_id: zId,
    room_name: z.string(),
    room_id: z.string().optional(),
    queue_name: z.string(),
    payload: zJsonObject,
    schedule: z.string(),
    active: z.boolean(),
    once: z.boolean(),
    annotations: zAnnotations,
    last_run_id: z.int().nullable(),
    last_start_time: zTimestamp.nullable(),
    last_end_time: zTimestamp.nullable(),
    last_status: z.string().nullable(),
    last_return_message: z.string().nullable()
});

export const zScheduledTaskList = z.object({
    tasks: z.array(zScheduledTask)
});

export const zQueueReceive = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(1)
});

export const zQueueMessage = z.object({
    id: zId,
    created_at: zTimestamp,
    payload: zJsonObject,
    task_id: z.string().nullable()
});

export const zQueueMessageList = z.object({
    messages: z.array(zQueueMessage)
});

export const zPrice = z.object({
    type: z.string(),
    unit: z.string(),
    price: z.number().gte(0),
    provider: z.string().optional(),
    model: z.string().optional()
});

export const zPricing = z.object({
    currency: z.literal('USD'),
    items: z.array(zPrice)
});

export const zBalance = z.object({
    balance: z.number(),
    auto_recharge_threshold: z.number().nullable(),
    auto_recharge_amount: z.number().nullable(),
    last_recharge: zTimestamp.nullable(),
    monthly_budget: z.number().nullish(),
    auto_recharged_this_month: z.number().nullish(),
    auto_recharge_paused: z.boolean().optional()
});

export const zTransactionCreate = z.object({
    amount: z.number().gte(-1000000000).lte(1000000000),
    reference: z.string().max(255).nullish(),
    description: z.string().min(1).max(1024)
});

export const zTransaction = z.object({
    id: zId,
    amount: z.number(),
    reference: z.string().nullable(),
    referenceType: z.string().nullable(),
    description: z.string(),
    created_at: zTimestamp
});

export const zTransactionList = z.object({
    transactions: z.array(zTransaction)
});

export const zAutoRecharge = z.object({
    enabled: z.boolean(),
    amount: z.number().gt(0).lte(1000000000),
    threshold: z.number().gt(0).lte(1000000000),
    monthly_budget: z.number().gt(0).lte(1000000000).nullish()
});

export const zCheckout = z.object({
    success_url: z.string().min(1).max(2048),
    cancel_url: z.string().min(1).max(2048)
});

export const zCreditsCheckout = z.object({
    success_url: z.string().min(1).max(2048),
    cancel_url: z.string().min(1).max(2048),
    quantity: z.number().gt(0).lte(1000000)
});

export const zCheckoutUrl = z.object({
    checkout_url: z.string()
});

export const zSubscription = z.object({
    status: z.string(),
    plan: z.string().nullable(),
    current_period_end: zTimestamp.nullable()
});

/**
 * What was used of one type, in one interval.
 */
export const zUsageRow = z.object({
    type: z.string().optional(),
    total: z.number().optional(),
    quantity: z.number().optional(),
    provider: z.string().nullish(),
    model: z.string().nullish(),
    room: z.string().nullish(),
    start: zTimestamp.optional(),
    end: zTimestamp.optional()
});

export const zUsageList = z.object({
    usage: z.array(zUsageRow)
});

/**
 * Project id.
 */
export const zProjectIdParam = z.string().min(1).max(512);

/**
 * Name or id of a room.
 */
export const zRoomParam = z.string().min(1).max(512);

/**
 * User id.
 */
export const zUserIdParam = z.string().min(1).max(512);

/**
 * Not read; clients send `unused`.
 */
export const zGrantIdParam = z.string().min(1).max(512);

/**
 * Service id.
 */
export const zServiceIdParam = z.string().min(1).max(512);

/**
 * Secret id.
 */
export const zSecretIdParam = z.string().min(1).max(512);

/**
 * Webhook id.
 */
export const zWebhookIdParam = z.string().min(1).max(512);

/**
 * Id of an API key.
 */
export const zKeyIdParam = z.string().min(1).max(512);

/**
 * Id of an OAuth client.
 */
export const zClientIdParam = z.string().min(1).max(512);

/**
 * Share id.
 */
export const zShareIdParam = z.string().min(1).max(512);

/**
 * E-mail address of a mailbox.
 */
export const zAddressParam = z.string().min(1).max(512);

/**
 * Session id.
 */
export const zSessionIdParam = z.string().min(1).max(512);

/**
 * Task id.
 */
export const zTaskIdPathParam = z.string().min(1).max(512);

/**
 * Name of a queue.
 */
export const zQueueNameParam = z.string().min(1).max(512);

/**
 * Most items to return.
 */
export const zLimitParam = z.int().gte(1).lte(1000).default(50);

/**
 * Items to leave out at the beginning.
 */
export const zOffsetParam = z.int().gte(0).lte(1000000000).default(0);

/**
 * Most items to return. Without it, all of them, or the first 10,000.
 */
export const zCountParam = z.int().gte(1).lte(10000);

/**
 * Only items that have this text in their names or addresses; upper and lower case make no difference.
 */
export const zFilterParam = z.string().max(256);

/**
 * Only the member with this e-mail address.
 */
export const zEmailParam = z.string().max(320);

/**
 * `room_name` or `created_at`; with a `-` before it, backwards.
 */
export const zRoomOrderParam = z.string().default('room_name');

/**
 * `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
 */
export const zGrantOrderParam = z.string().default('room_name');

/**
 * Path of the file within the project. No segment is `.` or `..`.
 */
export const zFilePathParam = z.string().min(1).max(4096);

/**
 * Only files whose paths begin with this text.
 */
export const zFilePrefixParam = z.string().max(4096);

/**
 * Most files to return.
 */
export const zFileLimitParam = z.int().gte(1).lte(1000).default(100);

/**
 * Only files after this path.
 */
export const zFileAfterParam = z.string().max(4096);

/**
 * Only tasks of this room.
 */
export const zTaskRoomParam = z.string().max(512);

/**
 * Only the task with this id.
 */
export const zTaskIdParam = z.string().max(512);

/**
 * Only tasks that are active, or only those that are not.
 */
export const zTaskActiveParam = z.boolean();

/**
 * Most tasks to return.
 */
export const zTaskLimitParam = z.int().gte(1).lte(1000).default(200);

/**
 * Most messages to return.
 */
export const zQueueLimitParam = z.int().gte(1).lte(1000).default(100);

/**
 * Usage from this time on. Default: 30 days ago.
 */
export const zUsageStartParam = z.iso.datetime({ offset: true });

/**
 * Usage before this time. Default: now.
 */
export const zUsageEndParam = z.iso.datetime({ offset: true });

/**
 * Length of the intervals. Default: one interval for all.
 */
export const zUsageIntervalParam = z.string();

/**
 * `total`, or `rooms` for a row of each room. Default: `total`.
 */
export const zUsageReportParam = z.string();

/**
 * Only usage of these users: ids, separated by commas.
 */
export const zUsageUsersParam = z.string().max(8192);

/**
 * Only usage of this room.
 */
export const zUsageRoomParam = z.string().max(512);

/**
 * Only usage of this provider.
 */
export const zUsageProviderParam = z.string().max(256);

/**
 * Only usage of this model.
 */
export const zUsageModelParam = z.string().max(256);

/**
 * Only usage of this type.
 */
export const zUsageTypeParam = z.string().max(256);

/**
 * Only usage by this client.
 */
export const zUsageClientParam = z.string().max(256);

/**
 * Only usage with these annotations: a JSON object of texts.
 */
export const zUsageAnnotationsParam = z.string().max(8192);

/**
 * Success.
 */
export const zListProjectsResponse = zProjectList;

/**
 * Success.
 */
export const zCreateProjectResponse = zProject;

/**
 * Success.
 */
export const zDeleteProjectResponse = zEmpty;

/**
 * Success.
 */
export const zGetProjectResponse = zProject;

/**
 * Success.
 */
export const zUpdateProjectSettingsResponse = zEmpty;

/**
 * Success.
 */
export const zGetStatusResponse = zProjectStatus;

/**
 * Success.
 */
export const zGetProjectRoleResponse = zProjectRole;

/**
 * Success.
 */
export const zGetUsersInProjectResponse = zProjectUserList;

/**
 * Success.
 */
export const zAddUserToProjectResponse = zOk;

/**
 * Success.
 */
export const zRemoveUserFromProjectResponse = zOk;

/**
 * Success.
 */
export const zUpdateUserInProjectResponse = zOk;

/**
 * Success.
 */
export const zCreateUserResponse = zUserProfile;

/**
 * Success.
 */
export const zRevokeUserTokensResponse = zEmpty;

/**
 * Success.
 */
export const zCreateUserTokenResponse = zUserToken;

/**
 * Success.
 */
export const zGetUserProfileResponse = zUserProfile;

/**
 * Success.
 */
export const zUpdateUserProfileResponse = zOk;

/**
 * Success.
 */
export const zListRoomsResponse = zRoomList;

/**
 * Success.
 */
export const zCreateRoomResponse = zRoom;

/**
 * Success.
 */
export const zDeleteRoomResponse = zEmpty;

/**
 * Success.
 */
export const zGetRoomResponse = zRoom;

/**
 * Success.
 */
export const zUpdateRoomResponse = zRoom;

/**
 * Success.
 */
export const zConnectRoomResponse = zRoomConnectionInfo;

/**
 * Success.
 */
export const zListRoomGrantsResponse = zRoomGrantList;

/**
 * Success.
 */
export const zCreateRoomGrantResponse = zEmpty;

/**
 * Success.
 */
export const zListUniqueRoomsWithGrantsResponse = zRoomGrantCountList;

/**
 * Success.
 */
export const zListRoomGrantsByRoomResponse = zRoomGrantList;

/**
 * Success.
 */
export const zListUniqueUsersWithGrantsResponse = zUserGrantCountList;

/**
 * Success.
 */
export const zListRoomGrantsByUserResponse = zRoomGrantList;

/**
 * Success.
 */
export const zUpdateRoomGrantResponse = zEmpty;

/**
 * Success.
 */
export const zDeleteRoomGrantResponse = zEmpty;

/**
 * Success.
 */
export const zGetRoomGrantResponse = zProjectRoomGrant;

/**
 * Success.
 */
export const zUploadResponse = zEmpty;

/**
 * Success.
 */
export const zDownloadResponse = z.string();

/**
 * Success.
 */
export const zDeleteFileResponse = zEmpty;

/**
 * Success.
 */
export const zListFilesResponse = zFileList;

/**
 * Success.
 */
export const zListServicesResponse = zServiceList;

/**
 * Success.
 */
export const zCreateServiceResponse = zServiceSpec;

/**
 * Success.
 */
export const zDeleteServiceResponse = zEmpty;

/**
 * Success.
 */
export const zGetServiceResponse = zServiceSpec;

/**
 * Success.
 */
export const zUpdateServiceResponse = zServiceSpec;

/**
 * Success.
 */
export const zListRoomServicesResponse = zServiceList;

/**
 * Success.
 */
export const zCreateRoomServiceResponse = zServiceSpec;

/**
 * Success.
 */
export const zDeleteRoomServiceResponse = zEmpty;

/**
 * Success.
 */
export const zGetRoomServiceResponse = zServiceSpec;

/**
 * Success.
 */
export const zUpdateRoomServiceResponse = zServiceSpec;

/**
 * Success.
 */
export const zRenderTemplateResponse = zServiceTemplate;

/**
 * Success.
 */
export const zListSecretsResponse = zSecretList;

/**
 * Success.
 */
export const zCreateSecretResponse = zCreated;

/**
 * Success.
 */
export const zDeleteSecretResponse = zEmpty;

/**
 * Success.
 */
export const zGetProjectSecretResponse = zManagedSecret;

/**
 * Success.
 */
export const zUpdateSecretResponse = zEmpty;

/**
 * Success.
 */
export const zListWebhooksResponse = zWebhookList;

/**
 * Success.
 */
export const zCreateWebhookResponse = zWebhook;

/**
 * Success.
 */
export const zDeleteWebhookResponse = zEmpty;

/**
 * Success.
 */
export const zUpdateWebhookResponse = zWebhook;

/**
 * Success.
 */
export const zListWebhookDeliveriesResponse = zWebhookDeliveryList;

/**
 * Success.
 */
export const zListApiKeysResponse = zApiKeyList;

/**
 * Success.
 */
export const zCreateApiKeyResponse = zApiKeyInfo;

/**
 * Done.
 */
export const zDeleteApiKeyResponse = z.void();

/**
 * Success.
 */
export const zListOAuthClientsResponse = zOAuthClientList;

/**
 * Success.
 */
export const zCreateOAuthClientResponse = zOAuthClientCreated;

/**
 * Done.
 */
export const zDeleteOAuthClientResponse = z.void();

/**
 * Success.
 */
export const zGetOAuthClientResponse = zOAuthClient;

/**
 * Success.
 */
export const zUpdateOAuthClientResponse = zOk;

/**
 * Success.
 */
export const zListSharesResponse = zShareList;

/**
 * Success.
 */
export const zCreateShareResponse = zCreated;

/**
 * Success.
 */
export const zDeleteShareResponse = zEmpty;

/**
 * Success.
 */
export const zUpdateShareResponse = zEmpty;

/**
 * Success.
 */
export const zConnectShareResponse = zRoomShareConnectionInfo;

/**
 * Success.
 */
export const zListMailboxesResponse = zMailboxList;

/**
 * Success.
 */
export const zCreateMailboxResponse = zEmpty;

/**
 * Success.
 */
export const zDeleteMailboxResponse = zEmpty;

/**
 * Success.
 */
export const zGetMailboxResponse = zMailboxAnswer;

/**
 * Success.
 */
export const zUpdateMailboxResponse = zEmpty;

/**
 * Success.
 */
export const zListRoomMailboxesResponse = zMailboxList;

/**
 * Success.
 */
export const zListRecentSessionsResponse = zSessionList;

/**
 * Success.
 */
export const zListActiveSessionsResponse = zSessionList;

/**
 * Success.
 */
export const zGetSessionResponse = zRoomSession;

/**
 * Success.
 */
export const zListSessionEventsResponse = zSessionEventList;

/**
 * Success.
 */
export const zListSessionSpansResponse = zSpanList;

/**
 * Success.
 */
export const zListSessionMetricsResponse = zMetricList;

/**
 * Done.
 */
export const zTerminateSessionResponse = z.void();

/**
 * Success.
 */
export const zListScheduledTasksResponse = zScheduledTaskList;

/**
 * Success.
 */
export const zCreateScheduledTaskResponse = zScheduledTaskCreated;

/**
 * Done.
 */
export const zDeleteScheduledTaskResponse = z.void();

/**
 * Success.
 */
export const zUpdateScheduledTaskResponse = zEmpty;

/**
 * Success.
 */
export const zListQueueMessagesResponse = zQueueMessageList;

/**
 * Success.
 */
export const zReceiveQueueMessagesResponse = zQueueMessageList;

/**
 * Success.
 */
export const zGetPricingResponse = zPricing;

/**
 * Success.
 */
export const zGetBalanceResponse = zBalance;

/**
 * Success.
 */
export const zGetRecentTransactionsResponse = zTransactionList;

/**
 * Success.
 */
export const zCreateTransactionResponse = zTransaction;

/**
 * Success.
 */
export const zSetAutoRechargeResponse = zEmpty;

/**
 * Success.
 */
export const zGetSubscriptionResponse = zSubscription;

/**
 * Success.
 */
export const zGetCheckoutUrlResponse = zCheckoutUrl;

/**
 * Success.
 */
export const zGetCreditsCheckoutUrlResponse = zCheckoutUrl;

/**
 * Success.
 */
export const zGetUsageResponse = zUsageList;
