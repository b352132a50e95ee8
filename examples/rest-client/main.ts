import { MesaRest } from 'mesa-rest';

// Reads MESA_API_KEY and MESA_API_URL from the environment.
const client = new MesaRest();
const { org } = await client.admin.whoami();

// Create a repository
const repo = await client.repos.create({ org: org.slug, body: { name: 'example-repo' } });

// Initial change on main
const mainChange = await client.changes.create({
  org: org.slug,
  repo: repo.name,
  body: {
    base_change_id: repo.head_change_id,
    message: 'Initial change',
    author: { name: 'Bot', email: 'bot@example.com' },
    files: [
      { path: 'README.md', action: 'upsert', content: 'IyBFeGFtcGxlIFJlcG9zaXRvcnkK', encoding: 'base64' },
    ],
  },
});

// Create a feature bookmark from the change, which no bookmark points to yet
await client.bookmarks.create({
  org: org.slug,
  repo: repo.name,
  body: { name: 'feature', change_id: mainChange.id },
});

// Create a feature change and move the bookmark to it
const featureChange = await client.changes.create({
  org: org.slug,
  repo: repo.name,
  body: {
    base_change_id: mainChange.id,
    message: 'Add feature',
    author: { name: 'Bot', email: 'bot@example.com' },
    files: [
      {
        path: 'feature.py',
        action: 'upsert',
        content: 'RkVBVFVSRV9FTkFCTEVEID0gVHJ1ZQo=',
        encoding: 'base64',
      },
    ],
  },
});
await client.bookmarks.move({
  org: org.slug,
  repo: repo.name,
  bookmark: 'feature',
  body: { change_id: featureChange.id },
});

// Compare the feature with main
const diff = await client.diffs.get({ org: org.slug, repo: repo.name, base: 'main', head: 'feature' });
console.log(`Changes: ${diff.entries.length} files`);
for (const entry of diff.entries) console.log(`${entry.status}: ${entry.path}`);

// Merge the feature into main and clean up
const merge = await client.merge.perform({
  org: org.slug,
  repo: repo.name,
  base: 'main',
  body: { head: 'feature', author: { name: 'Bot', email: 'bot@example.com' }, delete_branch: true },
});
console.log(`Merged via ${merge.merge_type}: ${merge.sha}`);

await client.repos.delete({ org: org.slug, repo: repo.name });
