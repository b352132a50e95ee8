import {
  createDepot as createRealDepot,
  type Depot,
  type DepotOptions,
  exportFromFolder as exportForReal,
} from '../../packages/mesa-depot/dist/index.js';
import { sharedPostgres } from '../../packages/mesa-depot/src/storage/testing/shared-postgres.js';

/*
 * What `mesa-depot` is to the tests of the project `test-postgres`: the same, with every depot on a PostgreSQL database of
 * its own instead of a file.
 */
export * from '../../packages/mesa-depot/dist/index.js';

/** The database of each data folder. */
const databases = new Map<string, string>();

export async function createDepot(options: DepotOptions = {}): Promise<Depot> {
  const databaseUrl = await (await sharedPostgres()).createDatabase();
  // Private networks are what a depot on loopback allows when it has no database.
  const depot = await createRealDepot({ databaseUrl, allowPrivateNetworks: true, ...options });
  databases.set(depot.dataFolder, databaseUrl);
  return depot;
}

export const exportFromFolder: typeof exportForReal = (options) => {
  const databaseUrl = databases.get(options.dataFolder);
  return exportForReal(databaseUrl === undefined ? options : { databaseUrl, ...options });
};
