import { ApiError, ConflictError, Mesa, NotFoundError, TimeoutError } from 'mesa-sdk';

const mesa = new Mesa({ timeoutMs: 10_000 });

// By class: one for each kind of failure.
try {
  await mesa.repos.get({ repo: 'missing' });
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error;
  console.log(`${error.status} ${error.message}`); // the message begins with `error.code`
}

// By code, where a class has several causes.
const repo = await mesa.repos.create({ name: 'example-errors' });
const change = await mesa.changes.create({
  repo: repo.name,
  base_change_id: repo.head_change_id,
  files: [{ path: 'counter', text: '1\n' }],
});
await mesa.changes.update({
  repo: repo.name,
  change_id: change.id,
  files: [{ path: 'counter', text: '2\n' }],
});
try {
  await mesa.changes.update({
    repo: repo.name,
    change_id: change.id,
    base_commit_oid: change.current_commit_oid, // what we read; somebody was faster
    files: [{ path: 'counter', text: '3\n' }],
  });
} catch (error) {
  if (!(error instanceof ConflictError) || error.code !== 'STALE_COMMIT') throw error;
  console.log('Somebody was faster: read the change again, then repeat the update.');
}

// What does not reach the server is an error before the request.
try {
  await mesa.changes.create({
    repo: repo.name,
    base_change_id: change.id,
    files: [{ path: 'README.md', content: 'Hello, world!' }], // not base64
  });
} catch (error) {
  console.log(error instanceof ApiError ? 'sent' : `${(error as { code: string }).code}: not sent`);
}

// Time-outs and cancellation.
try {
  await mesa.repos.list({}, { signal: AbortSignal.abort() });
} catch (error) {
  console.log(error instanceof TimeoutError ? 'timed out' : 'cancelled');
}

await mesa.repos.delete({ repo: repo.name });
