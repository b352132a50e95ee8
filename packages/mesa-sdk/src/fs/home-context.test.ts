import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { HomeContext } from './home-context.js';

test('work runs in the context of its making, and its result comes back to the one of its asking', async () => {
  const storage = new AsyncLocalStorage<string>();
  const home = storage.run('home', () => new HomeContext());
  await storage.run('elsewhere', async () => {
    const seen = await Promise.all(
      [1, 2].map(() =>
        home.run(async () => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          return storage.getStore();
        }),
      ),
    );
    expect(seen).toEqual(['home', 'home']);
    expect(storage.getStore()).toBe('elsewhere');
    await expect(home.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
  home.close();
});
