import { describe, expect, test, vi } from 'vitest';
import { errno } from '../errno.js';
import type { Attributes, KernelCall, KernelFileSystem } from '../kernel-file-system.js';
import { INIT_FLAG } from '../protocol/constants.js';
import { encodeRequest, type RequestBody, type RequestName } from '../protocol/requests.js';
import { FORGET_ONE, IN_HEADER, OPEN_OUT, OUT_HEADER } from '../protocol/structs.js';
import { FuseSession } from './fuse-session.js';

const FILE: Attributes = {
  ino: 5,
  mode: 0o100644,
  nlink: 1,
  uid: 0,
  gid: 0,
  size: 0,
  atimeNs: 0n,
  mtimeNs: 0n,
  ctimeNs: 0n,
};

/** A session with a kernel that is played: `ask` sends a request, `answers` holds what came back. */
function play(
  methods: Partial<KernelFileSystem>,
  options: { takes?: () => boolean; writebackCache?: boolean } = {},
) {
  const fs: KernelFileSystem = {
    lookup: () => ({ attributes: FILE }),
    getattr: () => FILE,
    forget: vi.fn(),
    ...methods,
  };
  const answers: { unique: number; error: number; body: Buffer }[] = [];
  const onError = vi.fn();
  const session = new FuseSession({
    fs,
    lifetimes: { entryTtlMs: 0, attributesTtlMs: 0, negativeTtlMs: 0 },
    writebackCache: options.writebackCache ?? false,
    explicitInvalidation: false,
    onError,
    write: (message) => {
      if (options.takes?.() === false) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      const bytes = Buffer.concat(message);
      const { unique, error, len } = OUT_HEADER.read(bytes);
      expect(len).toBe(bytes.length);
      answers.push({ unique, error, body: bytes.subarray(OUT_HEADER.size) });
    },
  });
  let unique = 0;
  const ask = <Name extends RequestName>(name: Name, body: RequestBody<Name>, nodeid = 1): number => {
    unique += 2;
    session.handle(encodeRequest(name, { unique, nodeid }, body));
    return unique;
  };
  return { session, fs, answers, ask, onError };
}

