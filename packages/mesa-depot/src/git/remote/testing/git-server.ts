import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real git server: `git http-backend` behind node:http, with bare repositories in a temporary folder. */
export interface GitServer {
  /** For example `http://127.0.0.1:1234`. */
  readonly origin: string;
  readonly folder: string;
  /** Every request so far: method, path with query, and headers. */
  readonly requests: { readonly line: string; readonly headers: IncomingMessage['headers'] }[];
  /** When set, requests without this `user:password` are answered 401. */
  credential: string | undefined;
  /** Answers a request in place of git by returning true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  /** Makes an empty bare repository and returns its URL. */
  create(name: string): string;
  /** Runs git in a folder below the server's, the server's own by default, and returns what it printed. */
  git(
    args: readonly string[],
    options?: { readonly cwd?: string; readonly input?: string | Uint8Array },
  ): string;
  close(): Promise<void>;
}

export async function startGitServer(): Promise<GitServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-git-server-'));
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
    GIT_AUTHOR_NAME: 'Up Stream',
    GIT_AUTHOR_EMAIL: 'up@stream.test',
    GIT_COMMITTER_NAME: 'Up Stream',
    GIT_COMMITTER_EMAIL: 'up@stream.test',
    GIT_TERMINAL_PROMPT: '0',
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    gitServer.requests.push({ line: `${request.method} ${url}`, headers: request.headers });
    const expected = gitServer.credential && `Basic ${Buffer.from(gitServer.credential).toString('base64')}`;
    if (expected && request.headers.authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    if (!(await gitServer.intercept(request, response))) runBackend(request, response);
  }

  function runBackend(request: IncomingMessage, response: ServerResponse): void {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const child = spawn('git', ['http-backend'], {
      env: {
        ...env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method,
        PATH_INFO: decodeURIComponent(path),
        QUERY_STRING: query,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        REMOTE_USER: 'somebody',
        REMOTE_ADDR: '127.0.0.1',
        ...(request.headers['git-protocol'] ? { GIT_PROTOCOL: String(request.headers['git-protocol']) } : {}),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdin.on('error', () => {}); // it may end without reading all of the request
    request.pipe(child.stdin);
    response.on('close', () => child.kill());
    let head: Buffer | undefined = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      if (head === undefined) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const lines = head.subarray(0, end).toString().split('\r\n');
      const body = head.subarray(end + 4);
      head = undefined;
      for (const line of lines) {
        const [name = '', value = ''] = line.split(/: */, 2);
        if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.write(body);
    });
    child.stdout.on('end', () => response.end());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gitServer: GitServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    requests: [],
    credential: undefined,
    intercept: () => false,
    create(name) {
      gitServer.git(['init', '--quiet', '--bare', '--initial-branch=main', name]);
      gitServer.git(['-C', name, 'config', 'http.receivepack', 'true']);
      return `${gitServer.origin}/${name}`;
    },
    git(args, { cwd = '.', input } = {}) {
      const result = spawnSync('git', args, {
        cwd: join(folder, cwd),
        env,
        ...(input === undefined ? {} : { input }),
        maxBuffer: 64 * 1024 * 1024,
      });
      if (result.status !== 0) throw new Error(`git ${args.join(' ')} failed: ${result.stderr}`);
      return result.stdout.toString().trim();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return gitServer;
}

/**
 * Adds commits to a branch of a bare repository, without a work tree, and returns the oid of the last one.
 *
 * @param files Content by path, the same in every commit but for a line with the number of the commit.
 */
export function addCommits(
  server: GitServer,
  repo: string,
  branch: string,
  {
    count = 1,
    from,
    file = 'a.txt',
    text = 'text',
  }: { count?: number; from?: string; file?: string; text?: string } = {},
): string {
  const lines: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const content = `${text} ${number}\n`;
    lines.push(
      `commit refs/heads/${branch}\ncommitter Up Stream <up@stream.test> ${1_700_000_000 + number} +0000\n`,
      `data ${Buffer.byteLength(`Commit ${number}\n`)}\nCommit ${number}\n`,
      number === 1 && from !== undefined ? `from ${from}\n` : '',
      `M 100644 inline ${file}\ndata ${Buffer.byteLength(content)}\n${content}\n`,
    );
  }
  server.git(['-C', repo, 'fast-import', '--quiet', '--force'], { input: lines.join('') });
  return server.git(['-C', repo, 'rev-parse', `refs/heads/${branch}`]);
}
