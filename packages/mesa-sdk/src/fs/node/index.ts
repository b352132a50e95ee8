export { openDiskCache } from './disk-cache/open-disk-cache.js';
export { isSamePlace } from './is-same-place.js';
export { openJournalFiles } from './journal-files.js';
export { makeMountFolder } from './make-mount-folder.js';
export { mountInKernel, mountInNamespace, type NamespaceMounted } from './mount-in-kernel.js';
export { openShell } from './open-shell.js';
