import type { KernelFileSystem } from '../kernel-file-system.js';
import { MemoryFileSystem, type MemoryFileSystemOptions } from './memory-file-system.js';

/** For a mount whose filesystem lives in its worker. */
export function createFileSystem(data: MemoryFileSystemOptions | undefined): KernelFileSystem {
  return new MemoryFileSystem(data);
}
