import type { MessagePort } from 'node:worker_threads';
import { errno } from '../errno.js';
import { type Ino, type KernelCall, type KernelFileSystem, ROOT_INO } from '../kernel-file-system.js';
import { PendingCall } from '../session/pending-call.js';
import {
  type BridgedDescription,
  type BridgedMethod,
  type BridgeReply,
  type BridgeRequest,
  SLOT,
  SLOTS,
} from './bridge-messages.js';
import { LastKnown } from './last-known.js';

export interface BridgeOptions extends BridgedDescription {
  readonly port: MessagePort;
  /** States of the calls, shared with the other side. */
  readonly slots: SharedArrayBuffer;
  /** How long a call may wait to be begun before it fails with `ETIMEDOUT`; 0 is for ever. */
  readonly blockedTimeoutMs: number;
}

/** After so long without being begun, a call for what is known already is answered from memory. */
const STALE_AFTER_MS = 100;
const SWEEP_EVERY_MS = 20;

/** Nobody hears whether these fail, and without them a file would stay open for ever. */
const MUST_ARRIVE: ReadonlySet<BridgedMethod> = new Set(['release', 'releasedir']);

interface Outstanding {
  readonly method: BridgedMethod;
  readonly args: readonly unknown[];
  readonly slot: number;
  readonly since: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Returns a filesystem that asks another one, in another thread, by messages.
 *
 * A thread that is blocked cannot answer for its own filesystem. So that it does not hang for ever when it touches
 * its own mount, calls that it has not begun after a moment are taken back: look-ups and attributes that were known
 * before are answered as they were, and everything else fails with `ETIMEDOUT` after `blockedTimeoutMs`.
 */
export function bridgedFileSystem(options: BridgeOptions): KernelFileSystem {
  const link = new BridgeLink(options);
  const bridged: Record<string, unknown> = { killsPrivileges: options.killsPrivileges };
  for (const method of options.methods) {
    bridged[method] = (...all: unknown[]) => link.call(method, all.slice(0, -1), all.at(-1) as KernelCall);
  }
  // Whoever steps into the mount needs these two, and the first to do so may be the blocked thread itself.
  bridged.init = async () => {
    const caller = new PendingCall({ uid: 0, gid: 0, pid: 0 });
    await link.call('getattr', [ROOT_INO, undefined], caller);
    if (options.methods.includes('statfs')) await link.call('statfs', [ROOT_INO], caller);
  };
  bridged.forget = (ino: Ino) => link.forget(ino, options.forgets);
  // The table of methods makes it one; the compiler cannot see that.
  return bridged as unknown as KernelFileSystem;
}

class BridgeLink {
  readonly #port: MessagePort;
  readonly #slots: Int32Array;
  readonly #free: number[] = Array.from({ length: SLOTS }, (_, index) => index);
  readonly #waitingForSlot: ((slot: number) => void)[] = [];
  readonly #outstanding = new Map<number, Outstanding>();
  /** Slots of calls that were taken back and that the other side has not seen yet. */
  readonly #withdrawn = new Map<number, number>();
  readonly #known = new LastKnown();
  readonly #blockedTimeoutMs: number;
  #nextId = 1;
  #sweeper: NodeJS.Timeout | undefined;

  constructor({ port, slots, blockedTimeoutMs }: BridgeOptions) {
    this.#port = port;
    this.#slots = new Int32Array(slots);
    this.#blockedTimeoutMs = blockedTimeoutMs;
    port.on('message', (reply: BridgeReply) => this.#settle(reply));
  }

  call(method: BridgedMethod, args: readonly unknown[], caller: KernelCall): Promise<unknown> {
    const slot = this.#free.pop();
    if (slot !== undefined) return this.#send(method, args, caller, slot);
    return new Promise<number>((resolve) => this.#waitingForSlot.push(resolve)).then((freed) =>
      this.#send(method, args, caller, freed),
    );
  }

  forget(ino: Ino, tell: boolean): void {
    this.#known.forget(ino);
    if (tell) this.#post({ kind: 'forget', ino });
  }

  #send(method: BridgedMethod, args: readonly unknown[], caller: KernelCall, slot: number): Promise<unknown> {
    const id = this.#nextId++;
    Atomics.store(this.#slots, slot, SLOT.WAITING);
    caller.signal.addEventListener('abort', () => {
      if (this.#outstanding.has(id)) this.#post({ kind: 'interrupt', id });
    });
    return new Promise((resolve, reject) => {
      this.#outstanding.set(id, { method, args, slot, since: performance.now(), resolve, reject });
      const { uid, gid, pid } = caller;
      // The bytes of a write are in a message of their own and used nowhere else: they move.
      const bytes = method === 'write' ? [(args[2] as Uint8Array).buffer as ArrayBuffer] : [];
      this.#post({ kind: 'call', id, slot, method, args, caller: { uid, gid, pid } }, bytes);
      this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_EVERY_MS);
    });
  }

  #post(request: BridgeRequest, transfer: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(request, transfer);
  }

  #settle(reply: BridgeReply): void {
    const withdrawn = this.#withdrawn.get(reply.id);
    if (withdrawn !== undefined) {
      this.#withdrawn.delete(reply.id);
      this.#release(withdrawn);
      return;
    }
    const call = this.#outstanding.get(reply.id);
    if (call === undefined) return;
    this.#finish(reply.id);
    this.#release(call.slot);
    if (reply.kind !== 'value') {
      // Where no memory is shared the other side may be the first to find that a call has become too old.
      call.reject(errno(reply.kind === 'refused' ? reply.code : 'ETIMEDOUT'));
      return;
    }
    this.#known.learn(call.method, call.args, reply.value);
    call.resolve(reply.value);
  }

  #release(slot: number): void {
    const next = this.#waitingForSlot.shift();
    if (next === undefined) this.#free.push(slot);
    else next(slot);
  }

  #finish(id: number): void {
    this.#outstanding.delete(id);
    if (this.#outstanding.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  /** Looks for calls that the other side has not begun: its thread is blocked, or at least busy. */
  #sweep(): void {
    const now = performance.now();
    for (const [id, call] of this.#outstanding) {
      const waited = now - call.since;
      // They are in order of age.
      if (waited < STALE_AFTER_MS) return;
      const known = this.#known.answer(call.method, call.args);
      const isOver =
        this.#blockedTimeoutMs > 0 && waited >= this.#blockedTimeoutMs && !MUST_ARRIVE.has(call.method);
      if (known === undefined && !isOver) continue;
      const before = Atomics.compareExchange(this.#slots, call.slot, SLOT.WAITING, SLOT.WITHDRAWN);
      if (before !== SLOT.WAITING) continue;
      this.#withdrawn.set(id, call.slot);
      this.#finish(id);
      if (known === undefined) call.reject(errno('ETIMEDOUT'));
      else call.resolve(known);
    }
  }
}
