import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A web server with `git http-backend` behind it. */
export interface GitServer extends AsyncDisposable {
  /** For example `http://127.0.0.1:1234`; a bare repository `r.git` of the folder is at `/r.git`. */
  readonly url: string;
}

const SERVER = fileURLToPath(new URL('git-http-backend.mjs', import.meta.url));

/** Serves the bare repositories below a folder, in a process of its own. */
export async function startGitServer(folder: string): Promise<GitServer> {
  const child = spawn(process.execPath, [SERVER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [port] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exited]);
  if (typeof port !== 'string') throw new Error(`the git server ended with code ${port} before it was ready`);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
