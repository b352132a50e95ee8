import { Buffer } from 'node:buffer';
import { Mesa } from 'mesa-sdk';

const mesa = new Mesa({ org: 'acme' });

async function main(): Promise<void> {
  const repo = await mesa.repos.create({ name: 'demo' });

  const change = await mesa.changes.create({
    repo: repo.name,
    base_change_id: repo.head_change_id,
    message: 'Add README',
    author: { name: 'Docs Bot', email: 'docs@example.com' },
    files: [
      {
        path: 'README.md',
        content: Buffer.from('# Demo\n').toString('base64'),
      },
    ],
  });

  await mesa.bookmarks.move({
    repo: repo.name,
    bookmark: repo.default_bookmark,
    change_id: change.id,
  });

  await using fs = await mesa.fs.mount({ repos: [repo.name] });
  const data = await fs.read(`/${repo.org}/${repo.name}/README.md`);
  console.log(new TextDecoder().decode(data));
}

await main();
