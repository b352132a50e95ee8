import type { ApiScope, MemoryEntryScope, PathsScope, TableScope } from 'mesa-rest/meshagent';
import { normalizeApiScope } from 'mesa-rest/meshagent-formats';

/** What is done with a table. */
export type TableAction = 'read' | 'write' | 'alter';

/** What is done with a memory. */
export type MemoryAction =
  | 'create'
  | 'drop'
  | 'inspect'
  | 'query'
  | 'upsert'
  | 'ingest'
  | 'recall'
  | 'optimize';

/** What an agent does through the API of agents, apart from toolkits. */
export type AgentAction =
  | 'registerAgent'
  | 'registerPublicToolkit'
  | 'registerPrivateToolkit'
  | 'call'
  | 'useAgents'
  | 'useTools';

const AGENT_MEMBERS = {
  registerAgent: 'register_agent',
  registerPublicToolkit: 'register_public_toolkit',
  registerPrivateToolkit: 'register_private_toolkit',
  call: 'call',
  useAgents: 'use_agents',
  useTools: 'use_tools',
} as const satisfies Readonly<Record<AgentAction, string>>;

/**
 * Answers what a scope allows. A section that is absent allows nothing of its API; one that is there, even empty, allows what is
 * not said otherwise in it: an absent list restricts nothing, and an empty one allows nothing.
 *
 * Both spellings are read, `listTables` and `list_tables`.
 *
 * @example
 * ```ts
 * const access = new ApiAccess({ queues: { send: ['tasks'] } });
 * access.canSendToQueue('tasks'); // true
 * access.canSendToQueue('other'); // false
 * access.canReadFile('/a.txt'); // false: there is no section `storage`
 * ```
 */
export class ApiAccess {
  /** The scope, with its members in snake_case. */
  readonly scope: ApiScope;

  constructor(scope: ApiScope) {
    this.scope = normalizeApiScope(scope);
  }

  canJoinBreakoutRoom(room: string): boolean {
    const { livekit } = this.scope;
    return !!livekit && isListed(livekit.breakout_rooms, room);
  }

  canSendToQueue(queue: string): boolean {
    const { queues } = this.scope;
    return !!queues && isListed(queues.send, queue);
  }

  canReceiveFromQueue(queue: string): boolean {
    const { queues } = this.scope;
    return !!queues && isListed(queues.receive, queue);
  }

  canListQueues(): boolean {
    const { queues } = this.scope;
    return !!queues && queues.list !== false;
  }

  canBroadcast(): boolean {
    const { messaging } = this.scope;
    return !!messaging && messaging.broadcast !== false;
  }

  canListParticipants(): boolean {
    const { messaging } = this.scope;
    return !!messaging && messaging.list !== false;
  }

  canSendMessages(): boolean {
    const { messaging } = this.scope;
    return !!messaging && messaging.send !== false;
  }

  canListTables(): boolean {
    const { database } = this.scope;
    return !!database && database.list_tables !== false;
  }

  /**
   * Returns whether a table may be read, written or altered. A table of a list may be read by default, and neither written nor
   * altered; without a list all tables are open.
   *
   * @param namespace Where the table is; an entry of the list without one fits everywhere.
   */
  canUseTable(action: TableAction, name: string, namespace: readonly string[] = []): boolean {
    const { database } = this.scope;
    if (!database) return false;
    const { tables } = database;
    if (!tables) return true;
    return tables.some((table) => isNamed(table, name, namespace) && (table[action] ?? action === 'read'));
  }

  canListMemories(): boolean {
    const { memory } = this.scope;
    return !!memory && memory.list !== false;
  }

  /** Returns whether something may be done with a memory. A memory of a list is open by default. */
  canUseMemory(action: MemoryAction, name: string, namespace: readonly string[] = []): boolean {
    const { memory } = this.scope;
    if (!memory) return false;
    const { memories } = memory;
    if (!memories) return true;
    return memories.some((entry) => isNamed(entry, name, namespace) && entry.permissions?.[action] !== false);
  }

  /** Returns whether a document may be opened. A path of the list that ends in `*` stands for all that begin with it. */
  canReadDocument(path: string): boolean {
    return canUsePath(this.scope.sync, path, false, isSamePattern);
  }

