import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attributes, DirectoryEntry } from '../kernel-file-system.js';
import { encodeName } from '../name-bytes.js';
import { INIT_FLAG } from './constants.js';
import { encodeDirectoryPage, takePage } from './directory-page.js';
import { MAX_WRITE, negotiate } from './negotiate.js';
import {
  encodeDelete,
  encodeInvalidateEntry,
  encodeInvalidateInode,
  encodeWake,
  isWake,
} from './notifications.js';
import {
  ENTRY_SIZE,
  encodeAttributes,
  encodeEntry,
  encodeErrorReply,
  encodeNegativeEntry,
  encodeOpenFile,
  encodeReply,
  joinNs,
} from './replies.js';
import { decodeRequest, encodeRequest, REQUESTS, type RequestBody, type RequestName } from './requests.js';
import * as structs from './structs.js';

const LIFETIMES = { entryTtlMs: 1500, attributesTtlMs: 250, negativeTtlMs: 0 };

const attributes: fc.Arbitrary<Attributes> = fc.record({
  ino: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  mode: fc.integer({ min: 0, max: 0o177777 }),
  nlink: fc.integer({ min: 0, max: 0xffff_ffff }),
  uid: fc.integer({ min: 0, max: 0xffff_ffff }),
  gid: fc.integer({ min: 0, max: 0xffff_ffff }),
  rdev: fc.integer({ min: 0, max: 0xffff_ffff }),
  size: fc.maxSafeNat(),
  blocks: fc.maxSafeNat(),
  blksize: fc.integer({ min: 1, max: 1 << 20 }),
  atimeNs: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 19n }),
  mtimeNs: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 19n }),
  ctimeNs: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 19n }),
});

/** What the kernel would read from an encoded ATTR. */
function decodeAttributes(buffer: Buffer, at: number): Attributes {
  const {
    atime,
    atimensec,
    mtime,
    mtimensec,
    ctime,
    ctimensec,
    flags: _flags,
    ...rest
  } = structs.ATTR.read(buffer, at);
  return {
    ...rest,
    atimeNs: joinNs(atime, atimensec),
    mtimeNs: joinNs(mtime, mtimensec),
    ctimeNs: joinNs(ctime, ctimensec),
  };
}

describe('structs', () => {
  test('have the sizes of linux/fuse.h', () => {
    const sizes = Object.fromEntries(Object.entries(structs).map(([name, { size }]) => [name, size]));
    expect(sizes).toEqual({
      IN_HEADER: 40,
      OUT_HEADER: 16,
      FORGET_IN: 8,
      FORGET_ONE: 16,
      BATCH_FORGET_IN: 8,
      GETATTR_IN: 16,
      SETATTR_IN: 88,
      MKNOD_IN: 16,
      MKDIR_IN: 8,
      RENAME_IN: 8,
      RENAME2_IN: 16,
      LINK_IN: 8,
      OPEN_IN: 8,
      CREATE_IN: 16,
      RELEASE_IN: 24,
      FLUSH_IN: 24,
      READ_IN: 40,
      WRITE_IN: 40,
      FSYNC_IN: 16,
      SETXATTR_IN: 8,
      GETXATTR_IN: 8,
      ACCESS_IN: 8,
      INIT_IN: 16,
      INTERRUPT_IN: 8,
      FALLOCATE_IN: 32,
      LSEEK_IN: 24,
      COPY_FILE_RANGE_IN: 56,
      ATTR: 88,
      ENTRY_OUT: 40,
      ATTR_OUT: 16,
      OPEN_OUT: 16,
      WRITE_OUT: 8,
      STATFS_OUT: 80,
      GETXATTR_OUT: 8,
      INIT_OUT: 64,
      LSEEK_OUT: 8,
      DIRENT: 24,
      INVAL_INODE_OUT: 24,
      RETRIEVE_OUT: 32,
      INVAL_ENTRY_OUT: 16,
      DELETE_OUT: 24,
    });
  });

  test('lie little-endian in the order of their fields, with signed seconds', () => {
    const bytes = structs.SETATTR_IN.encode({
      valid: 0x01020304,
      fh: 0x5_0000_0006,
      size: 7,
      atime: -1,
      mtime: -4_294_967_297,
      ctime: 2 ** 40,
      atimensec: 8,
      mtimensec: 9,
      ctimensec: 10,
      mode: 11,
      uid: 0xffff_ffff,
      gid: 13,
    });
    expect(bytes.toString('hex')).toBe(
      '0403020100000000' +
        '0600000005000000' +
        '0700000000000000' +
        '0000000000000000' +
        'ffffffffffffffff' +
        'fffffffffeffffff' +
        '0000000000010000' +
        '08000000090000000a000000' +
        '0b00000000000000' +
        'ffffffff0d000000' +
        '00000000',
    );
    expect(structs.SETATTR_IN.read(bytes)).toMatchObject({
      atime: -1,
      mtime: -4_294_967_297,
      uid: 0xffff_ffff,
    });
  });
});

