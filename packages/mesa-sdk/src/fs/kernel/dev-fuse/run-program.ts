import { spawn } from 'node:child_process';

/** Runs a program away from every mount, and returns its exit code and what it complained of. */
export function runProgram(
  program: string,
  args: readonly string[],
  { descriptor }: { descriptor?: number } = {},
): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      // Not the current folder: it may lie in the very mount that this is about.
      cwd: '/',
      env: { ...process.env, PATH: searchPath(), LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe', ...(descriptor === undefined ? [] : [descriptor])],
    });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stderr: stderr.trim() }));
  });
}

/** Where mount and umount are is added: without them a mount that was made could not be taken away again. */
function searchPath(): string {
  return [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/bin', '/sbin', '/bin']
    .filter((folder) => folder !== '')
    .join(':');
}
