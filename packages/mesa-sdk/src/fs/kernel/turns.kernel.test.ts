import { once } from 'node:events';
import { statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutNow } from './dev-fuse/cut-now.js';
import { findFuseMount } from './dev-fuse/mount-table.js';
import type { FuseMount } from './index.js';
import { KernelMounts, run } from './testing/kernel-mounts.js';

/*
 * A thread that reads the kernel's messages itself while they come quickly must not forget its other duties. Nothing
 * here measures time: what is starved never ends, and the test with it.
 */

let mounts: KernelMounts;
beforeAll(async () => {
  mounts = await KernelMounts.create();
}, 30_000);
afterAll(() => mounts?.close(), 30_000);

/** A mount whose filesystem sends back every message of `port`, from its event loop. */
async function mountWithPort(): Promise<{ mount: FuseMount; port: MessagePort }> {
  const { port1: port, port2 } = new MessageChannel();
  const given = { data: { port: port2 }, transfer: [port2] };
  const mount = await mounts.mountModule('waiting-file-system', given, { guard: false });
  return { mount, port };
}

async function echo(port: MessagePort, message: unknown): Promise<void> {
  const answer = once(port, 'message');
  port.postMessage(message);
  expect((await answer)[0]).toBe(message);
}

/** Asks for a name that is not there: the kernel remembers nothing of it. */
const ask = (mount: FuseMount): unknown =>
  statSync(join(mount.mountPoint, 'none'), { throwIfNoEntry: false });

describe('the event loop of a filesystem gets its turn', () => {
  test('while programs ask without a pause', async () => {
    const { mount, port } = await mountWithPort();
    const loop =
      'while [ ! -e "$0/stop" ]; do for n in 1 2 3 4 5 6 7 8 9; do [ -e "$0/none$n" ]; done; done; exit 0';
    const bursts = [run('sh', ['-c', loop, mount.mountPoint]), run('sh', ['-c', loop, mount.mountPoint])];
    const asked = (): number => mount.requestCounts().LOOKUP ?? 0;
    for (let count = 0; count < 50 || asked() < 1000; count += 1) await echo(port, count);
    writeFileSync(join(mount.mountPoint, 'stop'), '');
    expect(await Promise.all(bursts)).toMatchObject([{ code: 0 }, { code: 0 }]);
    port.close();
    await mount.unmount();
  });

  test('when nobody asks any more', async () => {
    const { mount, port } = await mountWithPort();
    for (let count = 0; count < 100; count += 1) {
      ask(mount);
      await echo(port, count);
    }
    port.close();
    await mount.unmount();
  });

  test('also where another mount lies over this one', async () => {
    const { mount, port } = await mountWithPort();
    const over = ['-i', '-t', 'tmpfs', 'over', mount.mountPoint];
    ask(mount);
    expect(await run('mount', over)).toMatchObject({ code: 0 });
    await echo(port, 'covered');
    expect(await run('umount', ['-i', mount.mountPoint])).toMatchObject({ code: 0 });
    ask(mount);
    await echo(port, 'uncovered');
    port.close();
    await mount.unmount();
  });

  test('at once when it is woken', async () => {
    const { mount, port } = await mountWithPort();
    for (let count = 0; count < 100; count += 1) {
      ask(mount);
      const answered = echo(port, count);
      mount.wake();
      await answered;
    }
    port.close();
    await mount.unmount();
    mount.wake();
  });
});

describe('a mount whose thread reads in turns ends', () => {
  const quietly = (): Promise<void> => delay(20);

  test.each([
    ['in a burst', async () => {}],
    ['in a pause', quietly],
  ])('when it is unmounted %s', async (_when, pause) => {
    for (let count = 0; count < 5; count += 1) {
      const mount = await mounts.mount('turns', { guard: false });
      ask(mount);
      await pause();
      await mount.unmount();
    }
  });

  test.each([
    ['in a burst', async () => {}],
    ['in a pause', quietly],
  ])('when its connection is cut %s', async (_when, pause) => {
    const mount = await mounts.mount('turns', { guard: false });
    ask(mount);
    await pause();
    cutNow(mount.mountPoint, findFuseMount(mount.mountPoint)?.minor as number);
    await mount.closed;
  });

  test('while a call is never answered', async () => {
    const mount = await mounts.mount('turns', { guard: false });
    const waiting = run('stat', [join(mount.mountPoint, 'for-ever')]);
    while ((mount.requestCounts().LOOKUP ?? 0) === 0) await delay(5);
    await mount.unmount({ force: true });
    expect(await waiting).toMatchObject({ code: 1 });
  });

  test('when its thread does, in the middle of a call', async () => {
    const mount = await mounts.mount('turns', { guard: false });
    statfsSync(mount.mountPoint);
    expect(await run('stat', [join(mount.mountPoint, 'end-thread')])).toMatchObject({ code: 1 });
    await mount.closed;
    expect(await mount.state()).toBe('none');
  });
});
