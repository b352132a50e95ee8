import { randomBytes } from 'node:crypto';
import { PostgresServer } from '../../packages/mesa-depot/src/storage/testing/postgres-server.js';
import { DepotProcess } from '../faults/depot-process.js';
import { FlakyProxy } from '../faults/flaky-proxy.js';
import { type ContractClient, createContractClient } from '../helpers/send.js';

export interface ClusterOptions {
  readonly depots: number;
  /** Flags of all depots. */
  readonly flags?: readonly string[];
}

/**
 * Depots in processes of their own on one PostgreSQL database, which writes to the disk what it says it wrote. They share
 * nothing else but the instance key. Between them and the database is a proxy.
 */
export class Cluster implements AsyncDisposable {
  readonly server: PostgresServer;
  readonly databaseUrl: string;
  /** The way of the depots to the database. */
  readonly wire: FlakyProxy;
  readonly depots: readonly DepotProcess[];

  private constructor(parts: {
    readonly server: PostgresServer;
    readonly databaseUrl: string;
    readonly wire: FlakyProxy;
    readonly depots: readonly DepotProcess[];
  }) {
    this.server = parts.server;
    this.databaseUrl = parts.databaseUrl;
    this.wire = parts.wire;
    this.depots = parts.depots;
  }

  static async start({ depots: count, flags = [] }: ClusterOptions): Promise<Cluster> {
    const server = await PostgresServer.start({ isDurable: true });
    const wire = await FlakyProxy.start(() => server.port);
    const databaseUrl = await server.createDatabase();
    const throughWire = new URL(databaseUrl);
    throughWire.port = new URL(wire.apiUrl).port;
    const env = {
      MESA_DEPOT_DATABASE_URL: throughWire.href,
      MESA_DEPOT_INSTANCE_KEY: randomBytes(32).toString('base64'),
    };
    // All at once, on an empty database: one of them makes the tables, the organization and the key.
    const depots = await Promise.all(
      Array.from({ length: count }, () =>
        DepotProcess.start({ flags: ['--log-level', 'silent', ...flags], env }),
      ),
    );
    return new Cluster({ server, databaseUrl, wire, depots });
  }

  /** Returns a client of one of the depots, which sends each request once. */
  client(index: number): ContractClient {
    const depot = this.depots[index % this.depots.length];
    if (depot === undefined) throw new Error('The cluster has no depots.');
    return createContractClient(depot.apiUrl, depot.apiKey);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.depots.map((depot) => depot[Symbol.asyncDispose]()));
    await this.wire[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}
