import { Mesa } from 'mesa-sdk';

const mesa = new Mesa();
for (let n = 1; n <= 7; n++)
  await mesa.repos.create({ name: `repo-${n}`, tags: { parity: n % 2 ? 'odd' : 'even' } });

// Item by item: pages are fetched as they are needed, and none after the loop is left.
for await (const repo of mesa.repos.list({ limit: 2 })) {
  console.log(`item ${repo.name}`);
  if (repo.name === 'repo-3') break;
}

// Page by page: keep `next_cursor` wherever you like and go on later.
let cursor: string | null = null;
do {
  const page = await mesa.repos.list({ limit: 3, ...(cursor ? { cursor } : {}) });
  console.log(`page ${page.repos.map((repo) => repo.name).join(', ')}`);
  cursor = page.next_cursor;
} while (cursor);

// Filters are typed.
const odd = [];
for await (const repo of mesa.repos.list({ tags: { parity: 'odd' } })) odd.push(repo.name);
console.log(`odd ${odd.join(', ')}`);

for (let n = 1; n <= 7; n++) await mesa.repos.delete({ repo: `repo-${n}` });