describe('requests', () => {
  const fieldOf = (type: string): fc.Arbitrary<number> => {
    if (type === 'u64') return fc.maxSafeNat();
    if (type === 'i64') return fc.maxSafeInteger();
    return fc.integer({ min: 0, max: type === 'u16' ? 0xffff : 0xffff_ffff });
  };
  const name = fc.uint8Array({ maxLength: 300 }).map((bytes) => bytes.filter((byte) => byte !== 0));

  test.each(Object.keys(REQUESTS) as RequestName[])('%s is read as it was written', (kind) => {
    const shape: { opcode: number; struct?: object; names?: readonly string[]; data?: true } = REQUESTS[kind];
    const struct = shape.struct as
      | { size: number; read(buffer: Buffer): Record<string, number>; encode(v: unknown): Buffer }
      | undefined;
    // The field names come from the struct itself; sizes and places are held by the tests above.
    const fields = struct === undefined ? [] : Object.keys(struct.read(Buffer.alloc(struct.size)));
    fc.assert(
      fc.property(
        fc.tuple(...fields.map(() => fieldOf('u32'))),
        fc.array(name, { minLength: 2, maxLength: 2 }),
        fc.uint8Array(),
        fieldOf('u64'),
        (numbers, names, data, unique) => {
          const body: Record<string, unknown> = {};
          fields.forEach((field, index) => {
            body[field] = numbers[index] as number;
          });
          shape.names?.forEach((key, index) => {
            body[key] = Buffer.from(names[index] as Uint8Array).toString('latin1');
          });
          if (shape.data) body.data = Buffer.from(data);
          const header = { unique, nodeid: 3, uid: 4, gid: 0xffff_fffe, pid: 6 };
          const message = encodeRequest(kind, header, body as RequestBody<typeof kind>);
          const decoded = decodeRequest(message);
          expect(decoded.name).toBe(kind);
          expect(decoded.header).toMatchObject({ ...header, opcode: shape.opcode, len: message.length });
          expect(decoded.body).toEqual(body);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('keep names that are not UTF-8', () => {
    const message = encodeRequest('LOOKUP', {}, { name: 'a\udcff' });
    expect(message.subarray(40)).toEqual(Buffer.from([0x61, 0xff, 0]));
    expect(decodeRequest(message).body).toEqual({ name: 'a\udcff' });
  });

  test('that we do not know are told apart from those that are damaged', () => {
    const unknown = structs.IN_HEADER.encode({
      len: 40,
      opcode: 4095,
      unique: 8,
      nodeid: 1,
      uid: 0,
      gid: 0,
      pid: 0,
      extensions: 0,
    });
    expect(decodeRequest(unknown)).toMatchObject({ name: undefined, header: { unique: 8 } });

    const message = encodeRequest('MKDIR', {}, { mode: 0o755, umask: 0, name: 'folder' });
    for (let length = 0; length < message.length; length += 1) {
      expect(() => decodeRequest(message.subarray(0, length))).toThrow(RangeError);
    }
    const endless = Buffer.from(message);
    endless[endless.length - 1] = 0x78;
    expect(() => decodeRequest(endless)).toThrow(RangeError);
  });

  test('may be longer than we know, and end with extensions that we skip', () => {
    const message = encodeRequest('SYMLINK', {}, { name: 'a', target: 'b' });
    const extended = Buffer.concat([message, Buffer.alloc(16, 0xee)]);
    extended.writeUInt32LE(extended.length, 0);
    extended.writeUInt16LE(2, 36);
    expect(decodeRequest(extended).body).toEqual({ name: 'a', target: 'b' });

    const init = Buffer.concat([
      encodeRequest('INIT', {}, { major: 7, minor: 41, maxReadahead: 1, flags: 2 }),
      Buffer.alloc(48, 1),
    ]);
    init.writeUInt32LE(init.length, 0);
    expect(decodeRequest(init).body).toEqual({ major: 7, minor: 41, maxReadahead: 1, flags: 2 });
  });
});

describe('answers', () => {
  test('say their length, their errno and whom they answer', () => {
    expect(Buffer.concat(encodeReply(6, Buffer.from('ab'), Buffer.from('c'))).toString('hex')).toBe(
      `13000000${'00000000'}${'0600000000000000'}616263`,
    );
    expect(Buffer.concat(encodeErrorReply(6, 2)).toString('hex')).toBe('10000000feffffff0600000000000000');
  });

  test('carry attributes to the nanosecond, before 1970 too', () => {
    fc.assert(
      fc.property(attributes, (value) => {
        const bytes = encodeAttributes(value, LIFETIMES);
        expect(structs.ATTR_OUT.read(bytes)).toEqual({ attrValid: 0, attrValidNsec: 250_000_000 });
        expect(decodeAttributes(bytes, structs.ATTR_OUT.size)).toEqual(value);
        expect(structs.ATTR.read(bytes, structs.ATTR_OUT.size).mtimensec).toBeLessThan(1_000_000_000);
      }),
    );
  });

  test('carry entries with their own lifetimes, or those of the mount', () => {
    fc.assert(
      fc.property(attributes, fc.nat(10_000), (value, ttlMs) => {
        const bytes = encodeEntry({ attributes: { ...value, ttlMs }, generation: 5 }, LIFETIMES);
        expect(bytes).toHaveLength(ENTRY_SIZE);
        expect(structs.ENTRY_OUT.read(bytes)).toEqual({
          nodeid: value.ino,
          generation: 5,
          entryValid: 1,
          entryValidNsec: 500_000_000,
          attrValid: Math.floor(ttlMs / 1000),
          attrValidNsec: (ttlMs % 1000) * 1_000_000,
        });
        expect(decodeAttributes(bytes, structs.ENTRY_OUT.size)).toEqual(value);
      }),
    );
    const absent = structs.ENTRY_OUT.read(encodeNegativeEntry({ ...LIFETIMES, negativeTtlMs: 2250 }));
    expect(absent).toMatchObject({ nodeid: 0, entryValid: 2, entryValidNsec: 250_000_000 });
  });

  test('say how an open file is cached', () => {
    const flags = (file: Parameters<typeof encodeOpenFile>[0]): number =>
      structs.OPEN_OUT.read(encodeOpenFile(file)).openFlags;
    expect(structs.OPEN_OUT.read(encodeOpenFile({ handle: 77 }))).toEqual({ fh: 77, openFlags: 0 });
    expect(flags({ handle: 0, directIo: true })).toBe(1);
    expect(flags({ handle: 0, keepCache: true })).toBe(2);
    expect(flags({ handle: 0, nonSeekable: true })).toBe(4);
    expect(flags({ handle: 0, cacheDirectory: true })).toBe(10);
    expect(flags({ handle: 0, noFlush: true })).toBe(32);
  });
});

describe('directory pages', () => {
  const value: Attributes = {
    ino: 9,
    mode: 0o100644,
    nlink: 1,
    uid: 0,
    gid: 0,
    size: 0,
    atimeNs: 0n,
    mtimeNs: 0n,
    ctimeNs: 0n,
  };
  const names = fc.array(fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }), { maxLength: 30 });

  /** What the kernel reads from a page. */
  function decodePage(
    bytes: Buffer,
    plus: boolean,
  ): { name: string; next: number; type: number; node: number }[] {
    const found = [];
    let at = 0;
    while (at < bytes.length) {
      const node = plus ? structs.ENTRY_OUT.read(bytes, at).nodeid : 0;
      if (plus) at += ENTRY_SIZE;
      const { off, namelen, type } = structs.DIRENT.read(bytes, at);
      found.push({
        name: bytes.toString('utf8', at + structs.DIRENT.size, at + structs.DIRENT.size + namelen),
        next: off,
        type,
        node,
      });
      at += Math.ceil((structs.DIRENT.size + namelen) / 8) * 8;
    }
    expect(at).toBe(bytes.length);
    return found;
  }

  test('hold the entries that fit, in order, and are read no further', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 4096 }), fc.boolean(), (list, size, plus) => {
        let made = 0;
        function* entries(): Generator<DirectoryEntry> {
          for (const name of list) {
            made += 1;
            yield { name, ino: 9, type: 0o100755, next: made, entry: { attributes: value } };
          }
        }
        const { bytes, remembered } = encodeDirectoryPage(entries(), { size, plus, lifetimes: LIFETIMES });
        const page = decodePage(bytes, plus);
        expect(bytes.length).toBeLessThanOrEqual(size);
        expect(page.map(({ name }) => name)).toEqual(
          list.slice(0, page.length).map((name) => encodeName(name).toString('utf8')),
        );
        expect(page.every(({ type, next }, index) => type === 8 && next === index + 1)).toBe(true);
        expect(remembered).toHaveLength(plus ? page.filter(({ node }) => node === 9).length : 0);
        expect(made).toBeLessThanOrEqual(page.length + 1);
        // Whoever packs elsewhere sends at least what fits.
        const taken = takePage(
          list.map((name, index) => ({ name, ino: 9, type: 0o100755, next: index + 1 })),
          size,
          plus,
        );
        expect(taken.length).toBeGreaterThanOrEqual(page.length);
      }),
    );
  });

  test('count no look-up for "." and "..", nor for an entry without attributes', () => {
    const entry = { attributes: value };
    const { bytes, remembered } = encodeDirectoryPage(
      [
        { name: '.', ino: 1, type: 0o40000, next: 1, entry },
        { name: '..', ino: 1, type: 0o40000, next: 2, entry },
        { name: 'a', ino: 9, type: 0o120000, next: 3 },
        { name: 'b', ino: 9, type: 0o100000, next: 4, entry },
      ],
      { size: 4096, plus: true, lifetimes: LIFETIMES },
    );
    expect(decodePage(bytes, true).map(({ name, node, type }) => [name, node, type])).toEqual([
      ['.', 0, 4],
      ['..', 0, 4],
      ['a', 0, 10],
      ['b', 9, 8],
    ]);
    expect(remembered).toEqual([entry]);
  });
});

