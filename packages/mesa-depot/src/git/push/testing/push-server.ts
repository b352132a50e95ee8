import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Repo } from 'mesa-rest';
import { ObjectCache } from '../../../objects/index.js';
import { createServiceFixture, type ServiceFixture } from '../../../service/testing/service-fixture.js';
import { getRepoByName, type RepoRecord } from '../../../storage/index.js';
import type { Engine } from '../../../storage/testing/temp-storage.js';
import { uploadPack } from '../../fetch/upload-pack.js';
import { GitServer } from '../../git-server.js';
import type { PackLimits } from '../../pack/pack-limits.js';
import { readRepoRefs } from '../../refs/read-repo-refs.js';
import { encodeAdvertisement } from '../../wire/index.js';
import { receivePack, receivePackCapabilities } from '../receive-pack.js';

/** How a git command ended. */
export interface GitResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** What git told its user: the words of the server are in it. */
  readonly stderr: string;
}

/** Real services behind a bare HTTP server, so that real git can push to them and clone from them. */
export interface PushServer extends AsyncDisposable {
  readonly fixture: ServiceFixture;
  readonly spoolFolder: string;
  /** Errors that were nobody's fault but the depot's. */
  readonly errors: unknown[];
  limits: Partial<PackLimits>;
  /** Makes an empty repository and returns its URL. */
  createRepo(name: string): Promise<string>;
  record(name: string): Promise<RepoRecord>;
  /** Makes a folder that is removed with the server. */
  folder(): string;
  /** Runs git, deaf to the settings of the machine, and never in a loop of credentials. */
  git(folder: string, args: readonly string[], input?: string | Uint8Array): Promise<GitResult>;
  /** Runs git, which must succeed, and returns what it printed without the last newline. */
  run(folder: string, args: readonly string[], input?: string | Uint8Array): Promise<string>;
}

export async function startPushServer(engine: Engine = 'sqlite'): Promise<PushServer> {
  const fixture = await createServiceFixture(engine);
  const root = mkdtempSync(join(tmpdir(), 'mesa-push-'));
  const cache = new ObjectCache();
  const { storage, services, call } = fixture;
  const spoolFolder = join(root, 'spool');
  const errors: unknown[] = [];
  const state = { limits: {} as Partial<PackLimits> };
  const onError = (error: unknown): void => {
    errors.push(error);
  };
  const deps = { storage, cache, writer: services.writer, spoolFolder, version: '0', onError };
  const gitServer = new GitServer(deps);

  const record = async (name: string): Promise<RepoRecord> => {
    const repo = await getRepoByName(storage.read, call.actor.org.id, name);
    if (repo === undefined) throw new Error(`there is no ${name}`);
    return repo;
  };

  async function answer(request: IncomingMessage): Promise<Iterable<Uint8Array> | AsyncIterable<Uint8Array>> {
    const url = new URL(request.url ?? '', 'http://host');
    const repo = url.pathname.split('/')[1]?.replace('.git', '') ?? '';
    const service = url.searchParams.get('service');
    if (service === 'git-receive-pack') {
      const { refs } = await readRepoRefs(storage.read, await record(repo));
      const capabilities = receivePackCapabilities('mesa-depot/0');
      return encodeAdvertisement(service, { version: 0, refs, capabilities, shallow: [] });
    }
    const version = request.headers['git-protocol'] === 'version=2' ? 2 : 0;
    if (service === 'git-upload-pack') {
      return gitServer.advertise(call, { org: 'acme', repo, service, version });
    }
    const body: AsyncIterable<Uint8Array> =
      request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
    if (url.pathname.endsWith('/git-receive-pack')) {
      return receivePack(deps, { call, org: 'acme', repo, body, limits: state.limits });
    }
    const { signal } = new AbortController();
    return uploadPack(deps, { repo: await record(repo), requestId: 'r', version, body, signal, onError });
  }

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const packets = await answer(request);
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://host');
      const service = searchParams.get('service');
      const kind = service === null ? `${pathname.split('/').at(-1)}-result` : `${service}-advertisement`;
      response.setHeader('content-type', `application/x-${kind}`);
      Readable.from(packets, { objectMode: false }).pipe(response);
    } catch (error) {
      response.statusCode = 400;
      response.end((error as Error).message);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const env = {
    PATH: process.env.PATH,
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    LC_ALL: 'C',
  };
  const git: PushServer['git'] = (folder, args, input) =>
    new Promise((resolve, reject) => {
      const child = spawn('git', args, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
      const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
      child.stdout.on('data', (part: Buffer) => parts.stdout.push(part));
      child.stderr.on('data', (part: Buffer) => parts.stderr.push(part));
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      child.on('error', reject);
      child.on('close', (code) =>
        resolve({
          ok: code === 0,
          stdout: Buffer.concat(parts.stdout).toString(),
          stderr: Buffer.concat(parts.stderr).toString(),
        }),
      );
    });

  return {
    fixture,
    spoolFolder,
    errors,
    get limits() {
      return state.limits;
    },
    set limits(limits) {
      state.limits = limits;
    },
    async createRepo(name) {
      const repo: Repo = await services.repos.create(call, { org: 'acme', name });
      return `http://127.0.0.1:${port}/${repo.name}.git`;
    },
    record,
    folder: () => mkdtempSync(join(root, 'work-')),
    git,
    async run(folder, args, input) {
      const result = await git(folder, args, input);
      if (!result.ok) throw new Error(`git ${args.join(' ')} failed: ${result.stderr}`);
      return result.stdout.replace(/\n$/, '');
    },
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await fixture[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
