// Generated from openapi/meshagent.yaml by `pnpm generate`. Do not edit.

export type ClientOptions = {
    baseUrl: 'https://api.meshagent.com' | 'http://127.0.0.1:8791' | (string & {});
};

/**
 * Nothing to say.
 */
export type Empty = {
    [key: string]: unknown;
};

export type Ok = {
    ok: true;
};

export type Created = {
    id: string;
};

/**
 * What went wrong.
 */
export type ErrorBody = {
    message: string;
    code: ErrorCode;
    /**
     * The number that the room protocol has for it.
     */
    error_code: number;
    /**
     * With `invalid_request`: everything that is wrong with the request.
     */
    errors?: Array<RequestFault>;
};

/**
 * One code for one cause. The list is open: a newer server may answer a code that is not in it.
 */
export type ErrorCode = 'unauthenticated' | 'permission_denied' | 'not_found' | 'already_exists' | 'conflict' | 'gone' | 'method_not_allowed' | 'payload_too_large' | 'invalid_request' | 'template_unsupported' | 'template_value_missing' | 'rate_limited' | 'unavailable' | 'internal' | string;

export type RequestFault = {
    /**
     * Member or parameter, for example `container.image`.
     */
    path: string;
    message: string;
};

/**
 * A UUID that the server made.
 */
export type Id = string;

/**
 * UTC: `2026-05-13T06:47:52.123Z`.
 */
export type Timestamp = string;

/**
 * Texts by name.
 */
export type Annotations = {
    [key: string]: string;
};

export type JsonObject = {
    [key: string]: unknown;
};

/**
 * What the project keeps for its apps.
 */
export type ProjectSettings = {
    [key: string]: unknown;
};

export type ProjectCreate = {
    /**
     * Not blank.
     */
    name: string;
    settings?: ProjectSettings | null;
};

export type Project = {
    id: Id;
    name: string;
    owner_user_id: string;
    created_at?: Timestamp;
    settings?: ProjectSettings;
};

export type ProjectList = {
    projects: Array<Project>;
};

export type ProjectStatus = {
    enabled: boolean;
};

export type ProjectRole = {
    role: 'admin' | 'developer' | 'member';
    can_create_rooms: boolean;
};

/**
 * Either `user_id` or `email`.
 */
export type ProjectUserAdd = {
    /**
     * Not read; the path counts.
     */
    project_id?: string;
    user_id?: string | null;
    email?: string | null;
    is_admin?: boolean;
    is_developer?: boolean;
    can_create_rooms?: boolean;
};

export type ProjectUserFlags = {
    is_admin?: boolean;
    is_developer?: boolean;
    can_create_rooms?: boolean;
};

export type ProjectUser = {
    id: Id;
    email: string;
    first_name: string | null;
    last_name: string | null;
    is_admin: boolean;
    is_developer: boolean;
    can_create_rooms: boolean;
};

export type ProjectUserList = {
    users: Array<ProjectUser>;
    total?: number;
};

export type UserCreate = {
    /**
     * Unique on the server; upper and lower case make no difference.
     */
    email: string;
    first_name?: string | null;
    last_name?: string | null;
};

export type UserToken = {
    /**
     * Sent as `Authorization: Bearer`.
     */
    token: string;
};

export type UserProfile = {
    id: Id;
    email: string;
    first_name: string | null;
    last_name: string | null;
};

export type UserProfileUpdate = {
    first_name: string | null;
    last_name: string | null;
};

/**
 * Lower-case letters, digits and hyphens; a letter or digit at both ends.
 */
export type RoomName = string;

export type RoomCreate = {
    name: RoomName;
    /**
     * Answers a room of that name as it is.
     */
    if_not_exists?: boolean;
    metadata?: {
        [key: string]: unknown;
    } | null;
    annotations?: {
        [key: string]: string;
    } | null;
    /**
     * Grants to begin with, by user id.
     */
    permissions?: {
        [key: string]: ApiScope;
    } | null;
};

export type RoomUpdate = {
    name: RoomName;
    metadata?: {
        [key: string]: unknown;
    } | null;
    annotations?: {
        [key: string]: string;
    } | null;
};

export type Room = {
    id: Id;
    name: string;
    metadata: JsonObject;
    annotations: Annotations;
};

export type RoomList = {
    rooms: Array<Room>;
};

export type RoomConnect = {
    /**
     * What connects.
     */
    client?: string | null;
};

export type RoomConnectionInfo = {
    /**
     * Participant token, valid for an hour.
     */
    jwt: string;
    room_name: string;
    project_id: Id;
    /**
     * WebSocket URL, to which `?token=<jwt>` is added.
     */
    room_url: string;
};

export type RoomShareConnectionInfo = {
    /**
     * Participant token, valid for an hour at most.
     */
    jwt: string;
    room_name: string;
    project_id: Id;
    /**
     * WebSocket URL, to which `?token=<jwt>` is added.
     */
    room_url: string;
    settings: JsonObject;
};

/**
 * Either `user_id` or `email`.
 */
export type RoomGrantCreate = {
    /**
     * Id or name of the room.
     */
    room_id: string;
    user_id?: string | null;
    email?: string | null;
    permissions: ApiScope;
};

export type RoomGrantUpdate = {
    /**
     * Id or name of the room.
     */
    room_id: string;
    user_id: string;
    permissions: ApiScope;
};

export type ProjectRoomGrant = {
    room: Room;
    user_id: Id;
    permissions: ApiScope;
};

export type RoomGrantList = {
    room_grants: Array<ProjectRoomGrant>;
};

export type ProjectRoomGrantCount = {
    room: Room;
    count: number;
};

export type RoomGrantCountList = {
    rooms: Array<ProjectRoomGrantCount>;
};

export type ProjectUserGrantCount = {
    user_id: Id;
    count: number;
    first_name: string | null;
    last_name: string | null;
    email: string;
};

export type UserGrantCountList = {
    users: Array<ProjectUserGrantCount>;
    total?: number;
};

/**
 * What a participant may do in a room. A section that is absent or null gives no access to that API; one that is there, also an empty one, gives access with its defaults. An absent list restricts nothing, an empty one allows nothing. Servers also take the members in camelCase and `dataset` for `database`, keep sections that they do not know, and refuse unknown members of those that they know.
 */
export type ApiScope = {
    livekit?: LivekitScope | null;
    queues?: QueuesScope | null;
    messaging?: MessagingScope | null;
    database?: DatabaseScope | null;
    memory?: MemoryScope | null;
    sync?: PathsScope | null;
    storage?: PathsScope | null;
    containers?: ContainersScope | null;
    developer?: DeveloperScope | null;
    agents?: AgentsScope | null;
    admin?: AdminScope | null;
    secrets?: SecretsScope | null;
    tunnels?: TunnelsScope | null;
    services?: ServicesScope | null;
    llm?: LlmScope | null;
    [key: string]: unknown;
};

export type LivekitScope = {
    breakout_rooms?: Array<string> | null;
    [key: string]: unknown;
};

export type QueuesScope = {
    send?: Array<string> | null;
    receive?: Array<string> | null;
    list?: boolean;
    [key: string]: unknown;
};

export type MessagingScope = {
    broadcast?: boolean;
    list?: boolean;
    send?: boolean;
    [key: string]: unknown;
};

export type DatabaseScope = {
    tables?: Array<TableScope> | null;
    list_tables?: boolean;
    [key: string]: unknown;
};

export type TableScope = {
    name: string;
    namespace?: Array<string> | null;
    write?: boolean;
    read?: boolean;
    alter?: boolean;
    [key: string]: unknown;
};

export type MemoryScope = {
    list?: boolean;
    memories?: Array<MemoryEntryScope> | null;
    [key: string]: unknown;
};

export type MemoryEntryScope = {
    name: string;
    namespace?: Array<string> | null;
    /**
     * `create`, `drop`, `inspect`, `query`, `upsert`, `ingest`, `recall` and `optimize`, each true unless it is false.
     */
    permissions?: {
        [key: string]: boolean;
    } | null;
    [key: string]: unknown;
};

export type PathsScope = {
    paths?: Array<PathScope> | null;
    [key: string]: unknown;
};

export type PathScope = {
    path: string;
    read_only?: boolean;
    [key: string]: unknown;
};

export type ContainersScope = {
    logs?: boolean;
    use_containers?: boolean;
    pull?: Array<string> | null;
    run?: Array<string> | null;
    registry?: {
        [key: string]: unknown;
    } | null;
    [key: string]: unknown;
};

export type DeveloperScope = {
    logs?: boolean;
    [key: string]: unknown;
};

export type AgentsScope = {
    register_agent?: boolean;
    register_public_toolkit?: boolean;
    register_private_toolkit?: boolean;
    call?: boolean;
    use_agents?: boolean;
    use_tools?: boolean;
    allowed_toolkits?: Array<string> | null;
    [key: string]: unknown;
};

export type AdminScope = {
    config?: boolean;
    [key: string]: unknown;
};

export type SecretsScope = {
    /**
     * Endpoints, with the id of the OAuth client.
     */
    request_oauth_token?: Array<string | OAuthTokenScope> | null;
    [key: string]: unknown;
};

