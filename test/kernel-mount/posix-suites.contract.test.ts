import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import { canMount } from '../helpers/can-mount.js';
import { hasProgram } from '../helpers/has-program.js';
import { KernelMounted } from '../helpers/kernel-mounted.js';

/** Each does for a second what its name says, and looks whether it came out right. */
const STRESSORS = [
  'access',
  'chmod',
  'dentry',
  'dir',
  'flock',
  'fstat',
  'getdent',
  'hdd',
  'link',
  'rename',
  'seek',
  'symlink',
  'utime',
  'xattr',
];

/** Writes at random and reads it all back; mapped; and around the page cache, eight at a time. */
const FIO_JOBS = {
  'written at random': ['--rw=randwrite', '--bsrange=512-64k', '--size=4m', '--numjobs=2', '--fsync=64'],
  mapped: ['--rw=randrw', '--bs=4k', '--size=2m', '--ioengine=mmap'],
  'around the cache': ['--rw=rw', '--bs=16k', '--size=4m', '--ioengine=libaio', '--iodepth=8', '--direct=1'],
};

const DBENCH_LOAD = '/usr/share/dbench/client.txt';

describe.skipIf(!canMount)('public POSIX suites on a mounted repository', () => {
  let mounted: KernelMounted;
  const disk = mkdtempSync(join(tmpdir(), 'mesa-disk-'));
  beforeAll(async () => {
    mounted = await KernelMounted.create();
  });
  afterAll(async () => {
    await mounted?.close();
    rmSync(disk, { recursive: true, force: true });
  });

  test.skipIf(!hasProgram('stress-ng')).each(STRESSORS)('stress-ng --%s finds no fault', async (stressor) => {
    const folder = await mounted.folder(`stress-${stressor}`);
    const limits = ['--timeout', '1', `--${stressor}-ops`, '200'];
    const args = [`--${stressor}`, '1', ...limits, '--verify', '--no-rand-seed', '--temp-path', folder];
    expect(await run('stress-ng', args, 50_000)).toMatchObject({ code: 0 });
  });

  test.skipIf(!hasProgram('fio')).each(Object.entries(FIO_JOBS))(
    'fio reads what it has %s',
    async (_what, job) => {
      const folder = await mounted.folder(`fio-${job[0]?.slice(5)}-${job.length}`);
      const checks = ['--verify=crc32c', '--verify_fatal=1', '--do_verify=1', '--fallocate=none'];
      const args = ['--name=job', `--directory=${folder}`, '--output-format=json', ...checks, ...job];
      const { code, stdout, stderr } = await run('fio', args, 50_000);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { jobs } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { jobs: { error: number }[] };
      expect(jobs.map(({ error }) => error)).not.toContain(1);
    },
  );

  test.skipIf(!hasProgram('dbench'))('dbench does what clients of a file server do', async () => {
    const folder = await mounted.folder('dbench');
    const { code, stdout } = await run('dbench', ['-D', folder, '-t', '3', '-c', DBENCH_LOAD, '2'], 50_000);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/Throughput [\d.]+ MB\/sec/);
    expect(stdout).not.toMatch(/fail|error/i);
  });
});
