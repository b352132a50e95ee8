import { execFile } from 'node:child_process';
import { mountBlockers, mountFuse, mountLibfuse } from '../index.js';
import { MemoryFileSystem } from './memory-file-system.js';

/*
 * A process with a mount, for tests that end it: serve.child.js FOLDER GUARD THEN. GUARD: `guard`, `no`,
 * or `libfuse` for the other driver.
 * THEN: `wait` for a signal, `exit` or `exit-busy` (with a file open) at once, `blockers` without a mount, or a
 * script that is run and whose output is printed.
 */
const [folder = '', guard, then = 'wait'] = process.argv.slice(2);

if (then === 'blockers') {
  process.stdout.write(JSON.stringify(mountBlockers()));
  process.exit();
}

const fs = new MemoryFileSystem({ uid: process.getuid?.() ?? 0 });
const mount =
  guard === 'libfuse'
    ? await mountLibfuse(fs, folder)
    : await mountFuse(fs, folder, { guard: guard === 'guard' });
process.stdout.write('mounted\n');
if (then === 'exit') {
  process.exit(7);
} else if (then === 'exit-busy') {
  const holder = execFile('sh', ['-c', 'exec 3> "$0/f"; echo open; sleep 60', folder], { cwd: '/' });
  holder.stdout?.once('data', () => {
    process.stdout.write(`${holder.pid}\n`, () => process.exit(7));
  });
} else if (then !== 'wait') {
  execFile('bash', ['--norc', '-c', then, folder], { cwd: '/' }, async (error, stdout, stderr) => {
    process.stdout.write(`${error?.message ?? ''}${stdout}${stderr}`);
    await mount.unmount();
  });
}