export type OAuthTokenScope = {
    endpoint: string;
    client_id?: string | null;
    [key: string]: unknown;
};

export type TunnelsScope = {
    ports?: Array<string> | null;
    [key: string]: unknown;
};

export type ServicesScope = {
    list?: boolean;
    [key: string]: unknown;
};

export type LlmScope = {
    models?: Array<string> | null;
    [key: string]: unknown;
};

export type FileList = {
    files: Array<ProjectFile>;
};

export type ProjectFile = {
    path: string;
    /**
     * Bytes.
     */
    size: number;
    updated_at: Timestamp;
};

/**
 * A specification, or a template with values for its variables.
 */
export type ServiceInput = ServiceSpec | ServiceFromTemplate;

export type ServiceFromTemplate = {
    /**
     * A ServiceTemplate in YAML.
     */
    template: string;
    values: {
        [key: string]: string;
    };
};

export type TemplateRender = {
    /**
     * A ServiceTemplate in YAML.
     */
    template: string;
    values: {
        [key: string]: string;
    };
};

export type ServiceList = {
    services: Array<ServiceSpec>;
};

/**
 * A service. Members that are not listed are refused, at every level.
 */
export type ServiceSpec = {
    version: 'v1';
    kind: 'Service';
    id?: string | null;
    metadata: ServiceMetadata;
    agents?: Array<AgentSpec> | null;
    ports?: Array<PortSpec> | null;
    container?: ContainerSpec | null;
    external?: ExternalSpec | null;
};

/**
 * A service with variables in it.
 */
export type ServiceTemplate = {
    version: 'v1';
    kind: 'ServiceTemplate';
    metadata: ServiceMetadata;
    agents?: Array<AgentSpec> | null;
    variables?: Array<TemplateVariable> | null;
    ports?: Array<PortSpec> | null;
    container?: TemplateContainerSpec | null;
    external?: ExternalSpec | null;
};

export type TemplateVariable = {
    name: string;
    title?: string | null;
    description?: string | null;
    /**
     * Not to be shown while it is typed.
     */
    obscure?: boolean;
    enum?: Array<string> | null;
    optional?: boolean;
    type?: 'email' | 'route' | null;
    annotations?: NullableAnnotations;
};

/**
 * Texts by name.
 */
export type NullableAnnotations = {
    [key: string]: string;
} | null;

export type ServiceMetadata = {
    name: string;
    description?: string | null;
    repo?: string | null;
    icon?: string | null;
    annotations?: NullableAnnotations;
};

export type ExternalSpec = {
    url?: string | null;
};

export type AgentSpec = {
    name: string;
    description?: string | null;
    annotations?: NullableAnnotations;
    channels?: ChannelsSpec | null;
    email?: string | null;
    heartbeat?: {
        [key: string]: unknown;
    } | null;
};

export type ChannelsSpec = {
    email?: Array<EmailChannelSpec> | null;
    messaging?: Array<MessagingChannelSpec> | null;
    queue?: Array<QueueChannelSpec> | null;
    toolkit?: Array<ToolkitChannelSpec> | null;
};

export type EmailChannelSpec = {
    address: string;
    private?: boolean;
    annotations?: NullableAnnotations;
};

export type MessagingChannelSpec = {
    protocol?: string;
    prompts?: Array<PromptSpec> | null;
    annotations?: NullableAnnotations;
};

export type PromptSpec = {
    name: string;
    description?: string | null;
    prompt: string;
    annotations?: NullableAnnotations;
};

export type QueueChannelSpec = {
    queue: string;
    threading_mode?: string | null;
    message_schema?: {
        [key: string]: unknown;
    } | null;
    annotations?: NullableAnnotations;
};

export type ToolkitChannelSpec = {
    name: string;
    annotations?: NullableAnnotations;
};

export type PortSpec = {
    num?: '*' | number;
    type?: 'http' | 'tcp' | null;
    endpoints?: Array<EndpointSpec> | null;
    /**
     * Path.
     */
    liveness?: string | null;
    published?: boolean | null;
    public?: boolean | null;
    annotations?: NullableAnnotations;
    host_port?: number | null;
};

export type EndpointSpec = {
    path: string;
    meshagent?: MeshagentEndpointSpec | null;
    mcp?: McpSpec | null;
    annotations?: NullableAnnotations;
};

export type MeshagentEndpointSpec = {
    identity: string;
    api?: ApiScope | null;
};

export type McpSpec = {
    label: string;
    description?: string | null;
    allowed_tools?: Array<AllowedToolsSpec> | null;
    headers?: NullableAnnotations;
    require_approval?: 'always' | 'never' | null;
    oauth?: OAuthConfig | null;
    openai_connector_id?: string | null;
};

export type AllowedToolsSpec = {
    tool_names?: Array<string> | null;
    read_only?: boolean | null;
};

export type OAuthConfig = {
    client_id?: string | null;
    client_secret?: string | null;
    authorization_endpoint?: string | null;
    token_endpoint?: string | null;
    no_pkce?: boolean | null;
    scopes?: Array<string> | null;
};

export type ContainerSpec = {
    image: string;
    command?: string | null;
    working_dir?: string | null;
    environment?: Array<EnvironmentVariable> | null;
    /**
     * Ids of secrets.
     */
    secrets?: Array<string> | null;
    /**
     * Id of a secret.
     */
    pull_secret?: string | null;
    storage?: MountsSpec | null;
    api_key?: ServiceApiKeySpec | null;
    on_demand?: boolean | null;
    writable_root_fs?: boolean | null;
    private?: boolean | null;
};

export type TemplateContainerSpec = {
    image?: string | null;
    command?: string | null;
    working_dir?: string | null;
    environment?: Array<EnvironmentVariable> | null;
    storage?: MountsSpec | null;
    on_demand?: boolean | null;
    writable_root_fs?: boolean | null;
    private?: boolean | null;
};

export type ServiceApiKeySpec = {
    role: 'admin';
    name: string;
    auto_provision?: boolean | null;
};

/**
 * At most one of `value`, `token` and `secret`.
 */
export type EnvironmentVariable = {
    name: string;
    value?: string | null;
    token?: EnvironmentToken | null;
    secret?: EnvironmentSecret | null;
};

export type EnvironmentToken = {
    identity: string;
    api?: ApiScope | null;
    role?: string | null;
};

export type EnvironmentSecret = {
    identity: string;
    id: string;
};

export type MountsSpec = {
    room?: Array<StorageMount> | null;
    project?: Array<StorageMount> | null;
    images?: Array<ImageMount> | null;
    files?: Array<FileMount> | null;
    empty_dirs?: Array<EmptyDirMount> | null;
    configs?: Array<{
        [key: string]: unknown;
    }> | null;
};

/**
 * `read_only` is false for the storage of a room and true for that of the project, unless it is given.
 */
export type StorageMount = {
    path: string;
    subpath?: string | null;
    read_only?: boolean | null;
};

export type ImageMount = {
    image: string;
    path: string;
    subpath?: string | null;
    read_only?: boolean | null;
};

export type FileMount = {
    path: string;
    text: string;
    read_only?: boolean | null;
};

export type EmptyDirMount = {
    path: string;
    read_only?: boolean | null;
};

/**
 * Either `data_base64` or `data`.
 */
export type SecretInput = {
    id?: string | null;
    name: string;
    /**
     * `docker` holds `server`, `username`, `password` and `email`; `keys` holds environment variables.
     */
    type: 'docker' | 'keys';
    /**
     * The object in JSON, UTF-8, base64.
     */
    data_base64?: string | null;
    data?: {
        [key: string]: string;
    } | null;
};

export type ManagedSecretInfo = {
    id: Id;
    name: string;
    type: 'docker' | 'keys';
    delegated_to: string | null;
};

export type ManagedSecret = {
    id: Id;
    name: string;
    type: 'docker' | 'keys';
    delegated_to: string | null;
    /**
     * The object in JSON, UTF-8, base64.
     */
    data_base64: string;
};

export type SecretList = {
    secrets: Array<ManagedSecretInfo>;
};

export type WebhookInput = {
    name: string;
    description?: string | null;
    url: string;
    events: Array<'room.started' | 'room.ended' | 'room.call'>;
    /**
     * Sent with every delivery.
     */
    action?: string | null;
    /**
     * An object whose members are sent with every delivery; null or an empty text for none.
     */
    payload?: {
        [key: string]: unknown;
    } | string | null;
    /**
     * Signs the deliveries. Without it the server makes one.
     */
    secret?: string | null;
};

export type Webhook = {
    id: Id;
    name: string;
    description: string;
    url: string;
    events: Array<string>;
    action: string | null;
    payload: {
        [key: string]: unknown;
    } | null;
    /**
     * Only in the answer to its creation.
     */
    secret?: string;
    created_at?: Timestamp;
};

export type WebhookList = {
    webhooks: Array<Webhook>;
};

export type WebhookDelivery = {
    id: Id;
    event: string;
    status: 'pending' | 'delivered' | 'failed';
    attempts: number;
    created_at: Timestamp;
    next_attempt_at: Timestamp | null;
    response_status: number | null;
    error: string | null;
};

