import { openRealEngine } from '../../bash/real-engine.js';
import type { ShellEngine, ShellRequest } from '../shell/shell-engine.js';

/** Opens the bash of this machine on a mount. @throws {BashUnavailableError} `BASH_UNAVAILABLE`. */
export async function openShell(request: ShellRequest): Promise<ShellEngine> {
  return openRealEngine(request);
}
