import { afterEach, describe, expect, it, vi } from 'vitest';
import { EventSocket } from './event-socket.js';

/** What platforms have for a WebSocket, to be told what happens. */
class ToldSocket extends EventTarget {
  static last: ToldSocket | undefined;
  isClosed = false;

  constructor(readonly url: string) {
    super();
    ToldSocket.last = this;
  }

  close(): void {
    this.isClosed = true;
  }

  tell(type: string, members: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), members));
  }
}

describe('EventSocket', () => {
  afterEach(() => vi.unstubAllGlobals());

  const open = async (tell: (socket: ToldSocket) => void, signal?: AbortSignal) => {
    vi.stubGlobal('WebSocket', ToldSocket);
    const opening = EventSocket.open('ws://127.0.0.1:1/', signal);
    await Promise.resolve();
    const told = ToldSocket.last as ToldSocket;
    tell(told);
    return { socket: await opening, told };
  };

  const read = async (socket: EventSocket) => {
    const frames: string[] = [];
    for await (const frame of socket.frames()) frames.push(frame);
    return frames;
  };

  // Node 22 with its own WebSocket does.
  it('ends where a platform tells of a failed handshake with an error alone', async () => {
    const { socket } = await open((told) => told.tell('error'));
    expect([socket.isOpen, socket.wasOpen, socket.ended.code]).toEqual([false, false, 1006]);
    expect(await read(socket)).toEqual([]);
  });

  it('yields what had arrived when the connection ends, and tells how it did', async () => {
    const { socket, told } = await open((socket) => socket.tell('open'));
    told.tell('message', { data: 'a' });
    told.tell('message', { data: 'b' });
    told.tell('close', { code: 4401, reason: 'token_expired' });
    expect(await read(socket)).toEqual(['a', 'b']);
    expect(socket.ended).toEqual({ code: 4401, reason: 'token_expired' });
  });

  it('yields nothing more once the signal aborts', async () => {
    const controller = new AbortController();
    const { socket, told } = await open((socket) => socket.tell('open'), controller.signal);
    told.tell('message', { data: 'a' });
    controller.abort();
    expect(await read(socket)).toEqual([]);
    expect(told.isClosed).toBe(true);
  });

  it('gives up a connection that brings more than is read, and yields what it had brought', async () => {
    const { socket, told } = await open((socket) => socket.tell('open'));
    for (let number = 0; number < 1_500; number += 1) told.tell('message', { data: String(number) });
    expect(told.isClosed).toBe(true);
    const frames = await read(socket);
    expect([frames.length, frames.at(-1), socket.ended.code]).toEqual([1_000, '999', 1006]);
  });
});
