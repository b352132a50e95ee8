import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that keeps this process from mounting. */
export interface MountBlocker {
  readonly code:
    | 'NOT_LINUX'
    | 'NO_DEVICE'
    | 'DEVICE_DENIED'
    | 'NO_PRIVILEGE'
    | 'NO_MOUNT_PROGRAM'
    /** Of the libfuse driver only, as is the next. */
    | 'NO_BINDING'
    | 'NO_LIBRARY';
  /** What is wrong, as a sentence. */
  readonly problem: string;
  /** What to install or allow, as a sentence. */
  readonly remedy: string;
}

const DEVICE = '/dev/fuse';
const CAP_SYS_ADMIN = 21n;

/** Returns what keeps this process from mounting; empty when nothing does. Changes and mounts nothing. */
export function mountBlockers(): readonly MountBlocker[] {
  if (process.platform !== 'linux') {
    return [
      {
        code: 'NOT_LINUX',
        problem: `Mounting works on Linux; this is ${process.platform}.`,
        remedy:
          'Use the filesystem in-process, without a mount point, or run in a Linux container or machine.',
      },
    ];
  }
  return [deviceBlocker(), privilegeBlocker(), programBlocker()].filter((blocker) => blocker !== undefined);
}

export function deviceBlocker(): MountBlocker | undefined {
  try {
    accessSync(DEVICE, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return {
        code: 'NO_DEVICE',
        problem: `${DEVICE} is not there.`,
        remedy:
          'Load the module with "modprobe fuse"; in a container pass the device on ("--device /dev/fuse").',
      };
    }
    return {
      code: 'DEVICE_DENIED',
      problem: `${DEVICE} may not be read and written by user ${process.getuid?.()}.`,
      remedy: `Run as root, or let the user in ("chmod 666 ${DEVICE}", which is how udev sets it up).`,
    };
  }
}

export function privilegeBlocker(): MountBlocker | undefined {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  if (((BigInt(`0x${effective}`) >> CAP_SYS_ADMIN) & 1n) === 1n) return undefined;
  return {
    code: 'NO_PRIVILEGE',
    problem: 'This process may not mount: it lacks the capability CAP_SYS_ADMIN.',
    remedy:
      'Run as root, in a user and mount namespace ("unshare --user --map-root-user --mount …"), or in a container ' +
      'started with "--cap-add SYS_ADMIN".',
  };
}

function programBlocker(): MountBlocker | undefined {
  if (onPath('mount') && onPath('umount')) return undefined;
  return {
    code: 'NO_MOUNT_PROGRAM',
    problem: 'The programs mount and umount are not on the PATH.',
    remedy:
      'Install them: "apt-get install mount" on Debian and Ubuntu, "apk add util-linux mount" on Alpine.',
  };
}

/** Returns whether a program can be started by its name. */
export function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
