import type { KernelCall } from '../kernel-file-system.js';
import type { RequestHeader } from '../protocol/requests.js';

/** The caller of a request. Its signal is made when it is asked for: hardly any operation waits long enough. */
export class PendingCall implements KernelCall {
  readonly uid: number;
  readonly gid: number;
  readonly pid: number;
  #controller: AbortController | undefined;
  #interrupted = false;

  constructor({ uid, gid, pid }: Pick<RequestHeader, 'uid' | 'gid' | 'pid'>) {
    this.uid = uid;
    this.gid = gid;
    this.pid = pid;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#interrupted) this.#controller.abort();
    return this.#controller.signal;
  }

  interrupt(): void {
    this.#interrupted = true;
    this.#controller?.abort();
  }
}