export type WebhookDeliveryList = {
    deliveries: Array<WebhookDelivery>;
};

export type ApiKeyCreate = {
    name: string;
    description: string;
};

export type ApiKeyInfo = {
    id: Id;
    name: string;
    description: string;
    /**
     * Only in the answer to its creation.
     */
    value?: string;
    created_by?: string | null;
    created_at?: Timestamp;
    last_used_at?: Timestamp | null;
};

export type ApiKeyList = {
    keys: Array<ApiKeyInfo>;
};

export type OAuthClientCreate = {
    grant_types: Array<string>;
    response_types: Array<string>;
    redirect_uris: Array<string>;
    scope: string;
    metadata?: {
        [key: string]: string;
    } | null;
    official?: boolean | null;
};

export type OAuthClientUpdate = {
    grant_types?: Array<string> | null;
    response_types?: Array<string> | null;
    redirect_uris?: Array<string> | null;
    scope?: string | null;
    metadata?: {
        [key: string]: string;
    } | null;
    official?: boolean | null;
};

export type OAuthClient = {
    client_id: string;
    /**
     * Empty but in the answer to its creation.
     */
    client_secret: string;
    grant_types: Array<string>;
    response_types: Array<string>;
    redirect_uris: Array<string>;
    scope: string;
    project_id: Id;
    metadata: Annotations;
    official: boolean;
};

/**
 * The client, and once more below `client`, where some clients look for it.
 */
export type OAuthClientCreated = {
    client_id: string;
    client_secret: string;
    grant_types: Array<string>;
    response_types: Array<string>;
    redirect_uris: Array<string>;
    scope: string;
    project_id: Id;
    metadata: Annotations;
    official: boolean;
    client?: OAuthClient;
};

export type OAuthClientList = {
    clients: Array<OAuthClient>;
    total?: number;
};

export type ShareInput = {
    /**
     * `room` is the name of the room to connect to, `permissions` an ApiScope, `role` is `user`, `agent` or `tool`, `name` begins the names of participants, after `expires_at` nobody connects. Other members are kept.
     */
    settings?: {
        [key: string]: unknown;
    } | null;
};

export type RoomShare = {
    id: Id;
    project_id: Id;
    settings: JsonObject;
};

export type ShareList = {
    shares: Array<RoomShare>;
};

export type MailboxCreate = {
    address: string;
    /**
     * Name of the room.
     */
    room: string;
    queue: string;
    public?: boolean;
    annotations?: {
        [key: string]: string;
    } | null;
};

export type MailboxUpdate = {
    /**
     * Name of the room.
     */
    room: string;
    queue: string;
    public?: boolean;
    annotations?: {
        [key: string]: string;
    } | null;
};

export type Mailbox = {
    address: string;
    room: string;
    room_id?: string;
    queue: string;
    public: boolean;
    annotations: Annotations;
};

export type MailboxAnswer = {
    mailbox: Mailbox;
};

export type MailboxList = {
    mailboxes: Array<Mailbox>;
    total?: number;
};

export type RoomSession = {
    id: Id;
    /**
     * Null when the room is gone.
     */
    room_id: string | null;
    room_name: string;
    created_at: Timestamp;
    is_active: boolean;
    /**
     * How many of each kind hold a token that is valid: `{"user": 1}`.
     */
    participants: {
        [key: string]: number;
    } | null;
};

export type SessionList = {
    sessions: Array<RoomSession>;
};

export type SessionEvent = {
    id?: string;
    /**
     * For example `room.started`, `participant.connected`, `room.stopped`.
     */
    type: string;
    timestamp?: Timestamp;
    data: JsonObject;
};

export type SessionEventList = {
    events: Array<SessionEvent>;
};

/**
 * A span in the words of OpenTelemetry.
 */
export type Span = {
    /**
     * 32 hex digits.
     */
    trace_id: string;
    /**
     * 16 hex digits.
     */
    span_id: string;
    parent_span_id: string | null;
    name: string;
    kind: string;
    start_time: Timestamp;
    end_time: Timestamp;
    status: 'ok' | 'error' | 'unset';
    attributes: JsonObject;
};

export type SpanList = {
    spans: Array<Span>;
};

export type Metric = {
    name: string;
    type: 'sum' | 'gauge' | 'histogram';
    unit: string;
    value: number;
    timestamp: Timestamp;
    attributes: JsonObject;
};

export type MetricList = {
    metrics: Array<Metric>;
};

export type ScheduledTaskCreate = {
    /**
     * Chosen by the caller; without it the server makes one.
     */
    id?: string | null;
    room_name: string;
    queue_name: string;
    payload: JsonObject;
    /**
     * A cron expression, in UTC: `0 9 * * 1`.
     */
    schedule: string;
    active?: boolean | null;
    /**
     * Runs once and is then no longer active.
     */
    once?: boolean | null;
    annotations?: {
        [key: string]: string;
    } | null;
};

export type ScheduledTaskUpdate = {
    room_name?: string | null;
    queue_name?: string | null;
    payload?: {
        [key: string]: unknown;
    } | null;
    schedule?: string | null;
    active?: boolean | null;
    annotations?: {
        [key: string]: string;
    } | null;
};

export type ScheduledTaskCreated = {
    task_id: string;
};

export type ScheduledTask = {
    id: string;
    project_id: Id;
    room_name: string;
    room_id?: string;
    queue_name: string;
    payload: JsonObject;
    schedule: string;
    active: boolean;
    once: boolean;
    annotations: Annotations;
    last_run_id: number | null;
    last_start_time: Timestamp | null;
    last_end_time: Timestamp | null;
    last_status: string | null;
    last_return_message: string | null;
};

export type ScheduledTaskList = {
    tasks: Array<ScheduledTask>;
};

export type QueueReceive = {
    limit?: number;
};

export type QueueMessage = {
    id: Id;
    created_at: Timestamp;
    payload: JsonObject;
    /**
     * Scheduled task that sent it.
     */
    task_id: string | null;
};

export type QueueMessageList = {
    messages: Array<QueueMessage>;
};

export type Pricing = {
    currency: 'USD';
    items: Array<Price>;
};

export type Price = {
    type: string;
    unit: string;
    /**
     * For one unit.
     */
    price: number;
    provider?: string;
    model?: string;
};

export type Balance = {
    balance: number;
    auto_recharge_threshold: number | null;
    auto_recharge_amount: number | null;
    last_recharge: Timestamp | null;
    monthly_budget?: number | null;
    auto_recharged_this_month?: number | null;
    auto_recharge_paused?: boolean;
};

export type TransactionCreate = {
    /**
     * Not 0; negative debits. At most six digits after the point.
     */
    amount: number;
    reference?: string | null;
    description: string;
};

export type Transaction = {
    id: Id;
    amount: number;
    reference: string | null;
    referenceType: string | null;
    description: string;
    created_at: Timestamp;
};

export type TransactionList = {
    transactions: Array<Transaction>;
};

export type AutoRecharge = {
    enabled: boolean;
    amount: number;
    threshold: number;
    monthly_budget?: number | null;
};

export type Checkout = {
    success_url: string;
    cancel_url: string;
};

export type CreditsCheckout = {
    success_url: string;
    cancel_url: string;
    quantity: number;
};

export type CheckoutUrl = {
    checkout_url: string;
};

export type Subscription = {
    status: 'none' | 'active' | 'past_due' | 'canceled';
    plan: string | null;
    current_period_end: Timestamp | null;
};

/**
 * What was used of one type, in one interval.
 */
export type UsageRow = {
    type?: string;
    /**
     * What it costs.
     */
    total?: number;
    quantity?: number;
    provider?: string | null;
    model?: string | null;
    room?: string | null;
    start?: Timestamp;
    end?: Timestamp;
    [key: string]: unknown;
};

export type UsageList = {
    usage: Array<UsageRow>;
};

/**
 * Project id.
 */
export type ProjectIdParam = string;

/**
 * Name or id of a room.
 */
export type RoomParam = string;

/**
 * User id.
 */
export type UserIdParam = string;

/**
 * Not read; clients send `unused`.
 */
export type GrantIdParam = string;

/**
 * Service id.
 */
export type ServiceIdParam = string;

/**
 * Secret id.
 */
export type SecretIdParam = string;

/**
 * Webhook id.
 */
export type WebhookIdParam = string;

/**
 * Id of an API key.
 */
export type KeyIdParam = string;

/**
 * Id of an OAuth client.
 */
export type ClientIdParam = string;

/**
 * Share id.
 */
export type ShareIdParam = string;

/**
 * E-mail address of a mailbox.
 */
export type AddressParam = string;

/**
 * Session id.
 */
export type SessionIdParam = string;

/**
 * Task id.
 */
export type TaskIdPathParam = string;

/**
 * Name of a queue.
 */
export type QueueNameParam = string;

/**
 * Most items to return.
 */
export type LimitParam = number;

/**
 * Items to leave out at the beginning.
 */
export type OffsetParam = number;

/**
 * Most items to return. Without it, all of them, or the first 10,000.
 */
export type CountParam = number;

/**
 * Only items that have this text in their names or addresses; upper and lower case make no difference.
 */
export type FilterParam = string;

/**
 * Only the member with this e-mail address.
 */
