import type { MessagePort } from 'node:worker_threads';
import { errnoCodeOf } from '../errno.js';
import type { DirectoryEntry, KernelCall, KernelFileSystem, ReaddirRequest } from '../kernel-file-system.js';
import { takePage } from '../protocol/directory-page.js';
import { PendingCall } from '../session/pending-call.js';
import {
  BRIDGED_METHODS,
  type BridgedDescription,
  type BridgeReply,
  type BridgeRequest,
  SLOT,
} from './bridge-messages.js';

/** Returns what the other side has to know of a filesystem. */
export function describeFileSystem(fs: KernelFileSystem): BridgedDescription {
  return {
    methods: BRIDGED_METHODS.filter((method) => fs[method] !== undefined),
    forgets: fs.forget !== undefined,
    killsPrivileges: fs.killsPrivileges === true,
  };
}

/** Answers the calls that come through a port with a filesystem of this thread. */
export function serveBridge(
  fs: KernelFileSystem,
  {
    port,
    slots,
    onError,
  }: { port: MessagePort; slots: SharedArrayBuffer; onError: (error: unknown) => void },
): void {
  const states = new Int32Array(slots);
  const pending = new Map<number, PendingCall>();
  const reply = (message: BridgeReply): void => port.postMessage(message);

  const perform = async (request: BridgeRequest & { kind: 'call' }): Promise<void> => {
    const { id, slot, method, args, caller } = request;
    if (Atomics.compareExchange(states, slot, SLOT.WAITING, SLOT.BEGUN) !== SLOT.WAITING) {
      reply({ id, kind: 'withdrawn' });
      return;
    }
    const call = new PendingCall(caller);
    pending.set(id, call);
    try {
      const operation = fs[method] as (...all: unknown[]) => unknown;
      const value = await operation.call(fs, ...(args as unknown[]), call satisfies KernelCall);
      reply({ id, kind: 'value', value: toPlain(request, value) });
    } catch (error) {
      const code = errnoCodeOf(error);
      if (code === undefined) onError(error);
      reply({ id, kind: 'refused', code: code ?? 'EIO' });
    } finally {
      pending.delete(id);
    }
  };

  port.on('message', (request: BridgeRequest) => {
    if (request.kind === 'call') void perform(request);
    else if (request.kind === 'interrupt') pending.get(request.id)?.interrupt();
    else {
      try {
        fs.forget?.(request.ino);
      } catch (error) {
        onError(error);
      }
    }
  });
}

/** Returns a result as data that travels: a listing as far as it is wanted, bytes without what lies around them. */
function toPlain({ method, args }: BridgeRequest & { kind: 'call' }, value: unknown): unknown {
  if (method === 'readdir') {
    const { size, plus } = args[1] as ReaddirRequest;
    return takePage(value as Iterable<DirectoryEntry>, size, plus);
  }
  // A view is sent with the whole buffer that it looks into.
  return value instanceof Uint8Array && value.byteLength !== value.buffer.byteLength
    ? new Uint8Array(value)
    : value;
}
