import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ObjectCache } from '../../objects/index.js';
import type { RepoRecord, Storage } from '../../storage/index.js';
import {
  addRepo,
  createTempStorage,
  describeOnEngines,
  type TempStorage,
} from '../../storage/testing/temp-storage.js';
import { anyShape } from '../../vcs/testing/any-history.js';
import { type GeneratedRepo, generateRepo } from '../testing/generated-repo.js';
import { loadGitRepo } from '../testing/load-git-repo.js';
import { FetchSource } from './fetch-source.js';
import { listPackObjects, type PackRange } from './list-pack-objects.js';
import { parseObjectFilter } from './object-filter.js';

const FILTERS = [
  'blob:none',
  'blob:limit=20',
  'blob:limit=1k',
  'tree:0',
  'tree:1',
  'tree:2',
  'combine:tree:3+blob:limit=12',
];

/** A generated history, in git and in a depot. */
async function bothSides(storage: Storage, record: RepoRecord, repo: GeneratedRepo) {
  await loadGitRepo(storage, record, repo.git);
  const source = new FetchSource({ storage, cache: new ObjectCache() }, record);
  const revList = (args: readonly string[]) =>
    new Set(
      repo.git
        .run(['rev-list', '--objects', '--no-object-names', ...args])
        .trim()
        .split('\n')
        .filter(Boolean),
    );
  const list = async (wants: readonly string[], range: Partial<PackRange> = {}) => {
    const wanted = await source.resolve(wants);
    const oids = await listPackObjects(source, { wanted, haves: [], ...range });
    return oids.slice(0, oids.size);
  };
  return { revList, list };
}

describeOnEngines('listPackObjects', (engine) => {
  let temp: TempStorage;
  beforeAll(async () => {
    temp = await createTempStorage(engine);
  });
  afterAll(() => temp.remove());

  it('finds what git finds, for any history, whatever both sides have or leave out', {
    timeout: 60_000,
  }, async () => {
    let count = 0;
    const anySide = fc.array(fc.nat(100), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        anyShape(16),
        anySide,
        fc.array(fc.nat(100), { maxLength: 4 }),
        async (shape, to, from) => {
          const repo = generateRepo(shape);
          try {
            const { revList, list } = await bothSides(
              temp.storage,
              await addRepo(temp.storage, `repo_${count++}`),
              repo,
            );
            const pick = (places: readonly number[]) => [
              ...new Set(places.map((at) => repo.oids[at % repo.oids.length] as string)),
            ];
            const wants = pick(to);
            const haves = pick(from);

            const all = revList(wants);
            expect(new Set(await list(wants))).toEqual(all);
            for (const spec of FILTERS) {
              const found = await list(wants, { filter: parseObjectFilter(spec) });
              expect([spec, new Set(found)]).toEqual([spec, revList([`--filter=${spec}`, ...wants])]);
            }

            const found = await list(wants, { haves: [...haves, 'f'.repeat(40)] });
            expect(new Set(found).size).toBe(found.length);
            const had = haves.length === 0 ? new Set<string>() : revList(haves);
            // Nothing that the other side lacks is missing, and no commit too many is there.
            for (const oid of all) if (!had.has(oid)) expect(found).toContain(oid);
            for (const oid of found) expect(all.has(oid)).toBe(true);
            // Git sends some of what the other side has too, since looking for it costs more; we send no more than git.
            const git = revList([...wants, '--not', ...haves]);
            const tooMany = found.filter((oid) => !git.has(oid) && had.has(oid));
            expect(tooMany).toEqual([]);
          } finally {
            repo.git.dispose();
          }
        },
      ),
      { numRuns: engine === 'sqlite' ? 12 : 3 },
    );
  });
});
