import { accessSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deviceBlocker, type MountBlocker, onPath, privilegeBlocker } from '../dev-fuse/mount-blockers.js';

const BINDING = '@zkochan/fuse-native';
const LIBRARY = 'libfuse.so.2';
const FOLDERS = ['/lib', '/usr/lib', '/usr/local/lib'];

/** Returns what keeps this process from mounting through libfuse; empty when nothing does. Mounts nothing. */
export function libfuseBlockers(): readonly MountBlocker[] {
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
  return [bindingBlocker(), libraryBlocker(), deviceBlocker(), mayMountBlocker()].filter(
    (blocker) => blocker !== undefined,
  );
}

function bindingBlocker(): MountBlocker | undefined {
  try {
    createRequire(import.meta.url).resolve(BINDING);
    return undefined;
  } catch {
    return {
      code: 'NO_BINDING',
      problem: `The package ${BINDING} is not installed.`,
      remedy: `Install it, or what it is a fork of under its name: "npm install ${BINDING}@npm:fuse-native@2.2.6".`,
    };
  }
}

function libraryBlocker(): MountBlocker | undefined {
  if (isInLoaderCache() || FOLDERS.some((folder) => isThere(`${folder}/${LIBRARY}`))) return undefined;
  return {
    code: 'NO_LIBRARY',
    problem: `The library ${LIBRARY} is not installed.`,
    remedy: 'Install it: "apt-get install libfuse2" on Debian and Ubuntu ("libfuse2t64" on newer ones).',
  };
}

function mayMountBlocker(): MountBlocker | undefined {
  // It has the right to mount itself, for every user.
  if (privilegeBlocker() === undefined || onPath('fusermount')) return undefined;
  return {
    code: 'NO_PRIVILEGE',
    problem:
      'This process may not mount, and the program fusermount, which does it for ordinary users, is not there.',
    remedy: 'Install it: "apt-get install fuse3" on Debian and Ubuntu; or run as root.',
  };
}

function isInLoaderCache(): boolean {
  try {
    return readFileSync('/etc/ld.so.cache').includes(`${LIBRARY}\0`);
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
