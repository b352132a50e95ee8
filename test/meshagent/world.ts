import { createDepot, type Depot, type DepotOptions, type Storage } from 'mesa-depot';
import { type ContractClient, createContractClient } from '../helpers/send.js';
import { ok } from './ok.js';
import { createProject, type Person, type Project } from './project.js';
import { SPEC } from './spec.js';
import { unique } from './unique.js';

/** A MeshAgent server, and those who may ask it for something. */
export interface MeshagentUsers {
  /** URL of the server. */
  readonly url: string;
  /** Token of the operator. */
  readonly operator: string;
  /** Without a credential, where the request has none. */
  readonly send: ContractClient;
  /** Creates a user of the server. */
  addUser(name?: string): Promise<Person>;
  /** Creates a project with one of everything in it, whose events are delivered to a URL. */
  createProject(hookUrl?: string): Promise<Project>;
}

/** One that this process started. */
export interface World extends MeshagentUsers, AsyncDisposable {
  readonly depot: Depot;
  /** Beneath the server. */
  readonly storage: Storage;
  /** Lets time pass for the server. */
  pass(ms: number): void;
}

/** Starts a server. */
export async function createWorld(options: DepotOptions = {}): Promise<World> {
  let storage: Storage | undefined;
  let offset = 0;
  const depot = await createDepot({
    meshagent: true,
    // A depot on a database would take the tests for somebody who tries keys.
    requestsPerSecond: 0,
    now: () => Date.now() + offset,
    ...options,
    wrapStorage(opened) {
      storage = opened;
      return options.wrapStorage?.(opened) ?? opened;
    },
  });
  const { meshagentUrl: url = '', meshagentToken: operator = '' } = depot;
  return {
    ...connectUsers(url, operator),
    depot,
    storage: storage as Storage,
    pass(ms) {
      offset += ms;
    },
    [Symbol.asyncDispose]: () => depot.close(),
  };
}

/** Returns what tests do with the server at a URL. */
export function connectUsers(url: string, operator: string): MeshagentUsers {
  const send = createContractClient(url, null, SPEC);
  const users: MeshagentUsers = {
    url,
    operator,
    send,
    async addUser(name = 'user') {
      const email = `${unique(name)}@example.com`;
      const { id } = ok(await send('createUser', { body: { email }, credential: operator }));
      const { token } = ok(await send('createUserToken', { path: { user_id: id }, credential: operator }));
      return { id, email, token };
    },
    createProject: (hookUrl) => createProject(users, hookUrl),
  };
  return users;
}
