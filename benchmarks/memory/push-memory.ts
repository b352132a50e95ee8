import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MesaRest } from 'mesa-rest';
import { startDepotProcess } from '../lib/depot-process.js';
import { openGitShell } from '../lib/git-shell.js';

const MIB = 1024 * 1024;

/**
 * What a depot needs in memory while git pushes and clones a file far larger than that. The second push is a delta of the
 * file. `MESA_BENCH_FILE_MIB` says how large it is; 300 unless said otherwise.
 */
export async function benchPushMemory(): Promise<void> {
  const fileMib = Number(process.env.MESA_BENCH_FILE_MIB ?? 300);
  await using git = openGitShell(); // first, while this process is small
  const folder = await mkdtemp(join(tmpdir(), 'mesa-bench-memory-'));
  try {
    await using depot = await startDepotProcess();
    const rest = new MesaRest({ apiKey: depot.apiKey, serverUrl: depot.apiUrl });
    await rest.repos.create({ org: depot.org, body: { name: 'large' } });
    const url = `${depot.apiUrl.replace(/\/v1$/, '').replace('://', `://t:${depot.apiKey}@`)}/${depot.org}/large.git`;
    const path = join(folder, 'file');
    await writeRandom(path, fileMib);
    await git.run(folder, 'git init -q && git add file && git commit -q -m first');

    console.log(`\nResident memory of the depot, a file of ${fileMib} MiB of noise`);
    const measure = async (what: string, script: string): Promise<void> => {
      const start = performance.now();
      await git.run(folder, script);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`  ${what.padEnd(32)} ${await peakMib(depot.pid)} MiB at most, ${seconds} s`);
    };
    await measure('started', 'true');
    await measure('push', `git push -q ${url} main`);
    const file = await open(path, 'r+');
    await file.write(Buffer.from('changed'), 0, 7, MIB / 2);
    await file.close();
    await git.run(folder, 'git commit -q -a -m second');
    await measure('push of a change of seven bytes', `git push -q ${url} main`);
    await measure('clone', `git clone -q --bare ${url} clone`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRandom(path: string, mib: number): Promise<void> {
  const file = await open(path, 'w');
  for (let part = 0; part < mib; part++) await file.write(randomBytes(MIB));
  await file.close();
}

/** The most memory that a process ever had, as Linux counts it. */
async function peakMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024);
}
