export { openDiskCache } from './disk-cache/open-disk-cache.js';
export { isSamePlace } from './is-same-place.js';
export { openJournalFiles } from './journal-files.js';
export { loadJustBash } from './load-just-bash.js';
export { makeMountFolder } from './make-mount-folder.js';
export { mountForShell, mountInKernel } from './mount-in-kernel.js';
export { openShell } from './open-shell.js';
