import { createDepot, type Depot } from 'mesa-depot';
import { Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

let depot: Depot;
beforeAll(async () => {
  depot = await createDepot();
});
afterAll(() => depot?.close());

test('what is written while the server is being asked is not missed', async () => {
  const other = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  const { name: repo } = await other.repos.create({ name: 'news' });
  // Holds back the first answer to where the bookmark is, once somebody waits for it.
  let isHolding = false;
  let onHeld: () => void = () => {};
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    onHeld = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const mesa = new Mesa({
    apiUrl: depot.apiUrl,
    apiKey: depot.apiKey,
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      if (
        isHolding &&
        new URL(request instanceof Request ? request.url : request).pathname.endsWith('/revision')
      ) {
        isHolding = false;
        onHeld();
        await released;
      }
      return response;
    },
  });
  await using writer = await other.fs.mount({ repos: [repo] });
  await writer.writeFile(`/${repo}/first`, '1');
  const { changeId } = await writer.change.current({ repo });
  await using reader = await mesa.fs.mount({ repos: [{ name: repo, changeId }] });
  expect(await reader.readdir(`/${repo}`)).toEqual(['first']);
  const seen: string[] = [];
  const connected = new Promise<void>((resolve) => setTimeout(resolve, 500));
  const subscription = reader.subscribe(({ path }) => void seen.push(path));
  await connected;
  isHolding = true;
  await writer.writeFile(`/${repo}/second`, '2');
  await held;
  await writer.writeFile(`/${repo}/third`, '3');
  // The news of it is to arrive before the answer.
  await new Promise((resolve) => setTimeout(resolve, 500));
  release();
  // Nobody asks the filesystem for anything, which would make it look again.
  await vi.waitFor(() => expect(seen).toContain(`/${repo}/third`), { timeout: 20_000, interval: 20 });
  subscription.unsubscribe();
});
