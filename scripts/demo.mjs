// Shows the whole product on a real tree: a depot, two agents, merges, a conflict, programs on mounted files, webhooks.
//   npm run demo

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError, Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { exportAndCheck, startDepot } from './demo/depot.mjs';
import { findTree } from './demo/find-tree.mjs';
import { isMounted, mountRepo } from './demo/mount.mjs';
import { colourPatch, note, step, summary } from './demo/output.mjs';
import { startReceiver } from './demo/receiver.mjs';
import { workInMount, workInProcess } from './demo/work-in-mount.mjs';

const REPO = 'demo';
const folder = await mkdtemp(join(tmpdir(), 'mesa-demo-'));
const cleanUps = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];
let cleaned;
const cleanUpAll = () => {
  cleaned ??= (async () => {
    const failures = [];
    // What comes after a failed step has to go too.
    for (const cleanUp of cleanUps.reverse()) await cleanUp().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  })();
  return cleaned;
};
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, () => {
    const exit = () => process.exit(code);
    cleanUpAll().then(exit, exit);
  });
}

try {
  await run();
  summary('Done. No process and no file of the demo is left.');
} finally {
  await cleanUpAll();
}

async function run() {
  const depot = await step('Start a depot', async () => {
    const started = await startDepot(folder, cleanUps);
    note(`${started.api_url}, process ${started.pid}, organization ${started.org}`);
    return started;
  });
  const mesa = new Mesa({ apiKey: depot.api_key, apiUrl: depot.api_url });

  const receiver = await step('Subscribe to webhooks', async () => {
    const started = await startReceiver();
    cleanUps.push(() => started.stop());
    const target = await mesa.webhookTargets.create({
      url: started.url,
      events: [
        'repo.created',
        'change.created',
        'change.evolved',
        'bookmark.created',
        'bookmark.moved',
        'bookmark.merged',
      ],
    });
    started.verifyWith(
      new Mesa({ apiKey: depot.api_key, apiUrl: depot.api_url, webhookSecret: target.secret }),
    );
    note(`${started.url}, signed with the secret of ${target.id}`);
    return started;
  });

  const tree = await step('Import a real tree', async () => {
    const found = await findTree();
    await mesa.repos.create({ name: REPO, tags: { demo: 'yes' } });
    const change = await mesa.changes.create({
      repo: REPO,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      message: `Import ${found.name} ${found.version}`,
      author: { name: 'Importer', email: 'importer@example.com' },
      files: [
        ...found.files.map(({ path, bytes }) => ({ path, bytes })),
        { path: 'NOTES.md', text: '# Notes\n\nfirst\n\n---\n\nlast\n' },
      ],
    });
    await mesa.bookmarks.move({ repo: REPO, bookmark: 'main', change_id: change.id });
    note(`${found.files.length} files of ${found.name} ${found.version} in change ${change.id.slice(0, 8)}`);
    return { ...found, changeId: change.id };
  });

  const agents = await step('Two agents work side by side, each on its bookmark', () =>
    Promise.all([
      work('agent-a', {
        'NOTES.md': '# Notes\n\nfirst, says A\n\n---\n\nlast\n',
        'a/plan.md': 'Plan of A\n',
      }),
      work('agent-b', {
        'NOTES.md': '# Notes\n\nfirst\n\n---\n\nlast, says B\n',
        'b/plan.md': 'Plan of B\n',
      }),
    ]),
  );

  async function work(bookmark, files, base = tree.changeId) {
    const change = await mesa.changes.create({
      repo: REPO,
      base_change_id: base,
      message: `Work of ${bookmark}`,
      author: { name: bookmark, email: `${bookmark}@example.com` },
      files: Object.entries(files).map(([path, text]) => ({ path, text })),
    });
    await mesa.bookmarks.create({ repo: REPO, name: bookmark, change_id: change.id });
    note(
      `${bookmark} made change ${change.id.slice(0, 8)} (commit ${change.current_commit_oid.slice(0, 8)})`,
    );
    return change;
  }

  await step('Show what agent-a changed', async () => {
    const patch = await mesa.diffs.getText({
      repo: REPO,
      base_change_id: tree.changeId,
      head_change_id: agents[0].id,
    });
    note(colourPatch(patch));
  });

  await step('Merge both into main: other lines of the same file, so no conflict', async () => {
    for (const source of ['agent-a', 'agent-b']) {
      const merge = await mesa.bookmarks.merge({ repo: REPO, target: 'main', source, delete_source: true });
      note(`${source}: ${merge.merge_type} ${merge.commit_oid.slice(0, 8)}`);
    }
    note(await mesa.content.getText({ repo: REPO, path: 'NOTES.md' }));
  });

  await step(
    'Two agents change the same line: the second merge conflicts, and is resolved hunk by hunk',
    async () => {
      const { head_change_id: head } = await mesa.repos.get({ repo: REPO });
      await work('fix-a', { 'NOTES.md': '# Notes of A\n\nfirst, says A\n\n---\n\nlast, says B\n' }, head);
      await work('fix-b', { 'NOTES.md': '# Notes of B\n\nfirst, says A\n\n---\n\nlast, says B\n' }, head);
      await mesa.bookmarks.merge({ repo: REPO, target: 'main', source: 'fix-a' });
      const error = await mesa.bookmarks.merge({ repo: REPO, target: 'main', source: 'fix-b' }).then(
        () => undefined,
        (reason) => reason,
      );
      if (!(error instanceof ConflictError))
        throw new Error('the merge should have conflicted', { cause: error });
      note(`${error.code}: ${error.details.conflict_paths.join(', ')}`);
      const [entry] = error.details.conflicted_entries;
      const [hunk] = entry.hunks;
      for (const side of ['target', 'base', 'source']) {
        note(`  ${side}: ${Buffer.from(hunk[side].content, 'base64').toString().trimEnd()}`);
      }
      const merge = await mesa.bookmarks.merge({
        repo: REPO,
        target: 'main',
        source: 'fix-b',
        resolutions: [{ path: entry.path, hunks: [{ hunk_id: hunk.hunk_id, text: '# Notes of A and B\n' }] }],
      });
      note(`hunk ${hunk.hunk_id} resolved: ${merge.merge_type}, conflicted: ${merge.is_conflicted}`);
    },
  );

  await step('Read a file back and compare its bytes', async () => {
    const largest = tree.files.reduce((a, b) => (a.bytes.length > b.bytes.length ? a : b));
    const bytes = await mesa.content.getBytes({ repo: REPO, path: largest.path });
    if (Buffer.compare(bytes, largest.bytes) !== 0) throw new Error(`${largest.path} came back different`);
    note(`${largest.path}: ${bytes.length} bytes, equal`);
  });

  const mounted = await step('Mount the repository as a folder of this machine', async () => {
    const made = await mountRepo(mesa, REPO, folder, cleanUps);
    note(made.folder ?? `in this process, because this machine cannot: ${made.reason}`);
    return made;
  });

  await step('Run programs on it: a search, a build, a test, an edit', async () => {
    if (mounted.folder === undefined) await workInProcess(mounted.fs, REPO);
    else await workInMount(mounted.folder, tree);
  });

  await step('Save what they wrote with a checkpoint, show the difference, unmount', async () => {
    const { head_change_id: before } = await mesa.repos.get({ repo: REPO });
    const { savedChangeOid } = await mounted.fs.change.checkpoint({
      repo: REPO,
      message: 'Build the package',
    });
    const range = { repo: REPO, base_change_id: before, head_change_id: savedChangeOid };
    const files = (await mesa.diffs.getText(range)).split(/^(?=diff --git )/m);
    note(colourPatch(files.find((file) => file.includes(' b/NOTES.md'))));
    note(`and ${files.length - 1} more files, in change ${savedChangeOid.slice(0, 8)}`);
    await mounted.fs.close();
    if (await isMounted(mounted.mountPoint)) throw new Error(`${mounted.mountPoint} is still mounted`);
  });

  await step('Export to a git repository and check it with git', async () => {
    note(await exportAndCheck(folder, depot, REPO));
  });

  await step('Receive the webhooks and verify their signatures', async () => {
    const counts = await receiver.waitFor({ 'change.created': 11, 'bookmark.merged': 4 });
    note(
      Object.entries(counts)
        .map(([type, count]) => `${type} ${count}`)
        .join(', '),
    );
  });
}
