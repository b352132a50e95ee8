import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import type { Logger } from '../../core/logger.js';
import { portChannel } from '../node/port-channel.js';
import type { ToFileSystem } from './messages.js';
import { RemoteFileSystem } from './remote-file-system.js';

function start(logger?: Logger) {
  const { port1, port2 } = new MessageChannel();
  const end = vi.fn(async () => {});
  const fs = new RemoteFileSystem({
    channel: portChannel(port1),
    getToken: () => Promise.reject(new Error('the key is gone')),
    logger,
    end,
  });
  return { fs, thread: port2, end };
}

test('when the thread dies every call under way fails with a clear error, and every later one', async () => {
  const { fs, thread, end } = start();
  const reading = fs.readFile('/demo/a');
  const listing = fs.change.list({ repo: 'demo' });
  thread.close();
  const error = { code: 'EIO', syscall: 'readFileBuffer', message: expect.stringContaining('has ended') };
  await expect(reading).rejects.toMatchObject(error);
  await expect(listing).rejects.toMatchObject({ code: 'EIO' });
  await expect(fs.stat('/demo')).rejects.toMatchObject({ code: 'EIO', syscall: 'stat' });
  await fs.close();
  expect(end).toHaveBeenCalledOnce();
});

test('the thread is told why there is no token', async () => {
  const { thread } = start();
  thread.postMessage({ kind: 'token?', id: 7 });
  const [message] = await once(thread, 'message');
  expect(message).toMatchObject({ kind: 'no-token', id: 7, error: { message: 'the key is gone' } });
  thread.close();
});

test('a logger that throws does not bring it down', async () => {
  const debug = vi.fn(() => {
    throw new Error('disk full');
  });
  const { fs, thread } = start({ debug, info: debug, warn: debug, error: debug });
  const failed = vi.fn();
  process.once('uncaughtException', failed);
  thread.postMessage({ kind: 'log', level: 'debug', line: 'x' });
  await expect.poll(() => debug.mock.calls).toEqual([['x']]);
  const exists = fs.exists('/demo/a');
  const [{ id }] = (await once(thread, 'message')) as [ToFileSystem & { kind: 'call' }];
  thread.postMessage({ kind: 'result', id, value: true });
  expect(await exists).toBe(true);
  expect(failed).not.toHaveBeenCalled();
  process.removeListener('uncaughtException', failed);
  thread.close();
});

test('only the part of a large memory that is written travels, and the caller keeps its bytes', async () => {
  const { fs, thread } = start();
  const memory = new Uint8Array(1024 * 1024).fill(7);
  void fs.writeFile('/demo/a', memory.subarray(10, 13)).catch(() => {});
  const [message] = (await once(thread, 'message')) as [ToFileSystem & { kind: 'call' }];
  const sent = message.args[1] as Uint8Array;
  expect(sent).toEqual(Uint8Array.of(7, 7, 7));
  expect(sent.buffer.byteLength).toBe(3);
  expect(memory.byteLength).toBe(1024 * 1024);
  thread.close();
});
