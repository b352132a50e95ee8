import { withoutExtensions } from './official-only.js';
import { loadOpenApi } from './openapi.js';
import { listOperations, type Operation } from './operation.js';

/** What a server serves. */
export interface Contract {
  readonly name: 'all' | 'official';
  /** By their id. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Query parameters of the whole contract that this server does not know. */
  readonly refusedQueryNames: ReadonlySet<string>;
}

const contracts = new Map<boolean, Promise<Contract>>();

/** Returns the contract, all of it or only the official operations. Each is made once a process. */
export function loadContract(officialOnly: boolean): Promise<Contract> {
  const contract = contracts.get(officialOnly) ?? load(officialOnly);
  contracts.set(officialOnly, contract);
  return contract;
}

async function load(officialOnly: boolean): Promise<Contract> {
  const document = await loadOpenApi();
  const all = listOperations(document);
  if (!officialOnly) return { name: 'all', operations: all, refusedQueryNames: new Set() };
  const operations = listOperations(withoutExtensions(document));
  const refused = [...operations].flatMap(([id, { queryNames }]) =>
    [...(all.get(id)?.queryNames ?? [])].filter((name) => !queryNames.has(name)),
  );
  return { name: 'official', operations, refusedQueryNames: new Set(refused) };
}