describe('negotiation', () => {
  const options = {
    writebackCache: false,
    killsPrivileges: false,
    explicitInvalidation: false,
    atomicTruncation: true,
  };
  const kernel = { major: 7, minor: 45, maxReadahead: 131_072, flags: 0xffff_ffff };

  test('takes of what the kernel offers what we use', () => {
    const result = negotiate(kernel, options);
    if (result === 'too-old' || 'again' in result) throw new Error('not negotiated');
    expect(structs.INIT_OUT.read(result.reply)).toEqual({
      major: 7,
      minor: 38,
      maxReadahead: 131_072,
      flags: result.flags,
      maxBackground: 64,
      congestionThreshold: 48,
      maxWrite: MAX_WRITE,
      timeGran: 1,
      maxPages: 256,
      mapAlignment: 0,
      flags2: 0,
    });
    expect(result.flags & INIT_FLAG.WRITEBACK_CACHE).toBe(0);
    expect(result.flags & INIT_FLAG.AUTO_INVAL_DATA).not.toBe(0);
    expect(negotiate({ ...kernel, minor: 31, flags: INIT_FLAG.MAX_PAGES }, options)).toMatchObject({
      minor: 31,
      flags: INIT_FLAG.MAX_PAGES,
    });
  });

  test.each([
    ['writebackCache', INIT_FLAG.WRITEBACK_CACHE, INIT_FLAG.WRITEBACK_CACHE],
    ['killsPrivileges', INIT_FLAG.HANDLE_KILLPRIV_V2, INIT_FLAG.HANDLE_KILLPRIV_V2],
    [
      'explicitInvalidation',
      INIT_FLAG.EXPLICIT_INVAL_DATA | INIT_FLAG.AUTO_INVAL_DATA,
      INIT_FLAG.EXPLICIT_INVAL_DATA,
    ],
  ] as const)('asks for what %s needs', (option, mask, bits) => {
    const result = negotiate(kernel, { ...options, [option]: true });
    expect((result as { flags: number }).flags & mask).toBe(bits);
  });

  test('leaves truncation to SETATTR for a filesystem that is not asked to open', () => {
    const result = negotiate(kernel, { ...options, atomicTruncation: false });
    expect((result as { flags: number }).flags & INIT_FLAG.ATOMIC_O_TRUNC).toBe(0);
  });

  test('asks a newer kernel to come down, and refuses one from before 5.4', () => {
    const again = negotiate({ ...kernel, major: 8 }, options);
    expect(structs.INIT_OUT.read((again as { again: Buffer }).again)).toMatchObject({ major: 7, minor: 38 });
    expect(negotiate({ ...kernel, minor: 30 }, options)).toBe('too-old');
    expect(negotiate({ ...kernel, major: 6 }, options)).toBe('too-old');
  });
});