export type EmailParam = string;

/**
 * `room_name` or `created_at`; with a `-` before it, backwards.
 */
export type RoomOrderParam = 'room_name' | 'created_at' | '-room_name' | '-created_at';

/**
 * `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
 */
export type GrantOrderParam = 'room_name' | 'user_id' | 'created_at' | '-room_name' | '-user_id' | '-created_at';

/**
 * Path of the file within the project. No segment is `.` or `..`.
 */
export type FilePathParam = string;

/**
 * Only files whose paths begin with this text.
 */
export type FilePrefixParam = string;

/**
 * Most files to return.
 */
export type FileLimitParam = number;

/**
 * Only files after this path.
 */
export type FileAfterParam = string;

/**
 * Only tasks of this room.
 */
export type TaskRoomParam = string;

/**
 * Only the task with this id.
 */
export type TaskIdParam = string;

/**
 * Only tasks that are active, or only those that are not.
 */
export type TaskActiveParam = boolean;

/**
 * Most tasks to return.
 */
export type TaskLimitParam = number;

/**
 * Most messages to return.
 */
export type QueueLimitParam = number;

/**
 * Usage from this time on. Default: 30 days ago.
 */
export type UsageStartParam = string;

/**
 * Usage before this time. Default: now.
 */
export type UsageEndParam = string;

/**
 * Length of the intervals. Default: one interval for all.
 */
export type UsageIntervalParam = 'hour' | 'day' | 'week' | 'month';

/**
 * `total`, or `rooms` for a row of each room. Default: `total`.
 */
export type UsageReportParam = 'total' | 'rooms';

/**
 * Only usage of these users: ids, separated by commas.
 */
export type UsageUsersParam = string;

/**
 * Only usage of this room.
 */
export type UsageRoomParam = string;

/**
 * Only usage of this provider.
 */
export type UsageProviderParam = string;

/**
 * Only usage of this model.
 */
export type UsageModelParam = string;

/**
 * Only usage of this type.
 */
export type UsageTypeParam = string;

/**
 * Only usage by this client.
 */
export type UsageClientParam = string;

/**
 * Only usage with these annotations: a JSON object of texts.
 */
export type UsageAnnotationsParam = string;

export type ListProjectsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/accounts/projects';
};

export type ListProjectsErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListProjectsError = ListProjectsErrors[keyof ListProjectsErrors];

export type ListProjectsResponses = {
    /**
     * Success.
     */
    200: ProjectList;
};

export type ListProjectsResponse = ListProjectsResponses[keyof ListProjectsResponses];

export type CreateProjectData = {
    body: ProjectCreate;
    path?: never;
    query?: never;
    url: '/accounts/projects';
};

export type CreateProjectErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateProjectError = CreateProjectErrors[keyof CreateProjectErrors];

export type CreateProjectResponses = {
    /**
     * Success.
     */
    200: Project;
};

export type CreateProjectResponse = CreateProjectResponses[keyof CreateProjectResponses];

export type DeleteProjectData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}';
};

export type DeleteProjectErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteProjectError = DeleteProjectErrors[keyof DeleteProjectErrors];

export type DeleteProjectResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteProjectResponse = DeleteProjectResponses[keyof DeleteProjectResponses];

export type GetProjectData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}';
};

export type GetProjectErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetProjectError = GetProjectErrors[keyof GetProjectErrors];

export type GetProjectResponses = {
    /**
     * Success.
     */
    200: Project;
};

export type GetProjectResponse = GetProjectResponses[keyof GetProjectResponses];

export type UpdateProjectSettingsData = {
    body: ProjectSettings;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/settings';
};

export type UpdateProjectSettingsErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateProjectSettingsError = UpdateProjectSettingsErrors[keyof UpdateProjectSettingsErrors];

export type UpdateProjectSettingsResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type UpdateProjectSettingsResponse = UpdateProjectSettingsResponses[keyof UpdateProjectSettingsResponses];

export type GetStatusData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/status';
};

export type GetStatusErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetStatusError = GetStatusErrors[keyof GetStatusErrors];

export type GetStatusResponses = {
    /**
     * Success.
     */
    200: ProjectStatus;
};

export type GetStatusResponse = GetStatusResponses[keyof GetStatusResponses];

export type GetProjectRoleData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/role';
};

export type GetProjectRoleErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetProjectRoleError = GetProjectRoleErrors[keyof GetProjectRoleErrors];

export type GetProjectRoleResponses = {
    /**
     * Success.
     */
    200: ProjectRole;
};

export type GetProjectRoleResponse = GetProjectRoleResponses[keyof GetProjectRoleResponses];

export type GetUsersInProjectData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Most items to return. Without it, all of them, or the first 10,000.
         */
        count?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * Only items that have this text in their names or addresses; upper and lower case make no difference.
         */
        filter?: string;
        /**
         * Only the member with this e-mail address.
         */
        email?: string;
    };
    url: '/accounts/projects/{project_id}/users';
};

export type GetUsersInProjectErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetUsersInProjectError = GetUsersInProjectErrors[keyof GetUsersInProjectErrors];

export type GetUsersInProjectResponses = {
    /**
     * Success.
     */
    200: ProjectUserList;
};

export type GetUsersInProjectResponse = GetUsersInProjectResponses[keyof GetUsersInProjectResponses];

export type AddUserToProjectData = {
    body: ProjectUserAdd;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/users';
};

export type AddUserToProjectErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type AddUserToProjectError = AddUserToProjectErrors[keyof AddUserToProjectErrors];

export type AddUserToProjectResponses = {
    /**
     * Success.
     */
    200: Ok;
};

export type AddUserToProjectResponse = AddUserToProjectResponses[keyof AddUserToProjectResponses];

export type RemoveUserFromProjectData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/users/{user_id}';
};

export type RemoveUserFromProjectErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The state of it does not allow this.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type RemoveUserFromProjectError = RemoveUserFromProjectErrors[keyof RemoveUserFromProjectErrors];

export type RemoveUserFromProjectResponses = {
    /**
     * Success.
     */
    200: Ok;
};

export type RemoveUserFromProjectResponse = RemoveUserFromProjectResponses[keyof RemoveUserFromProjectResponses];

export type UpdateUserInProjectData = {
    body: ProjectUserFlags;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/users/{user_id}';
};

export type UpdateUserInProjectErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The state of it does not allow this.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateUserInProjectError = UpdateUserInProjectErrors[keyof UpdateUserInProjectErrors];

export type UpdateUserInProjectResponses = {
    /**
     * Success.
     */
    200: Ok;
};

export type UpdateUserInProjectResponse = UpdateUserInProjectResponses[keyof UpdateUserInProjectResponses];

export type CreateUserData = {
    body: UserCreate;
    path?: never;
    query?: never;
    url: '/accounts/users';
};

export type CreateUserErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateUserError = CreateUserErrors[keyof CreateUserErrors];

export type CreateUserResponses = {
    /**
     * Success.
     */
    200: UserProfile;
};

export type CreateUserResponse = CreateUserResponses[keyof CreateUserResponses];

export type RevokeUserTokensData = {
    body?: never;
    path: {
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/users/{user_id}/tokens';
};

export type RevokeUserTokensErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type RevokeUserTokensError = RevokeUserTokensErrors[keyof RevokeUserTokensErrors];

export type RevokeUserTokensResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type RevokeUserTokensResponse = RevokeUserTokensResponses[keyof RevokeUserTokensResponses];

export type CreateUserTokenData = {
    body?: never;
    path: {
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/users/{user_id}/tokens';
};

export type CreateUserTokenErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateUserTokenError = CreateUserTokenErrors[keyof CreateUserTokenErrors];

export type CreateUserTokenResponses = {
    /**
     * Success.
     */
    200: UserToken;
};

export type CreateUserTokenResponse = CreateUserTokenResponses[keyof CreateUserTokenResponses];

export type GetUserProfileData = {
    body?: never;
    path: {
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/profiles/{user_id}';
};

export type GetUserProfileErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetUserProfileError = GetUserProfileErrors[keyof GetUserProfileErrors];

export type GetUserProfileResponses = {
    /**
     * Success.
     */
    200: UserProfile;
};

export type GetUserProfileResponse = GetUserProfileResponses[keyof GetUserProfileResponses];

export type UpdateUserProfileData = {
    body: UserProfileUpdate;
    path: {
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/profiles/{user_id}';
};

export type UpdateUserProfileErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateUserProfileError = UpdateUserProfileErrors[keyof UpdateUserProfileErrors];

export type UpdateUserProfileResponses = {
    /**
     * Success.
     */
    200: Ok;
};

export type UpdateUserProfileResponse = UpdateUserProfileResponses[keyof UpdateUserProfileResponses];

export type ListRoomsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * `room_name` or `created_at`; with a `-` before it, backwards.
         */
        order_by?: 'room_name' | 'created_at' | '-room_name' | '-created_at';
    };
    url: '/accounts/projects/{project_id}/rooms';
};

export type ListRoomsErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListRoomsError = ListRoomsErrors[keyof ListRoomsErrors];

export type ListRoomsResponses = {
    /**
     * Success.
     */
    200: RoomList;
};

export type ListRoomsResponse = ListRoomsResponses[keyof ListRoomsResponses];

export type CreateRoomData = {
    body: RoomCreate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms';
};

export type CreateRoomErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateRoomError = CreateRoomErrors[keyof CreateRoomErrors];

export type CreateRoomResponses = {
    /**
     * Success.
     */
    200: Room;
};

export type CreateRoomResponse = CreateRoomResponses[keyof CreateRoomResponses];

export type DeleteRoomData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}';
};

