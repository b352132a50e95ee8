import { cutNow } from './cut-now.js';

const connections = new Map<number, string>();

function cutAll(): void {
  for (const [connection, mountPoint] of connections) cutNow(mountPoint, connection);
}

/**
 * Unmounts should the process exit while it is mounted. Without it the exit itself would hang: Node waits for its
 * threads, and one of them waits in the kernel for the next request. Returns what takes the promise back.
 */
export function unmountAtExit(mountPoint: string, connection: number): () => void {
  if (connections.size === 0) process.on('exit', cutAll);
  connections.set(connection, mountPoint);
  return () => {
    connections.delete(connection);
    if (connections.size === 0) process.removeListener('exit', cutAll);
  };
}
