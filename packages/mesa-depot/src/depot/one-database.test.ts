import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startReceiver } from '../jobs/testing/receiver.js';
import { hasPostgres } from '../storage/testing/postgres-server.js';
import { createPostgresDatabase } from '../storage/testing/temp-storage.js';
import { createDepot, type Depot, type DepotOptions } from './create-depot.js';
import { exportFromFolder } from './export-from-folder.js';
import { call, changeOf } from './testing/depot-client.js';
import { temporaryFolder } from './testing/temporary-folder.js';

async function start(options: DepotOptions): Promise<Depot> {
  const depot = await createDepot({ dataFolder: temporaryFolder(), ...options });
  onTestFinished(() => depot.close());
  return depot;
}

describe.skipIf(!hasPostgres)('depots on one database', { timeout: 20_000 }, () => {
  it('share organization, admin key and work when they have the same instance key', async () => {
    const databaseUrl = await createPostgresDatabase();
    const instanceKey = randomBytes(32).toString('base64');
    const [one, two] = await Promise.all([
      start({ databaseUrl, instanceKey, org: 'my-team' }),
      start({ databaseUrl, instanceKey, org: 'my-team' }),
    ]);
    expect([one.org, one.apiKey, one.apiKeyProblem]).toEqual([two.org, two.apiKey, two.apiKeyProblem]);
    expect([one.isNewApiKey, two.isNewApiKey].sort()).toEqual([false, true]);
    for (const { apiKeyPath, apiKey } of [one, two])
      expect(readFileSync(apiKeyPath, 'utf8')).toBe(`${apiKey}\n`);
    expect(existsSync(join(one.dataFolder, 'instance-key'))).toBe(false);

    await call(one, 'POST', '/my-team/repos', { name: 'r' });
    const { json } = await call(two, 'POST', '/my-team/r/changes', changeOf({ 'a.txt': 'hello\n' }));
    expect((await call(one, 'GET', `/my-team/r/changes/${json.id}`)).status).toBe(200);
    const to = join(temporaryFolder(), 'r.git');
    expect(await exportFromFolder({ dataFolder: one.dataFolder, databaseUrl, repo: 'r', to })).toMatchObject({
      branches: 0,
    });

    const keys = await call(one, 'GET', '/my-team/api-keys');
    await call(one, 'DELETE', `/my-team/api-keys/${keys.json.api_keys[0].id}`);
    // Nobody is left who could get in, so a start without the file makes another key, as it does without a database.
    const three = await start({ databaseUrl, instanceKey });
    expect(three).toMatchObject({ isNewApiKey: true, apiKeyProblem: undefined });
    expect(await start({ databaseUrl, instanceKey })).toMatchObject({
      isNewApiKey: false,
      apiKey: three.apiKey,
    });
  });

  it('refuse to start with another instance key, and say where to get the right one', async () => {
    const databaseUrl = await createPostgresDatabase();
    const first = await start({ databaseUrl });
    const key = readFileSync(join(first.dataFolder, 'instance-key'), 'utf8');
    const dataFolder = temporaryFolder();
    const path = join(dataFolder, 'instance-key');
    const refuse = (what: string) => ({
      code: 'DATABASE_UNUSABLE',
      message: expect.stringMatching(new RegExp(`${what}.*MESA_DEPOT_INSTANCE_KEY or as the file ${path}`)),
    });
    await expect(createDepot({ databaseUrl, dataFolder })).rejects.toMatchObject(refuse('is missing'));
    expect(readdirSync(dataFolder)).not.toContain('instance-key');
    const other = Buffer.alloc(32).toString('base64');
    const given = createDepot({ databaseUrl, dataFolder, instanceKey: other });
    await expect(given).rejects.toMatchObject(refuse('The instance key that was given is of another depot'));
    const short = createDepot({ databaseUrl, dataFolder, instanceKey: 'abc' });
    await expect(short).rejects.toMatchObject(refuse('is not 32 bytes'));
    writeFileSync(path, key);
    expect((await start({ databaseUrl, dataFolder })).apiKey).toBe(first.apiKey);
    await expect(createDepot({ databaseUrl, dataFolder, org: 'another' })).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
      message:
        'The database belongs to the organization "acme", not "another". Leave the organization out, or choose another database.',
    });
  });

  it('that start at once without a key: one decides, and the others leave none behind', async () => {
    const databaseUrl = await createPostgresDatabase();
    const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const starts = await Promise.allSettled(folders.map((dataFolder) => start({ databaseUrl, dataFolder })));
    const started = starts.flatMap((result) =>
      result.status === 'fulfilled' ? result.value.dataFolder : [],
    );
    expect(started).toHaveLength(1);
    const withKey = folders.filter((folder) => existsSync(join(folder, 'instance-key')));
    expect(withKey).toEqual(started);
  });

  it('may share a data folder', async () => {
    const databaseUrl = await createPostgresDatabase();
    const dataFolder = temporaryFolder();
    const one = await start({ databaseUrl, dataFolder });
    const two = await start({ databaseUrl, dataFolder });
    expect(two.apiKey).toBe(one.apiKey);
    const spools = () => readdirSync(join(dataFolder, 'spool')).length;
    expect(spools()).toBe(2);
    await two.close();
    expect(spools()).toBe(1);
    rmSync(one.apiKeyPath);
    expect((await start({ databaseUrl, dataFolder })).apiKey).toBe(one.apiKey);
  });

  it('send nothing to private networks unless told to, and name themselves by their public URL', async () => {
    const databaseUrl = await createPostgresDatabase();
    const receiver = await startReceiver();
    onTestFinished(() => receiver.close());
    const depot = await start({ databaseUrl, publicUrl: 'https://mesa.example.com' });
    const target = { url: receiver.url, events: ['repo.created'] };
    expect(await call(depot, 'POST', '/acme/webhook-targets', target)).toMatchObject({
      status: 400,
      json: { error: { code: 'ADDRESS_NOT_ALLOWED' } },
    });
    await depot.close();
    const open = await start({
      dataFolder: depot.dataFolder,
      databaseUrl,
      publicUrl: 'https://mesa.example.com',
      allowPrivateNetworks: true,
    });
    await call(open, 'POST', '/acme/webhook-targets', target);
    await call(open, 'POST', '/acme/repos', { name: 'r' });
    await receiver.hasReceived(1);
    expect(receiver.received[0]?.body).toContain('"https://mesa.example.com/v1/acme/r"');
  });

  it('refuse text that the database cannot hold', async () => {
    const depot = await start({ databaseUrl: await createPostgresDatabase() });
    expect(await call(depot, 'GET', '/acme/repos/x%00y')).toMatchObject({
      status: expect.toBeOneOf([400, 404]),
    });
    const tags = { tags: { note: 'x\0y' } };
    expect(await call(depot, 'POST', '/acme/repos', { name: 'r', ...tags })).toMatchObject({
      status: 400,
      json: { error: { code: 'BAD_REQUEST' } },
    });
  });
});