describe('FuseSession', () => {
  test('agrees on the protocol, and says so', async () => {
    const { session, ask, answers } = play({ open: () => ({ handle: 1 }) });
    expect(session.isReady).toBe(false);
    ask('INIT', { major: 7, minor: 45, maxReadahead: 0, flags: INIT_FLAG.ATOMIC_O_TRUNC });
    expect(session.isReady).toBe(true);
    expect(await session.ready).toEqual({ minor: 38, flags: INIT_FLAG.ATOMIC_O_TRUNC });
    expect(answers).toMatchObject([{ unique: 2, error: 0 }]);
  });

  test('turns away a kernel that is too old', async () => {
    const { session, ask, answers } = play({});
    ask('INIT', { major: 7, minor: 27, maxReadahead: 0, flags: 0 });
    expect(answers).toMatchObject([{ error: -71 }]);
    await expect(session.ready).rejects.toThrow('7.27');
  });

  test('answers ENOSYS to what it or the filesystem does not have', () => {
    const { session, ask, answers } = play({});
    ask('FLUSH', { fh: 0 });
    const unknown = { len: 40, opcode: 4000, unique: 9, nodeid: 1, uid: 0, gid: 0, pid: 0, extensions: 0 };
    session.handle(IN_HEADER.encode(unknown));
    expect(answers.map(({ error }) => error)).toEqual([-38, -38]);
  });

  test('survives a damaged message, and its caller does too', () => {
    const { session, answers, onError } = play({});
    const message = encodeRequest('MKDIR', { unique: 12 }, { mode: 0, umask: 0, name: 'x' });
    session.handle(message.subarray(0, 44));
    expect(answers).toMatchObject([{ unique: 12, error: -5 }]);
    expect(onError).toHaveBeenCalledOnce();
  });

  test('tells a filesystem to forget once every answer that named a file is given back', () => {
    const { session, fs, ask } = play({});
    ask('LOOKUP', { name: 'a' });
    ask('LOOKUP', { name: 'b' });
    ask('FORGET', { nlookup: 1 }, 5);
    expect(session.knownFiles).toBe(1);
    expect(fs.forget).not.toHaveBeenCalled();
    ask('BATCH_FORGET', { count: 1, data: FORGET_ONE.encode({ nodeid: 5, nlookup: 1 }) });
    expect(fs.forget).toHaveBeenCalledExactlyOnceWith(5);
  });

  test('takes back what an answer gave that nobody took', async () => {
    let isTaken = false;
    const release = vi.fn();
    const create = (): ReturnType<NonNullable<KernelFileSystem['create']>> => ({
      entry: { attributes: FILE },
      file: { handle: 3 },
    });
    const { session, fs, ask, answers } = play({ create, release }, { takes: () => isTaken });
    ask('CREATE', { flags: 0, mode: 0, umask: 0, openFlags: 0, name: 'a' });
    expect(fs.forget).toHaveBeenCalledWith(5);
    expect(release).toHaveBeenCalledExactlyOnceWith(5, 3, expect.anything());

    isTaken = true;
    ask('CREATE', { flags: 0, mode: 0, umask: 0, openFlags: 0, name: 'a' });
    expect(OPEN_OUT.read(answers[0]?.body as Buffer, 128).fh).toBe(3);
    await session.end();
    // The kernel had no time to release before it was unmounted.
    expect(release).toHaveBeenCalledTimes(2);
    expect(fs.forget).toHaveBeenCalledTimes(2);
  });

  test('releases at the end only what was not released', async () => {
    const release = vi.fn();
    const { session, ask } = play({ open: () => ({ handle: 0 }), release });
    ask('OPEN', { flags: 0, openFlags: 0 }, 5);
    ask('OPEN', { flags: 0, openFlags: 0 }, 5);
    ask('RELEASE', { fh: 0, flags: 0, releaseFlags: 0 }, 5);
    expect(release).toHaveBeenCalledTimes(1);
    await session.end();
    await session.end();
    expect(release).toHaveBeenCalledTimes(2);
  });

  test('interrupts the operation that is meant and no other', async () => {
    const signals: AbortSignal[] = [];
    const readlink = (_ino: number, call: KernelCall): Promise<string> =>
      new Promise((resolve, reject) => {
        signals.push(call.signal);
        call.signal.addEventListener('abort', () => reject(errno('EINTR')));
        if (signals.length === 2) setTimeout(() => resolve('target'), 5);
      });
    const { session, ask, answers } = play({ readlink });
    const first = ask('READLINK', {});
    const second = ask('READLINK', {});
    expect(session.pending).toBe(2);
    ask('INTERRUPT', { unique: first });
    ask('INTERRUPT', { unique: 4711 });
    await vi.waitFor(() => expect(session.pending).toBe(0));
    expect(answers.map(({ unique, error }) => [unique, error])).toEqual([
      [first, -4],
      [second, 0],
    ]);
  });

  test.each([
    ['a refusal', errno('ENOTEMPTY'), -39, 0],
    ["an error of Node's", Object.assign(new Error('x'), { code: 'ENOSPC' }), -28, 0],
    ['a fault', new TypeError('x is undefined'), -5, 1],
  ])('answers %s with its number, and reports faults', async (_what, thrown, error, reports) => {
    const throwing = (): never => {
      throw thrown;
    };
    const { ask, answers, onError, session } = play({
      rmdir: throwing,
      unlink: () => Promise.reject(thrown),
    });
    ask('RMDIR', { name: 'a' });
    ask('UNLINK', { name: 'a' });
    await vi.waitFor(() => expect(session.pending).toBe(0));
    expect(answers.map((answer) => answer.error)).toEqual([error, error]);
    expect(onError).toHaveBeenCalledTimes(2 * reports);
  });

  test('refuses offsets that a number cannot hold', () => {
    const write = vi.fn();
    const setattr = vi.fn();
    const { ask, answers } = play({ write, setattr, read: () => new Uint8Array(1), lseek: () => 0 });
    const far = 2 ** 60;
    const io = { fh: 0, offset: far, size: 1, flags: 0 };
    ask('WRITE', { ...io, writeFlags: 0, data: Buffer.alloc(1) });
    ask('READ', { ...io, readFlags: 0 });
    ask('LSEEK', { fh: 0, offset: far, whence: 3 });
    expect(answers.map(({ error, body }) => [error, body.length])).toEqual([
      [-27, 0],
      [0, 0],
      [-6, 0],
    ]);
    expect(write).not.toHaveBeenCalled();
  });

  test('says the length of an attribute, its value, or that the room is too small', () => {
    const { ask, answers } = play({
      getxattr: (_ino, name) => (name === 'user.a' ? Buffer.from('12345') : undefined),
      listxattr: () => ['user.a', 'user.b'],
    });
    ask('GETXATTR', { name: 'user.a', size: 0 });
    ask('GETXATTR', { name: 'user.a', size: 5 });
    ask('GETXATTR', { name: 'user.a', size: 4 });
    ask('GETXATTR', { name: 'user.b', size: 4 });
    ask('LISTXATTR', { size: 100 });
    expect(answers.map(({ error, body }) => [error, body.toString('latin1')])).toEqual([
      [0, '\x05\0\0\0\0\0\0\0'],
      [0, '12345'],
      [-34, ''],
      [-61, ''],
      [0, 'user.a\0user.b\0'],
    ]);
  });

  test('does not ask for holes while the kernel holds writes back', () => {
    const lseek = vi.fn(() => 0);
    const { ask, answers } = play({ lseek }, { writebackCache: true });
    ask('LSEEK', { fh: 0, offset: 0, whence: 4 });
    expect(answers).toMatchObject([{ error: -38 }]);
    expect(lseek).not.toHaveBeenCalled();
  });

  test('counts requests by kind', async () => {
    const { RequestCounts } = await import('./request-counts.js');
    const counts = new RequestCounts();
    counts.add(1);
    counts.add(1);
    counts.add(44);
    counts.add(100_000);
    expect(new RequestCounts(counts.shared).read()).toEqual({ LOOKUP: 2, READDIRPLUS: 1 });
  });

  test('reports a number of a file that is none', () => {
    const { ask, answers, onError } = play({ lookup: () => ({ attributes: { ...FILE, ino: 0 } }) });
    ask('LOOKUP', { name: 'a' });
    expect(answers).toMatchObject([{ error: -5 }]);
    expect(onError).toHaveBeenCalledOnce();
  });
});
