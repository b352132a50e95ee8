import { InvalidOptionsError } from 'mesa-rest';
import type { FileSystemBackend } from '../backend.js';
import type { Channel } from './channel.js';
import {
  BOOKMARK_METHODS,
  CHANGE_METHODS,
  FILE_SYSTEM_METHODS,
  type FromFileSystem,
  JOURNAL_METHODS,
  type ToFileSystem,
} from './messages.js';
import { toWireError } from './wire-error.js';

type Call = ToFileSystem & { readonly kind: 'call' };

/** Answers the calls of the application, and tells it what others change. Returns what takes a message. */
export function serveFileSystem(backend: FileSystemBackend, channel: Channel): (call: Call) => void {
  const send = (message: FromFileSystem, transfer?: readonly ArrayBuffer[]): void =>
    channel.send(message, transfer);
  backend.listen((event) => send({ kind: 'event', event }));
  return (call) => {
    const { id } = call;
    carryOut(backend, call).then(
      (value) => send({ kind: 'result', id, value }, buffersOf(value)),
      (error: unknown) => send({ kind: 'refused', id, error: toWireError(error) }),
    );
  };
}

/** At once, so that calls begin in the order in which they came. */
async function carryOut(backend: FileSystemBackend, call: Call): Promise<unknown> {
  const [target, methods] = (
    {
      fs: [backend, FILE_SYSTEM_METHODS],
      change: [backend.change, CHANGE_METHODS],
      bookmark: [backend.bookmark, BOOKMARK_METHODS],
      journal: [backend.journal, JOURNAL_METHODS],
    } as const
  )[call.target];
  if (!(methods as readonly string[]).includes(call.method))
    throw new InvalidOptionsError(`A filesystem has no method ${call.target}.${call.method}.`);
  const method = (target as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[call.method];
  return method?.apply(target, [...call.args]);
}

/** The bytes of a file are a copy that nobody else holds: they are moved. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (!(value instanceof Uint8Array) || !(value.buffer instanceof ArrayBuffer)) return [];
  return value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
}
