import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BashUnavailableError } from '../errors/bash-unavailable-error.js';
import type { ShellRequest } from '../fs/shell/shell-engine.js';
import { callFilter } from './call-filter.js';
import type { Launcher } from './launch.js';
import { leakingDescriptors } from './leaking-descriptors.js';
import { isReserved, SANDBOX_HOME, sandboxArguments } from './sandbox-arguments.js';
import { shellEnvironment } from './shell-environment.js';

/** The last of the descriptors that bubblewrap or a script is given. */
const LAST_FD = 6;

/** Files of /etc that are not the machine's. */
const ETC: Readonly<Record<string, string>> = {
  '/etc/passwd': 'root:x:0:0:root:/:/usr/sbin/nologin\nuser:x:1000:1000:user:/home/user:/bin/bash\n',
  '/etc/group': 'root:x:0:\nuser:x:1000:\n',
};
const ETC_OFFLINE: Readonly<Record<string, string>> = {
  '/etc/hosts': '127.0.0.1 localhost mesa\n::1 localhost\n',
};

/**
 * Starts bash in a sandbox of bubblewrap.
 *
 * @throws {BashUnavailableError} `BASH_UNAVAILABLE` when bubblewrap is not there, or a repository has the name of a directory
 * that the sandbox needs.
 */
export function sandboxLauncher({
  mountPoint,
  namespacePid,
  names: own,
  aliases,
  options,
}: ShellRequest): Launcher {
  const { allow } = options;
  const [taken] = own.filter(isReserved);
  if (taken !== undefined) {
    throw new BashUnavailableError(
      `The sandbox has a directory /${taken} of its own, and cannot show a repository of that name. Mount it with a layout at another path, or pass \`sandbox: false\`.`,
    );
  }
  const names = [...new Set([...own, ...aliases.filter((name) => !isReserved(name))])];
  const bubblewrap = findBubblewrap();
  const [file, ...before] =
    namespacePid === undefined ? [bubblewrap] : [...entering(namespacePid), bubblewrap];
  const folder = mkdtempSync(join(tmpdir(), 'mesa-etc-'));
  const etc: Record<string, string> = {};
  for (const [path, text] of Object.entries(allow.network ? ETC : { ...ETC, ...ETC_OFFLINE })) {
    etc[path] = join(folder, path.slice(path.lastIndexOf('/') + 1));
    writeFileSync(etc[path], text, { mode: 0o644 });
  }
  const filter = callFilter(process.arch);
  return {
    launch() {
      const env = shellEnvironment(SANDBOX_HOME);
      const args = sandboxArguments({
        mountPoint,
        names,
        etc,
        allow,
        env,
        statusFd: 4,
        filterFd: filter && 5,
      });
      // By a descriptor: everybody on the machine can read the arguments of a process.
      const program = [...before, '--args', '3', '--', 'bash'];
      const leaking = leakingDescriptors().filter((fd) => fd > LAST_FD);
      return {
        ...(leaking.length === 0
          ? { file, args: program }
          : {
              file: 'bash',
              args: ['--norc', '--noprofile', '-c', closing(leaking), 'bash', file, ...program],
            }),
        env: {},
        more: [args.map((arg) => `${arg}\0`).join(''), undefined, ...(filter ? [filter] : [])],
        // It tells how the program ended only where it came as far as the program.
        hasBegun: (written) => written.includes('exit-code'),
      };
    },
    toDirectory: (cwd) => cwd,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Returns what starts a program where a mount is that only it is to see. */
function entering(namespacePid: number): [string, ...string[]] {
  return ['nsenter', '--target', `${namespacePid}`, '--user', '--mount', '--preserve-credentials', '--'];
}

/** Returns a script that starts its arguments without these descriptors. */
function closing(descriptors: readonly number[]): string {
  return `exec ${descriptors.map((fd) => `${fd}<&-`).join(' ')}; exec "$@"`;
}

function findBubblewrap(): string {
  for (const folder of [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/usr/local/bin']) {
    const file = join(folder, 'bwrap');
    try {
      if (!folder.startsWith('/')) continue;
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this one.
    }
  }
  throw new BashUnavailableError(
    'The sandbox needs bubblewrap, which is not on the PATH. Install it: "apt-get install bubblewrap" on Debian and Ubuntu, ' +
      '"dnf install bubblewrap" on Fedora. Or pass `sandbox: false` to run scripts with all that this process may do, or ' +
      "`engine: 'virtual'`.",
  );
}