export type DeleteRoomErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteRoomError = DeleteRoomErrors[keyof DeleteRoomErrors];

export type DeleteRoomResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteRoomResponse = DeleteRoomResponses[keyof DeleteRoomResponses];

export type GetRoomData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}';
};

export type GetRoomErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetRoomError = GetRoomErrors[keyof GetRoomErrors];

export type GetRoomResponses = {
    /**
     * Success.
     */
    200: Room;
};

export type GetRoomResponse = GetRoomResponses[keyof GetRoomResponses];

export type UpdateRoomData = {
    body: RoomUpdate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}';
};

export type UpdateRoomErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateRoomError = UpdateRoomErrors[keyof UpdateRoomErrors];

export type UpdateRoomResponses = {
    /**
     * Success.
     */
    200: Room;
};

export type UpdateRoomResponse = UpdateRoomResponses[keyof UpdateRoomResponses];

export type ConnectRoomData = {
    body?: RoomConnect;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/connect';
};

export type ConnectRoomErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ConnectRoomError = ConnectRoomErrors[keyof ConnectRoomErrors];

export type ConnectRoomResponses = {
    /**
     * Success.
     */
    200: RoomConnectionInfo;
};

export type ConnectRoomResponse = ConnectRoomResponses[keyof ConnectRoomResponses];

export type ListRoomGrantsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
         */
        order_by?: 'room_name' | 'user_id' | 'created_at' | '-room_name' | '-user_id' | '-created_at';
    };
    url: '/accounts/projects/{project_id}/room-grants';
};

export type ListRoomGrantsErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListRoomGrantsError = ListRoomGrantsErrors[keyof ListRoomGrantsErrors];

export type ListRoomGrantsResponses = {
    /**
     * Success.
     */
    200: RoomGrantList;
};

export type ListRoomGrantsResponse = ListRoomGrantsResponses[keyof ListRoomGrantsResponses];

export type CreateRoomGrantData = {
    body: RoomGrantCreate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/room-grants';
};

export type CreateRoomGrantErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateRoomGrantError = CreateRoomGrantErrors[keyof CreateRoomGrantErrors];

export type CreateRoomGrantResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type CreateRoomGrantResponse = CreateRoomGrantResponses[keyof CreateRoomGrantResponses];

export type ListUniqueRoomsWithGrantsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/accounts/projects/{project_id}/room-grants/by-room';
};

export type ListUniqueRoomsWithGrantsErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListUniqueRoomsWithGrantsError = ListUniqueRoomsWithGrantsErrors[keyof ListUniqueRoomsWithGrantsErrors];

export type ListUniqueRoomsWithGrantsResponses = {
    /**
     * Success.
     */
    200: RoomGrantCountList;
};

export type ListUniqueRoomsWithGrantsResponse = ListUniqueRoomsWithGrantsResponses[keyof ListUniqueRoomsWithGrantsResponses];

export type ListRoomGrantsByRoomData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
         */
        order_by?: 'room_name' | 'user_id' | 'created_at' | '-room_name' | '-user_id' | '-created_at';
    };
    url: '/accounts/projects/{project_id}/room-grants/by-room/{room}';
};

export type ListRoomGrantsByRoomErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListRoomGrantsByRoomError = ListRoomGrantsByRoomErrors[keyof ListRoomGrantsByRoomErrors];

export type ListRoomGrantsByRoomResponses = {
    /**
     * Success.
     */
    200: RoomGrantList;
};

export type ListRoomGrantsByRoomResponse = ListRoomGrantsByRoomResponses[keyof ListRoomGrantsByRoomResponses];

export type ListUniqueUsersWithGrantsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * Only items that have this text in their names or addresses; upper and lower case make no difference.
         */
        filter?: string;
    };
    url: '/accounts/projects/{project_id}/room-grants/by-user';
};

export type ListUniqueUsersWithGrantsErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListUniqueUsersWithGrantsError = ListUniqueUsersWithGrantsErrors[keyof ListUniqueUsersWithGrantsErrors];

export type ListUniqueUsersWithGrantsResponses = {
    /**
     * Success.
     */
    200: UserGrantCountList;
};

export type ListUniqueUsersWithGrantsResponse = ListUniqueUsersWithGrantsResponses[keyof ListUniqueUsersWithGrantsResponses];

export type ListRoomGrantsByUserData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * User id.
         */
        user_id: string;
    };
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * `room_name`, `user_id` or `created_at`; with a `-` before it, backwards.
         */
        order_by?: 'room_name' | 'user_id' | 'created_at' | '-room_name' | '-user_id' | '-created_at';
    };
    url: '/accounts/projects/{project_id}/room-grants/by-user/{user_id}';
};

export type ListRoomGrantsByUserErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListRoomGrantsByUserError = ListRoomGrantsByUserErrors[keyof ListRoomGrantsByUserErrors];

export type ListRoomGrantsByUserResponses = {
    /**
     * Success.
     */
    200: RoomGrantList;
};

export type ListRoomGrantsByUserResponse = ListRoomGrantsByUserResponses[keyof ListRoomGrantsByUserResponses];

export type UpdateRoomGrantData = {
    body: RoomGrantUpdate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Not read; clients send `unused`.
         */
        grant_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/room-grants/{grant_id}';
};

export type UpdateRoomGrantErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateRoomGrantError = UpdateRoomGrantErrors[keyof UpdateRoomGrantErrors];

export type UpdateRoomGrantResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type UpdateRoomGrantResponse = UpdateRoomGrantResponses[keyof UpdateRoomGrantResponses];

export type DeleteRoomGrantData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/room-grants/{room}/{user_id}';
};

export type DeleteRoomGrantErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteRoomGrantError = DeleteRoomGrantErrors[keyof DeleteRoomGrantErrors];

export type DeleteRoomGrantResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteRoomGrantResponse = DeleteRoomGrantResponses[keyof DeleteRoomGrantResponses];

export type GetRoomGrantData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
        /**
         * User id.
         */
        user_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/room-grants/{room}/{user_id}';
};

export type GetRoomGrantErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetRoomGrantError = GetRoomGrantErrors[keyof GetRoomGrantErrors];

export type GetRoomGrantResponses = {
    /**
     * Success.
     */
    200: ProjectRoomGrant;
};

export type GetRoomGrantResponse = GetRoomGrantResponses[keyof GetRoomGrantResponses];

export type UploadData = {
    body: Blob | File;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query: {
        /**
         * Path of the file within the project. No segment is `.` or `..`.
         */
        path: string;
    };
    url: '/projects/{project_id}/storage/upload';
};

export type UploadErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * It is larger than this server takes.
     */
    413: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UploadError = UploadErrors[keyof UploadErrors];

export type UploadResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type UploadResponse = UploadResponses[keyof UploadResponses];

export type DownloadData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query: {
        /**
         * Path of the file within the project. No segment is `.` or `..`.
         */
        path: string;
    };
    url: '/projects/{project_id}/storage/download';
};

export type DownloadErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DownloadError = DownloadErrors[keyof DownloadErrors];

export type DownloadResponses = {
    /**
     * Success.
     */
    200: Blob | File;
};

export type DownloadResponse = DownloadResponses[keyof DownloadResponses];

export type DeleteFileData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query: {
        /**
         * Path of the file within the project. No segment is `.` or `..`.
         */
        path: string;
    };
    url: '/projects/{project_id}/storage/files';
};

export type DeleteFileErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteFileError = DeleteFileErrors[keyof DeleteFileErrors];

export type DeleteFileResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteFileResponse = DeleteFileResponses[keyof DeleteFileResponses];

export type ListFilesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Only files whose paths begin with this text.
         */
        prefix?: string;
        /**
         * Most files to return.
         */
        limit?: number;
        /**
         * Only files after this path.
         */
        after?: string;
    };
    url: '/projects/{project_id}/storage/files';
};

export type ListFilesErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListFilesError = ListFilesErrors[keyof ListFilesErrors];

export type ListFilesResponses = {
    /**
     * Success.
     */
    200: FileList;
};

export type ListFilesResponse = ListFilesResponses[keyof ListFilesResponses];

export type ListServicesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/services';
};

export type ListServicesErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListServicesError = ListServicesErrors[keyof ListServicesErrors];

export type ListServicesResponses = {
    /**
     * Success.
     */
    200: ServiceList;
};

export type ListServicesResponse = ListServicesResponses[keyof ListServicesResponses];

export type CreateServiceData = {
    body: ServiceInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/services';
};

export type CreateServiceErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateServiceError = CreateServiceErrors[keyof CreateServiceErrors];

