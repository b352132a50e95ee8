import {
  createDepot as createRealDepot,
  type Depot,
  type DepotOptions,
} from '../../packages/mesa-depot/dist/index.js';
import { sharedPostgres } from '../../packages/mesa-depot/src/storage/testing/shared-postgres.js';

/*
 * What `mesa-depot` is to the tests of the project `test-postgres`: the same, with every depot on a PostgreSQL database of
 * its own instead of a file.
 */
export * from '../../packages/mesa-depot/dist/index.js';

export async function createDepot(options: DepotOptions = {}): Promise<Depot> {
  const server = await sharedPostgres();
  return createRealDepot({
    databaseUrl: await server.createDatabase(),
    // What a depot on loopback allows when it has no database.
    allowPrivateNetworks: true,
    ...options,
  });
}
