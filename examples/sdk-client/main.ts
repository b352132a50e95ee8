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

const readme = await mesa.content.getText({ repo: repo.name, path: 'README.md' });
console.log(readme.trimEnd());

const { scopes } = await mesa.whoami();
const token = await mesa.tokens.create({
  scopes: ['read'],
  repos: [`${repo.org}/${repo.name}`],
  ttl_seconds: 600,
});
console.log(
  `The key may ${scopes.join(', ')}; the token may ${token.scopes.join(', ')} ${token.repos?.join(', ')}`,
);

await mesa.repos.delete({ repo: repo.name });