export type CreateServiceResponses = {
    /**
     * Success.
     */
    200: ServiceSpec;
};

export type CreateServiceResponse = CreateServiceResponses[keyof CreateServiceResponses];

export type DeleteServiceData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Service id.
         */
        service_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/services/{service_id}';
};

export type DeleteServiceErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteServiceError = DeleteServiceErrors[keyof DeleteServiceErrors];

export type DeleteServiceResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteServiceResponse = DeleteServiceResponses[keyof DeleteServiceResponses];

export type GetServiceData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Service id.
         */
        service_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/services/{service_id}';
};

export type GetServiceErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetServiceError = GetServiceErrors[keyof GetServiceErrors];

export type GetServiceResponses = {
    /**
     * Success.
     */
    200: ServiceSpec;
};

export type GetServiceResponse = GetServiceResponses[keyof GetServiceResponses];

export type UpdateServiceData = {
    body: ServiceInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Service id.
         */
        service_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/services/{service_id}';
};

export type UpdateServiceErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateServiceError = UpdateServiceErrors[keyof UpdateServiceErrors];

export type UpdateServiceResponses = {
    /**
     * Success.
     */
    200: ServiceSpec;
};

export type UpdateServiceResponse = UpdateServiceResponses[keyof UpdateServiceResponses];

export type ListRoomServicesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/services';
};

export type ListRoomServicesErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListRoomServicesError = ListRoomServicesErrors[keyof ListRoomServicesErrors];

export type ListRoomServicesResponses = {
    /**
     * Success.
     */
    200: ServiceList;
};

export type ListRoomServicesResponse = ListRoomServicesResponses[keyof ListRoomServicesResponses];

export type CreateRoomServiceData = {
    body: ServiceInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/services';
};

export type CreateRoomServiceErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateRoomServiceError = CreateRoomServiceErrors[keyof CreateRoomServiceErrors];

export type CreateRoomServiceResponses = {
    /**
     * Success.
     */
    200: ServiceSpec;
};

export type CreateRoomServiceResponse = CreateRoomServiceResponses[keyof CreateRoomServiceResponses];

export type DeleteRoomServiceData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
        /**
         * Service id.
         */
        service_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/services/{service_id}';
};

export type DeleteRoomServiceErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteRoomServiceError = DeleteRoomServiceErrors[keyof DeleteRoomServiceErrors];

export type DeleteRoomServiceResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteRoomServiceResponse = DeleteRoomServiceResponses[keyof DeleteRoomServiceResponses];

export type GetRoomServiceData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
        /**
         * Service id.
         */
        service_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/services/{service_id}';
};

export type GetRoomServiceErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetRoomServiceError = GetRoomServiceErrors[keyof GetRoomServiceErrors];

export type GetRoomServiceResponses = {
    /**
     * Success.
     */
    200: ServiceSpec;
};

export type GetRoomServiceResponse = GetRoomServiceResponses[keyof GetRoomServiceResponses];

export type UpdateRoomServiceData = {
    body: ServiceInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
        /**
         * Service id.
         */
        service_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/services/{service_id}';
};

export type UpdateRoomServiceErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateRoomServiceError = UpdateRoomServiceErrors[keyof UpdateRoomServiceErrors];

export type UpdateRoomServiceResponses = {
    /**
     * Success.
     */
    200: ServiceSpec;
};

export type UpdateRoomServiceResponse = UpdateRoomServiceResponses[keyof UpdateRoomServiceResponses];

export type RenderTemplateData = {
    body: TemplateRender;
    path?: never;
    query?: never;
    url: '/templates/render';
};

export type RenderTemplateErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type RenderTemplateError = RenderTemplateErrors[keyof RenderTemplateErrors];

export type RenderTemplateResponses = {
    /**
     * Success.
     */
    200: ServiceTemplate;
};

export type RenderTemplateResponse = RenderTemplateResponses[keyof RenderTemplateResponses];

export type ListSecretsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/secrets';
};

export type ListSecretsErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListSecretsError = ListSecretsErrors[keyof ListSecretsErrors];

export type ListSecretsResponses = {
    /**
     * Success.
     */
    200: SecretList;
};

export type ListSecretsResponse = ListSecretsResponses[keyof ListSecretsResponses];

export type CreateSecretData = {
    body: SecretInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/secrets';
};

export type CreateSecretErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateSecretError = CreateSecretErrors[keyof CreateSecretErrors];

export type CreateSecretResponses = {
    /**
     * Success.
     */
    200: Created;
};

export type CreateSecretResponse = CreateSecretResponses[keyof CreateSecretResponses];

export type DeleteSecretData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Secret id.
         */
        secret_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/secrets/{secret_id}';
};

export type DeleteSecretErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteSecretError = DeleteSecretErrors[keyof DeleteSecretErrors];

export type DeleteSecretResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteSecretResponse = DeleteSecretResponses[keyof DeleteSecretResponses];

export type GetProjectSecretData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Secret id.
         */
        secret_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/secrets/{secret_id}';
};

export type GetProjectSecretErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetProjectSecretError = GetProjectSecretErrors[keyof GetProjectSecretErrors];

export type GetProjectSecretResponses = {
    /**
     * Success.
     */
    200: ManagedSecret;
};

export type GetProjectSecretResponse = GetProjectSecretResponses[keyof GetProjectSecretResponses];

export type UpdateSecretData = {
    body: SecretInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Secret id.
         */
        secret_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/secrets/{secret_id}';
};

export type UpdateSecretErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateSecretError = UpdateSecretErrors[keyof UpdateSecretErrors];

export type UpdateSecretResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type UpdateSecretResponse = UpdateSecretResponses[keyof UpdateSecretResponses];

export type ListWebhooksData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/webhooks';
};

export type ListWebhooksErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListWebhooksError = ListWebhooksErrors[keyof ListWebhooksErrors];

export type ListWebhooksResponses = {
    /**
     * Success.
     */
    200: WebhookList;
};

export type ListWebhooksResponse = ListWebhooksResponses[keyof ListWebhooksResponses];

export type CreateWebhookData = {
    body: WebhookInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/webhooks';
};

export type CreateWebhookErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateWebhookError = CreateWebhookErrors[keyof CreateWebhookErrors];

export type CreateWebhookResponses = {
    /**
     * Success.
     */
    200: Webhook;
};

export type CreateWebhookResponse = CreateWebhookResponses[keyof CreateWebhookResponses];

export type DeleteWebhookData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Webhook id.
         */
        webhook_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/webhooks/{webhook_id}';
};

export type DeleteWebhookErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteWebhookError = DeleteWebhookErrors[keyof DeleteWebhookErrors];

export type DeleteWebhookResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteWebhookResponse = DeleteWebhookResponses[keyof DeleteWebhookResponses];

export type UpdateWebhookData = {
    body: WebhookInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Webhook id.
         */
        webhook_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/webhooks/{webhook_id}';
};

export type UpdateWebhookErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateWebhookError = UpdateWebhookErrors[keyof UpdateWebhookErrors];

export type UpdateWebhookResponses = {
    /**
     * Success.
     */
    200: Webhook;
};

export type UpdateWebhookResponse = UpdateWebhookResponses[keyof UpdateWebhookResponses];

export type ListWebhookDeliveriesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Webhook id.
         */
        webhook_id: string;
    };
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/accounts/projects/{project_id}/webhooks/{webhook_id}/deliveries';
};

export type ListWebhookDeliveriesErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListWebhookDeliveriesError = ListWebhookDeliveriesErrors[keyof ListWebhookDeliveriesErrors];

export type ListWebhookDeliveriesResponses = {
    /**
     * Success.
     */
    200: WebhookDeliveryList;
};

export type ListWebhookDeliveriesResponse = ListWebhookDeliveriesResponses[keyof ListWebhookDeliveriesResponses];

export type ListApiKeysData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/api-keys';
};

export type ListApiKeysErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListApiKeysError = ListApiKeysErrors[keyof ListApiKeysErrors];

export type ListApiKeysResponses = {
    /**
     * Success.
     */
    200: ApiKeyList;
};

export type ListApiKeysResponse = ListApiKeysResponses[keyof ListApiKeysResponses];

export type CreateApiKeyData = {
    body: ApiKeyCreate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/api-keys';
};

export type CreateApiKeyErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateApiKeyError = CreateApiKeyErrors[keyof CreateApiKeyErrors];

export type CreateApiKeyResponses = {
    /**
     * Success.
     */
    200: ApiKeyInfo;
};

export type CreateApiKeyResponse = CreateApiKeyResponses[keyof CreateApiKeyResponses];

export type DeleteApiKeyData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Id of an API key.
         */
        key_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/api-keys/{key_id}';
};

export type DeleteApiKeyErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteApiKeyError = DeleteApiKeyErrors[keyof DeleteApiKeyErrors];

export type DeleteApiKeyResponses = {
    /**
     * Done.
     */
    204: void;
};

export type DeleteApiKeyResponse = DeleteApiKeyResponses[keyof DeleteApiKeyResponses];

