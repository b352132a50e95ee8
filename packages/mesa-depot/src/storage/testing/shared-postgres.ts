import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oncePerRun } from './once-per-run.js';
import { PostgresServer, type PostgresServerState } from './postgres-server.js';

/*
 * One PostgreSQL server for all the test files of a run. The first one that asks starts it, for most runs of a single file
 * need none, and the end of the run stops it.
 */

/** Names the folder of the run to the processes that tests run in. */
const FOLDER_VARIABLE = 'MESA_TEST_POSTGRES_FOLDER';
/** Names the process of the run to them. */
const RUN_VARIABLE = 'MESA_TEST_RUN_PID';

/** For `globalSetup` of Vitest: makes the folder, and returns what ends the server if there is one. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-test-postgres-'));
  // The server runs as another user than root, who needs to get through.
  chmodSync(folder, 0o711);
  process.env[FOLDER_VARIABLE] = folder;
  process.env[RUN_VARIABLE] = `${process.pid}`;
  return () => {
    const pid = serverPid(folder);
    if (pid !== undefined) process.kill(pid, 'SIGQUIT'); // ends at once, without writing anything
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
}

/** Returns the server of this run. Its databases are for tests in which nothing crashes: it does not wait for the disk. */
export async function sharedPostgres(): Promise<PostgresServer> {
  const folder = runFolder();
  const state = await oncePerRun<PostgresServerState>(folder, 'server', async () => {
    const home = mkdtempSync(join(folder, 'server-'));
    const owner = Number(process.env[RUN_VARIABLE]);
    return (await PostgresServer.start({ isDurable: false, folder: home, owner })).state;
  });
  return PostgresServer.attach(state);
}

/** Returns a folder that all test files of this run share. */
export function runFolder(): string {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined)
    throw new Error(`${FOLDER_VARIABLE} is not set: the project lacks the globalSetup.`);
  return folder;
}

function serverPid(folder: string): number | undefined {
  const state = join(folder, 'server.json');
  if (!existsSync(state)) return undefined;
  const { value } = JSON.parse(readFileSync(state, 'utf8')) as { value?: PostgresServerState };
  const file = join(value?.folder ?? '', 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}
