import { Mesa } from 'mesa-sdk';

// Reads MESA_API_KEY and MESA_API_URL from the environment; the organization is that of the key.
const mesa = new Mesa();

const repo = await mesa.repos.create({ name: 'demo' });

const change = await mesa.changes.create({
  repo: repo.name,
  base_change_id: repo.head_change_id,
  message: 'Add README',
  author: { name: 'Docs Bot', email: 'docs@example.com' },
  files: [{ path: 'README.md', text: '# Demo\n' }],
});

await mesa.bookmarks.move({ repo: repo.name, bookmark: repo.default_bookmark, change_id: change.id });

const fs = await mesa.fs.mount({ repos: [repo.name] });
try {
  console.log((await fs.readFile(`/${repo.org}/${repo.name}/README.md`)).trimEnd());

  // The first write makes a new change; a checkpoint describes it and moves the bookmark.
  await fs.mkdir('/demo/notes');
  await fs.writeFile('/demo/notes/today.md', 'It works.\n');
  await fs.change.checkpoint({ repo: repo.name, message: 'Add a note' });
  console.log(await fs.readdir('/demo'));
} finally {
  await fs.close();
}

for await (const { message } of mesa.changes.list({ repo: repo.name })) {
  console.log(message === '' ? '(the change that is written to next)' : message);
}