export type ListOAuthClientsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Most items to return. Without it, all of them, or the first 10,000.
         */
        count?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * Only items that have this text in their names or addresses; upper and lower case make no difference.
         */
        filter?: string;
    };
    url: '/accounts/projects/{project_id}/oauth/clients';
};

export type ListOAuthClientsErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListOAuthClientsError = ListOAuthClientsErrors[keyof ListOAuthClientsErrors];

export type ListOAuthClientsResponses = {
    /**
     * Success.
     */
    200: OAuthClientList;
};

export type ListOAuthClientsResponse = ListOAuthClientsResponses[keyof ListOAuthClientsResponses];

export type CreateOAuthClientData = {
    body: OAuthClientCreate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/oauth/clients';
};

export type CreateOAuthClientErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateOAuthClientError = CreateOAuthClientErrors[keyof CreateOAuthClientErrors];

export type CreateOAuthClientResponses = {
    /**
     * Success.
     */
    200: OAuthClientCreated;
};

export type CreateOAuthClientResponse = CreateOAuthClientResponses[keyof CreateOAuthClientResponses];

export type DeleteOAuthClientData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Id of an OAuth client.
         */
        client_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/oauth/clients/{client_id}';
};

export type DeleteOAuthClientErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteOAuthClientError = DeleteOAuthClientErrors[keyof DeleteOAuthClientErrors];

export type DeleteOAuthClientResponses = {
    /**
     * Done.
     */
    204: void;
};

export type DeleteOAuthClientResponse = DeleteOAuthClientResponses[keyof DeleteOAuthClientResponses];

export type GetOAuthClientData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Id of an OAuth client.
         */
        client_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/oauth/clients/{client_id}';
};

export type GetOAuthClientErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetOAuthClientError = GetOAuthClientErrors[keyof GetOAuthClientErrors];

export type GetOAuthClientResponses = {
    /**
     * Success.
     */
    200: OAuthClient;
};

export type GetOAuthClientResponse = GetOAuthClientResponses[keyof GetOAuthClientResponses];

export type UpdateOAuthClientData = {
    body: OAuthClientUpdate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Id of an OAuth client.
         */
        client_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/oauth/clients/{client_id}';
};

export type UpdateOAuthClientErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateOAuthClientError = UpdateOAuthClientErrors[keyof UpdateOAuthClientErrors];

export type UpdateOAuthClientResponses = {
    /**
     * Success.
     */
    200: Ok;
};

export type UpdateOAuthClientResponse = UpdateOAuthClientResponses[keyof UpdateOAuthClientResponses];

export type ListSharesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/shares';
};

export type ListSharesErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListSharesError = ListSharesErrors[keyof ListSharesErrors];

export type ListSharesResponses = {
    /**
     * Success.
     */
    200: ShareList;
};

export type ListSharesResponse = ListSharesResponses[keyof ListSharesResponses];

export type CreateShareData = {
    body: ShareInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/shares';
};

export type CreateShareErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateShareError = CreateShareErrors[keyof CreateShareErrors];

export type CreateShareResponses = {
    /**
     * Success.
     */
    200: Created;
};

export type CreateShareResponse = CreateShareResponses[keyof CreateShareResponses];

export type DeleteShareData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Share id.
         */
        share_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/shares/{share_id}';
};

export type DeleteShareErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteShareError = DeleteShareErrors[keyof DeleteShareErrors];

export type DeleteShareResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteShareResponse = DeleteShareResponses[keyof DeleteShareResponses];

export type UpdateShareData = {
    body: ShareInput;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Share id.
         */
        share_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/shares/{share_id}';
};

export type UpdateShareErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateShareError = UpdateShareErrors[keyof UpdateShareErrors];

export type UpdateShareResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type UpdateShareResponse = UpdateShareResponses[keyof UpdateShareResponses];

export type ConnectShareData = {
    body?: Empty;
    path: {
        /**
         * Share id.
         */
        share_id: string;
    };
    query?: never;
    url: '/shares/{share_id}/connect';
};

export type ConnectShareErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * It has expired.
     */
    410: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ConnectShareError = ConnectShareErrors[keyof ConnectShareErrors];

export type ConnectShareResponses = {
    /**
     * Success.
     */
    200: RoomShareConnectionInfo;
};

export type ConnectShareResponse = ConnectShareResponses[keyof ConnectShareResponses];

export type ListMailboxesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Most items to return. Without it, all of them, or the first 10,000.
         */
        count?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
        /**
         * Only items that have this text in their names or addresses; upper and lower case make no difference.
         */
        filter?: string;
    };
    url: '/accounts/projects/{project_id}/mailboxes';
};

export type ListMailboxesErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListMailboxesError = ListMailboxesErrors[keyof ListMailboxesErrors];

export type ListMailboxesResponses = {
    /**
     * Success.
     */
    200: MailboxList;
};

export type ListMailboxesResponse = ListMailboxesResponses[keyof ListMailboxesResponses];

export type CreateMailboxData = {
    body: MailboxCreate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/mailboxes';
};

export type CreateMailboxErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateMailboxError = CreateMailboxErrors[keyof CreateMailboxErrors];

export type CreateMailboxResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type CreateMailboxResponse = CreateMailboxResponses[keyof CreateMailboxResponses];

export type DeleteMailboxData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * E-mail address of a mailbox.
         */
        address: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/mailboxes/{address}';
};

export type DeleteMailboxErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteMailboxError = DeleteMailboxErrors[keyof DeleteMailboxErrors];

export type DeleteMailboxResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type DeleteMailboxResponse = DeleteMailboxResponses[keyof DeleteMailboxResponses];

export type GetMailboxData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * E-mail address of a mailbox.
         */
        address: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/mailboxes/{address}';
};

export type GetMailboxErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetMailboxError = GetMailboxErrors[keyof GetMailboxErrors];

export type GetMailboxResponses = {
    /**
     * Success.
     */
    200: MailboxAnswer;
};

export type GetMailboxResponse = GetMailboxResponses[keyof GetMailboxResponses];

export type UpdateMailboxData = {
    body: MailboxUpdate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * E-mail address of a mailbox.
         */
        address: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/mailboxes/{address}';
};

export type UpdateMailboxErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateMailboxError = UpdateMailboxErrors[keyof UpdateMailboxErrors];

export type UpdateMailboxResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type UpdateMailboxResponse = UpdateMailboxResponses[keyof UpdateMailboxResponses];

export type ListRoomMailboxesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/mailboxes';
};

export type ListRoomMailboxesErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListRoomMailboxesError = ListRoomMailboxesErrors[keyof ListRoomMailboxesErrors];

export type ListRoomMailboxesResponses = {
    /**
     * Success.
     */
    200: MailboxList;
};

export type ListRoomMailboxesResponse = ListRoomMailboxesResponses[keyof ListRoomMailboxesResponses];

export type ListRecentSessionsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/sessions';
};

export type ListRecentSessionsErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListRecentSessionsError = ListRecentSessionsErrors[keyof ListRecentSessionsErrors];

export type ListRecentSessionsResponses = {
    /**
     * Success.
     */
    200: SessionList;
};

export type ListRecentSessionsResponse = ListRecentSessionsResponses[keyof ListRecentSessionsResponses];

export type ListActiveSessionsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/sessions/active';
};

export type ListActiveSessionsErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListActiveSessionsError = ListActiveSessionsErrors[keyof ListActiveSessionsErrors];

export type ListActiveSessionsResponses = {
    /**
     * Success.
     */
    200: SessionList;
};

export type ListActiveSessionsResponse = ListActiveSessionsResponses[keyof ListActiveSessionsResponses];

export type GetSessionData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Session id.
         */
        session_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/sessions/{session_id}';
};

export type GetSessionErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetSessionError = GetSessionErrors[keyof GetSessionErrors];

export type GetSessionResponses = {
    /**
     * Success.
     */
    200: RoomSession;
};

export type GetSessionResponse = GetSessionResponses[keyof GetSessionResponses];

export type ListSessionEventsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Session id.
         */
        session_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/sessions/{session_id}/events';
};

export type ListSessionEventsErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListSessionEventsError = ListSessionEventsErrors[keyof ListSessionEventsErrors];

export type ListSessionEventsResponses = {
    /**
     * Success.
     */
    200: SessionEventList;
};

export type ListSessionEventsResponse = ListSessionEventsResponses[keyof ListSessionEventsResponses];

export type ListSessionSpansData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Session id.
         */
        session_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/sessions/{session_id}/spans';
};

export type ListSessionSpansErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListSessionSpansError = ListSessionSpansErrors[keyof ListSessionSpansErrors];

export type ListSessionSpansResponses = {
    /**
     * Success.
     */
    200: SpanList;
};

export type ListSessionSpansResponse = ListSessionSpansResponses[keyof ListSessionSpansResponses];

export type ListSessionMetricsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Session id.
         */
        session_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/sessions/{session_id}/metrics';
};

export type ListSessionMetricsErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListSessionMetricsError = ListSessionMetricsErrors[keyof ListSessionMetricsErrors];

export type ListSessionMetricsResponses = {
    /**
     * Success.
     */
    200: MetricList;
};

