import type { NativeOptions } from '@zkochan/fuse-native';
import type { FilledMountOptions } from '../dev-fuse/mount-options.js';

/** Nothing can be invalidated in the kernel, so it may not remember for long what is to be told it explicitly. */
const LONGEST_MS = 1000;

/**
 * Returns the options of a mount for the binding. It knows few of libfuse's, and writes them into one line without
 * escaping: the others ride behind the name.
 */
export function nativeOptions(options: Omit<FilledMountOptions, 'onError'>): NativeOptions {
  const { explicitInvalidation } = options;
  const seconds = (ms: number): string =>
    String((explicitInvalidation ? Math.min(ms, LONGEST_MS) : ms) / 1000);
  const behindTheName = [
    // Without it every write comes in pieces of 4 KiB.
    'big_writes',
    // Without it hard links have different numbers, which git takes for a race.
    'use_ino',
    // One request less, and no moment in which the file is open and not truncated.
    'atomic_o_trunc',
    // Fewer threads at a time: the binding leaks something with each that comes and goes.
    'max_background=8',
    `negative_timeout=${explicitInvalidation ? 0 : seconds(options.negativeTtlMs)}`,
    ...(options.readOnly ? ['ro'] : []),
    ...(options.nonEmpty ? ['nonempty'] : []),
  ];
  return {
    // A timer per request costs as much as a small request; a handler of ours always answers.
    timeout: false,
    fsname: [options.name.replaceAll(/[,\\]/g, '_'), ...behindTheName].join(','),
    allowOther: options.allowOther,
    defaultPermissions: options.defaultPermissions,
    entryTimeout: seconds(options.entryTtlMs),
    attrTimeout: seconds(options.attributesTtlMs),
  };
}
