import type { ShellEngine, ShellRequest } from '../shell/shell-engine.js';

export { openDiskCache } from './disk-cache/open-disk-cache.js';
export { isSamePlace } from './is-same-place.js';
export { openJournalFiles } from './journal-files.js';
export { loadJustBash } from './load-just-bash.js';
export { makeMountFolder } from './make-mount-folder.js';
export { mountForShell, mountInKernel } from './mount-in-kernel.js';

/** See `open-shell.ts`, which is loaded with the first shell: who only mounts need not wait for it. */
export async function openShell(request: ShellRequest): Promise<ShellEngine> {
  return (await import('./open-shell.js')).openShell(request);
}