export type ListSessionMetricsResponse = ListSessionMetricsResponses[keyof ListSessionMetricsResponses];

export type TerminateSessionData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Session id.
         */
        session_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/sessions/{session_id}/terminate';
};

export type TerminateSessionErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type TerminateSessionError = TerminateSessionErrors[keyof TerminateSessionErrors];

export type TerminateSessionResponses = {
    /**
     * Done.
     */
    204: void;
};

export type TerminateSessionResponse = TerminateSessionResponses[keyof TerminateSessionResponses];

export type ListScheduledTasksData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Only tasks of this room.
         */
        room_name?: string;
        /**
         * Only the task with this id.
         */
        task_id?: string;
        /**
         * Only tasks that are active, or only those that are not.
         */
        active?: boolean;
        /**
         * Most tasks to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/accounts/projects/{project_id}/scheduled-tasks';
};

export type ListScheduledTasksErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListScheduledTasksError = ListScheduledTasksErrors[keyof ListScheduledTasksErrors];

export type ListScheduledTasksResponses = {
    /**
     * Success.
     */
    200: ScheduledTaskList;
};

export type ListScheduledTasksResponse = ListScheduledTasksResponses[keyof ListScheduledTasksResponses];

export type CreateScheduledTaskData = {
    body: ScheduledTaskCreate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/scheduled-tasks';
};

export type CreateScheduledTaskErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * There is one already.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateScheduledTaskError = CreateScheduledTaskErrors[keyof CreateScheduledTaskErrors];

export type CreateScheduledTaskResponses = {
    /**
     * Success.
     */
    200: ScheduledTaskCreated;
};

export type CreateScheduledTaskResponse = CreateScheduledTaskResponses[keyof CreateScheduledTaskResponses];

export type DeleteScheduledTaskData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Task id.
         */
        task_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/scheduled-tasks/{task_id}';
};

export type DeleteScheduledTaskErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type DeleteScheduledTaskError = DeleteScheduledTaskErrors[keyof DeleteScheduledTaskErrors];

export type DeleteScheduledTaskResponses = {
    /**
     * Done.
     */
    204: void;
};

export type DeleteScheduledTaskResponse = DeleteScheduledTaskResponses[keyof DeleteScheduledTaskResponses];

export type UpdateScheduledTaskData = {
    body: ScheduledTaskUpdate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Task id.
         */
        task_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/scheduled-tasks/{task_id}';
};

export type UpdateScheduledTaskErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type UpdateScheduledTaskError = UpdateScheduledTaskErrors[keyof UpdateScheduledTaskErrors];

export type UpdateScheduledTaskResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type UpdateScheduledTaskResponse = UpdateScheduledTaskResponses[keyof UpdateScheduledTaskResponses];

export type ListQueueMessagesData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
        /**
         * Name of a queue.
         */
        queue_name: string;
    };
    query?: {
        /**
         * Most messages to return.
         */
        limit?: number;
    };
    url: '/accounts/projects/{project_id}/rooms/{room}/queues/{queue_name}/messages';
};

export type ListQueueMessagesErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ListQueueMessagesError = ListQueueMessagesErrors[keyof ListQueueMessagesErrors];

export type ListQueueMessagesResponses = {
    /**
     * Success.
     */
    200: QueueMessageList;
};

export type ListQueueMessagesResponse = ListQueueMessagesResponses[keyof ListQueueMessagesResponses];

export type ReceiveQueueMessagesData = {
    body: QueueReceive;
    path: {
        /**
         * Project id.
         */
        project_id: string;
        /**
         * Name or id of a room.
         */
        room: string;
        /**
         * Name of a queue.
         */
        queue_name: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/rooms/{room}/queues/{queue_name}/receive';
};

export type ReceiveQueueMessagesErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type ReceiveQueueMessagesError = ReceiveQueueMessagesErrors[keyof ReceiveQueueMessagesErrors];

export type ReceiveQueueMessagesResponses = {
    /**
     * Success.
     */
    200: QueueMessageList;
};

export type ReceiveQueueMessagesResponse = ReceiveQueueMessagesResponses[keyof ReceiveQueueMessagesResponses];

export type GetPricingData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/pricing';
};

export type GetPricingErrors = {
    /**
     * The path has no such method; `Allow` lists those it has.
     */
    405: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetPricingError = GetPricingErrors[keyof GetPricingErrors];

export type GetPricingResponses = {
    /**
     * Success.
     */
    200: Pricing;
};

export type GetPricingResponse = GetPricingResponses[keyof GetPricingResponses];

export type GetBalanceData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/balance';
};

export type GetBalanceErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetBalanceError = GetBalanceErrors[keyof GetBalanceErrors];

export type GetBalanceResponses = {
    /**
     * Success.
     */
    200: Balance;
};

export type GetBalanceResponse = GetBalanceResponses[keyof GetBalanceResponses];

export type GetRecentTransactionsData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/transactions';
};

export type GetRecentTransactionsErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetRecentTransactionsError = GetRecentTransactionsErrors[keyof GetRecentTransactionsErrors];

export type GetRecentTransactionsResponses = {
    /**
     * Success.
     */
    200: TransactionList;
};

export type GetRecentTransactionsResponse = GetRecentTransactionsResponses[keyof GetRecentTransactionsResponses];

export type CreateTransactionData = {
    body: TransactionCreate;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/transactions';
};

export type CreateTransactionErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type CreateTransactionError = CreateTransactionErrors[keyof CreateTransactionErrors];

export type CreateTransactionResponses = {
    /**
     * Success.
     */
    200: Transaction;
};

export type CreateTransactionResponse = CreateTransactionResponses[keyof CreateTransactionResponses];

export type SetAutoRechargeData = {
    body: AutoRecharge;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/recharge';
};

export type SetAutoRechargeErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type SetAutoRechargeError = SetAutoRechargeErrors[keyof SetAutoRechargeErrors];

export type SetAutoRechargeResponses = {
    /**
     * Success.
     */
    200: Empty;
};

export type SetAutoRechargeResponse = SetAutoRechargeResponses[keyof SetAutoRechargeResponses];

export type GetSubscriptionData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/subscription';
};

export type GetSubscriptionErrors = {
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetSubscriptionError = GetSubscriptionErrors[keyof GetSubscriptionErrors];

export type GetSubscriptionResponses = {
    /**
     * Success.
     */
    200: Subscription;
};

export type GetSubscriptionResponse = GetSubscriptionResponses[keyof GetSubscriptionResponses];

export type GetCheckoutUrlData = {
    body: Checkout;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/subscription';
};

export type GetCheckoutUrlErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetCheckoutUrlError = GetCheckoutUrlErrors[keyof GetCheckoutUrlErrors];

export type GetCheckoutUrlResponses = {
    /**
     * Success.
     */
    200: CheckoutUrl;
};

export type GetCheckoutUrlResponse = GetCheckoutUrlResponses[keyof GetCheckoutUrlResponses];

export type GetCreditsCheckoutUrlData = {
    body: CreditsCheckout;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: never;
    url: '/accounts/projects/{project_id}/credits';
};

export type GetCreditsCheckoutUrlErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetCreditsCheckoutUrlError = GetCreditsCheckoutUrlErrors[keyof GetCreditsCheckoutUrlErrors];

export type GetCreditsCheckoutUrlResponses = {
    /**
     * Success.
     */
    200: CheckoutUrl;
};

export type GetCreditsCheckoutUrlResponse = GetCreditsCheckoutUrlResponses[keyof GetCreditsCheckoutUrlResponses];

export type GetUsageData = {
    body?: never;
    path: {
        /**
         * Project id.
         */
        project_id: string;
    };
    query?: {
        /**
         * Usage from this time on. Default: 30 days ago.
         */
        start?: string;
        /**
         * Usage before this time. Default: now.
         */
        end?: string;
        /**
         * Length of the intervals. Default: one interval for all.
         */
        interval?: 'hour' | 'day' | 'week' | 'month';
        /**
         * `total`, or `rooms` for a row of each room. Default: `total`.
         */
        report?: 'total' | 'rooms';
        /**
         * Only usage of these users: ids, separated by commas.
         */
        users?: string;
        /**
         * Only usage of this room.
         */
        room?: string;
        /**
         * Only usage of this provider.
         */
        provider?: string;
        /**
         * Only usage of this model.
         */
        model?: string;
        /**
         * Only usage of this type.
         */
        usage_type?: string;
        /**
         * Only usage by this client.
         */
        client?: string;
        /**
         * Only usage with these annotations: a JSON object of texts.
         */
        annotations?: string;
    };
    url: '/accounts/projects/{project_id}/usage';
};

export type GetUsageErrors = {
    /**
     * The request is not valid: `errors` says what and where.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The caller may not do this.
     */
    403: ErrorBody;
    /**
     * It does not exist.
     */
    404: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure.
     */
    default: ErrorBody;
};

export type GetUsageError = GetUsageErrors[keyof GetUsageErrors];

export type GetUsageResponses = {
    /**
     * Success.
     */
    200: UsageList;
};

export type GetUsageResponse = GetUsageResponses[keyof GetUsageResponses];
