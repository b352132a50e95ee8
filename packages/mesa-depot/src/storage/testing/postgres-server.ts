import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';

const run = promisify(execFile);

/** Where Debian keeps the programs of the newest PostgreSQL that is installed; undefined without one. */
const PROGRAMS: string | undefined = findPrograms();

/** Whether PostgreSQL is installed. Without it tests that need it are left out, unless MESA_TEST_POSTGRES=1 asks for them. */
export const hasPostgres: boolean = PROGRAMS !== undefined || process.env.MESA_TEST_POSTGRES === '1';

const SUPERUSER = 'mesa';
/** Ends a server whose owner was killed: $1 the owner, $2 the server, $3 its folder. */
const WATCHDOG = `
  while kill -0 "$1" 2>/dev/null && kill -0 "$2" 2>/dev/null; do sleep 1; done
  kill -0 "$1" 2>/dev/null && exit
  kill -QUIT "$2" 2>/dev/null
  sleep 1
  rm -rf "$3"`;

const START_TIMEOUT_MS = 30_000; // 30 seconds, on a busy machine

/** How a server treats its files. */
export interface PostgresServerOptions {
  /** Whether a commit is on the disk when it returns. Off is several times faster and fine where nothing crashes. */
  readonly isDurable: boolean;
  /** Folder to keep it in. Default: a temporary one. */
  readonly folder?: string;
  /** The process at whose end, however that comes, server and folder go too. Default: this one. */
  readonly owner?: number;
}

/** What another process needs to use a server. */
export interface PostgresServerState {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
}

/** A PostgreSQL server of its own, on a loopback port and in a temporary folder. */
export class PostgresServer implements AsyncDisposable {
  readonly state: PostgresServerState;
  readonly #isDurable: boolean;
  readonly #owner: number;
  #child: ChildProcess | undefined;

  private constructor(state: PostgresServerState, isDurable: boolean, owner: number) {
    this.state = state;
    this.#isDurable = isDurable;
    this.#owner = owner;
  }

  static async start({
    isDurable,
    folder,
    owner = process.pid,
  }: PostgresServerOptions): Promise<PostgresServer> {
    const home = folder ?? mkdtempSync(join(tmpdir(), 'mesa-postgres-'));
    const password = randomBytes(12).toString('hex');
    const passwordFile = join(home, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    for (const path of [home, passwordFile]) giveToServerUser(path);
    const [program = '', ...args] = asServerUser('initdb', [
      ...['--pgdata', join(home, 'data'), '--username', SUPERUSER, '--pwfile', passwordFile],
      ...['--auth-host', 'scram-sha-256', '--auth-local', 'trust', '--encoding', 'UTF8', '--locale', 'C'],
      '--no-sync',
    ]);
    await run(program, args, { cwd: home });
    const server = new PostgresServer({ folder: home, port: await freePort(), password }, isDurable, owner);
    await server.start();
    return server;
  }

  /** Returns a server that another process started. It cannot be ended from here. */
  static attach(state: PostgresServerState): PostgresServer {
    return new PostgresServer(state, false, process.pid);
  }

  get port(): number {
    return this.state.port;
  }

  /** Starts it again on the same port, after `kill` or `stop`. */
  async start(): Promise<void> {
    const durability = this.#isDurable ? 'on' : 'off';
    const settings = {
      port: this.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: this.state.folder,
      fsync: durability,
      synchronous_commit: durability,
      full_page_writes: durability,
      max_connections: 200,
      // Statistics that come at their own times would make plans, and so durations, a matter of luck.
      autovacuum: 'off',
      log_min_messages: 'fatal',
      log_min_error_statement: 'panic',
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [program = '', ...args] = asServerUser('postgres', [
      '-D',
      join(this.state.folder, 'data'),
      ...flags,
    ]);
    const child = spawn(program, args, { cwd: this.state.folder, stdio: 'ignore' });
    child.unref();
    this.#child = child;
    const watched = [`${this.#owner}`, `${child.pid}`, this.state.folder];
    spawn('sh', ['-c', WATCHDOG, 'sh', ...watched], { stdio: 'ignore', detached: true }).unref();
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(
          `postgres in ${this.state.folder} ${child.exitCode === null ? 'does not answer' : `ended with ${child.exitCode}`}`,
        );
      }
      await pause(25);
    }
  }

  /** Returns the URL of a database, for example to give to a depot; through `port` where a proxy is in between. */
  url(database: string, port: number = this.port): string {
    return `postgres://${SUPERUSER}:${this.state.password}@127.0.0.1:${port}/${database}`;
  }

  /** Runs SQL as the superuser and returns what psql prints: fields with `|` between them, a row in each line. */
  async query(statement: string, database = 'postgres'): Promise<string> {
    return psql(this.state.folder, this.port, database, statement);
  }

  /** Makes a database with a name of its own and returns its URL. */
  async createDatabase(template = 'template0'): Promise<string> {
    const name = `db_${randomBytes(8).toString('hex')}`;
    await this.query(`create database ${name} template ${template}`);
    return this.url(name);
  }

  /** Ends all of its processes without a warning, as when the machine does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it the orderly way: connections are cut, what was committed is kept. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.state.folder, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    // Killed alone, the first process would leave its children to finish what they do; they end when they notice.
    const children = signal === 'SIGKILL' ? childrenOf(child.pid ?? 0) : [];
    child.kill(signal);
    for (const pid of children) kill(pid);
    await exited;
    while (children.some(isAlive)) await pause(5);
  }

  async #isReady(): Promise<boolean> {
    return psql(this.state.folder, this.port, 'postgres', 'select 1').then(
      () => true,
      () => false,
    );
  }
}

/** Runs SQL on a server by its socket, which lets everybody in who can reach it. */
export async function psql(
  folder: string,
  port: number,
  database: string,
  statement: string,
): Promise<string> {
  const connection = ['-h', folder, '-p', `${port}`, '-U', SUPERUSER, '-d', database];
  const { stdout } = await run('psql', [...connection, '-XqAt', '-v', 'ON_ERROR_STOP=1', '-c', statement]);
  return stdout.trim();
}

function giveToServerUser(path: string): void {
  const owner = serverUser();
  if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
}

/** PostgreSQL refuses to run as root: the user that its package made does. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  const [, , uid, gid] = (
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('postgres:')) ?? ''
  ).split(':');
  if (uid === undefined || gid === undefined) throw new Error('The user "postgres" does not exist.');
  return { uid: Number(uid), gid: Number(gid) };
}

function asServerUser(program: string, args: readonly string[]): string[] {
  if (PROGRAMS === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  const owner = serverUser();
  const drop =
    owner === undefined ? [] : ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  return [...drop, join(PROGRAMS, program), ...args];
}

function findPrograms(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** A process that ended and that nobody asked about yet still has its number. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
