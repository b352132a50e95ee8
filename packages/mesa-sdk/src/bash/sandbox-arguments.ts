import { lstatSync, readlinkSync } from 'node:fs';
import type { FilledBashOptions } from '../fs/shell/bash-options.js';
import { coverProc } from './cover-proc.js';

/** Directories of the system, which are there read-only. Links among them stay links. */
const SYSTEM = ['usr', 'bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];
/** What programs need of /etc. Nothing in it tells of users, hosts or secrets. */
const ETC = [
  'alternatives',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'mime.types',
  'protocols',
  'services',
];
/** What is needed of it to find hosts and to trust them. */
const ETC_NETWORK = ['resolv.conf', 'hosts', 'nsswitch.conf', 'ssl/certs', 'ca-certificates.conf', 'pki'];
/** Names at the root that are the sandbox's own. */
const RESERVED: ReadonlySet<string> = new Set([...SYSTEM, 'etc', 'proc', 'dev', 'tmp', 'home', 'sys', 'run']);
/** Bytes that a script may put into /tmp, and into its home. They are memory. */
const TMPFS_BYTES = 1024 * 1024 * 1024; // 1 GiB

/** Home of whoever runs in the sandbox. */
export const SANDBOX_HOME = '/home/user';
/** Who that is: nobody that the machine knows. */
const SANDBOX_USER = 1000;

/** A sandbox to be made. */
export interface SandboxRequest {
  readonly mountPoint: string;
  /** Names in the mount that are shown at the root. */
  readonly names: readonly string[];
  /** Files that stand for those of /etc: path in the sandbox to path on this machine. */
  readonly etc: Readonly<Record<string, string>>;
  readonly allow: FilledBashOptions['allow'];
  readonly env: Readonly<Record<string, string>>;
  /** Descriptor on which bubblewrap tells that it has started. */
  readonly statusFd: number;
  /** Descriptor from which it reads its filter of calls, where there is one. */
  readonly filterFd: number | undefined;
}

/** Says whether a name cannot be shown at the root, because the sandbox has something else there. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

/**
 * Returns the arguments of bubblewrap: own namespaces for users, processes, network, messages and host names, no
 * capabilities, and of this machine's files only what is named here.
 */
export function sandboxArguments({
  mountPoint,
  names,
  etc,
  allow,
  env,
  statusFd,
  filterFd,
}: SandboxRequest): string[] {
  const id = String(SANDBOX_USER);
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...(allow.network ? [] : ['--unshare-net']),
    // No way to capabilities in a namespace of one's own, and none to the terminal of the application.
    ...['--disable-userns', '--cap-drop', 'ALL', '--new-session', '--die-with-parent'],
    ...['--uid', id, '--gid', id, '--hostname', 'mesa'],
    ...['--perms', '0755', '--dir', '/etc', '--perms', '0755', '--dir', '/home'],
    ...SYSTEM.flatMap((name) => systemDirectory(`/${name}`)),
    ...[...ETC, ...(allow.network ? ETC_NETWORK : [])].flatMap((name) => [
      '--ro-bind-try',
      `/etc/${name}`,
      `/etc/${name}`,
    ]),
    ...Object.entries(etc).flatMap(([path, file]) => ['--ro-bind', file, path]),
    ...['--proc', '/proc', ...coverProc(), '--dev', '/dev'],
    ...['--size', String(TMPFS_BYTES), '--tmpfs', '/tmp'],
    ...['--size', String(TMPFS_BYTES), '--tmpfs', SANDBOX_HOME],
    ...allow.readOnlyPaths.flatMap((path) => ['--ro-bind', path, path]),
    ...allow.readWritePaths.flatMap((path) => ['--bind', path, path]),
    ...names.flatMap((name) => ['--bind', `${mountPoint}/${name}`, `/${name}`]),
    // Not by the environment of bubblewrap, which runs outside: LD_PRELOAD would be its own.
    ...['--clearenv', ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value])],
    // The root itself holds nothing that could be changed.
    ...['--remount-ro', '/'],
    ...['--json-status-fd', String(statusFd)],
    ...(filterFd === undefined ? [] : ['--seccomp', String(filterFd)]),
  ];
}

function systemDirectory(path: string): string[] {
  try {
    return lstatSync(path).isSymbolicLink()
      ? ['--symlink', readlinkSync(path), path]
      : ['--ro-bind', path, path];
  } catch {
    return [];
  }
}