  /** Returns whether a document may be changed: the first path of the list that fits decides. */
  canWriteDocument(path: string): boolean {
    return canUsePath(this.scope.sync, path, true, isSamePattern);
  }

  /** Returns whether a file may be read. A path of the list stands for all that begin with it. */
  canReadFile(path: string): boolean {
    return canUsePath(this.scope.storage, path, false, isPrefix);
  }

  /** Returns whether a file may be written: the first path of the list that fits decides. */
  canWriteFile(path: string): boolean {
    return canUsePath(this.scope.storage, path, true, isPrefix);
  }

  canReadContainerLogs(): boolean {
    const { containers } = this.scope;
    return !!containers && containers.logs !== false;
  }

  canUseContainers(): boolean {
    const { containers } = this.scope;
    return !!containers && containers.use_containers !== false;
  }

  /** Returns whether an image may be fetched. An image of the list that ends in `*` stands for all that begin with it. */
  canPullImage(image: string): boolean {
    const { containers } = this.scope;
    return !!containers && fitsAny(containers.pull, image);
  }

  /** Returns whether an image may be run. */
  canRunImage(image: string): boolean {
    const { containers } = this.scope;
    return !!containers && fitsAny(containers.run, image);
  }

  canReadDeveloperLogs(): boolean {
    const { developer } = this.scope;
    return !!developer && developer.logs !== false;
  }

  canUseAgentsApi(action: AgentAction): boolean {
    const { agents } = this.scope;
    return !!agents && agents[AGENT_MEMBERS[action]] !== false;
  }

  /** Returns whether the tools of a toolkit may be used. */
  canUseToolkit(name: string): boolean {
    const { agents } = this.scope;
    return !!agents && agents.use_tools !== false && isListed(agents.allowed_toolkits, name);
  }

  canConfigureRoom(): boolean {
    const { admin } = this.scope;
    return !!admin && admin.config !== false;
  }

  /**
   * Returns whether a token may be asked for at an OAuth server.
   *
   * @param endpoint URL of the authorization endpoint. One of the list that ends in `*` stands for all that begin with it.
   */
  canRequestOAuthToken(endpoint: string, clientId: string): boolean {
    const { secrets } = this.scope;
    if (!secrets) return false;
    const { request_oauth_token: allowed } = secrets;
    if (!allowed) return true;
    return allowed.some((item) => {
      if (typeof item === 'string') return isSamePattern(item, endpoint);
      return isSamePattern(item.endpoint, endpoint) && (item.client_id ?? clientId) === clientId;
    });
  }

  /** Returns whether a port may be reached from outside. Here an empty list allows all ports. */
  canOpenTunnel(port: string | number): boolean {
    const { tunnels } = this.scope;
    if (!tunnels) return false;
    return !tunnels.ports?.length || tunnels.ports.includes(String(port));
  }

  canListServices(): boolean {
    const { services } = this.scope;
    return !!services && services.list !== false;
  }

  canUseModel(model: string): boolean {
    const { llm } = this.scope;
    return !!llm && isListed(llm.models, model);
  }
}

function isListed(allowed: readonly string[] | null | undefined, name: string): boolean {
  return !allowed || allowed.includes(name);
}

function fitsAny(patterns: readonly string[] | null | undefined, text: string): boolean {
  return !patterns || patterns.some((pattern) => isSamePattern(pattern, text));
}

function isSamePattern(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}

function isPrefix(prefix: string, path: string): boolean {
  return path.startsWith(prefix);
}

function isNamed(entry: TableScope | MemoryEntryScope, name: string, namespace: readonly string[]): boolean {
  if (entry.name !== name) return false;
  const { namespace: own } = entry;
  if (!own) return true;
  return own.length === namespace.length && own.every((part, index) => part === namespace[index]);
}

function canUsePath(
  section: PathsScope | null | undefined,
  path: string,
  isWrite: boolean,
  fits: (pattern: string, path: string) => boolean,
): boolean {
  if (!section) return false;
  if (!section.paths) return true;
  const found = section.paths.find((entry) => fits(entry.path, path));
  return found !== undefined && !(isWrite && found.read_only === true);
}