test('notifications answer nothing and say what is no longer true', () => {
  expect(encodeInvalidateInode(5, -1, 0).toString('hex')).toBe(
    '28000000' +
      '02000000' +
      '0000000000000000' +
      '0500000000000000' +
      'ffffffffffffffff' +
      '0000000000000000',
  );
  expect(encodeInvalidateEntry(1, 'ab').toString('hex')).toBe(
    '23000000' + '03000000' + '0000000000000000' + '0100000000000000' + '02000000' + '00000000' + '616200',
  );
  expect(encodeDelete(1, 5, 'a').toString('hex')).toBe(
    '2a000000' +
      '06000000' +
      '0000000000000000' +
      '0100000000000000' +
      '0500000000000000' +
      '0100000000000000' +
      '6100',
  );
});

test('a wake asks for no bytes of a file of its own, and is told from requests by its number', () => {
  expect(encodeWake().toString('hex')).toBe(
    '30000000' +
      '05000000' +
      '0000000000000000' +
      '0000000000000000' +
      'ffffffffffff1f00' +
      '0000000000000000' +
      '00000000' +
      '00000000',
  );
  const reply = Buffer.from(`40000000${'29000000'}${'00'.repeat(56)}`, 'hex');
  expect(isWake(reply)).toBe(true);
  expect(isWake(encodeRequest('LOOKUP', {}, { name: 'a' }))).toBe(false);
});
