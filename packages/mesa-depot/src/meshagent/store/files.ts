import { sql } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';

/** A file of a project. */
export interface FileRecord {
  readonly path: string;
  readonly contentId: string;
  /** Bytes. */
  readonly size: number;
  readonly updatedAt: number;
}

interface FileKey {
  readonly projectId: string;
  readonly path: string;
}

/** Begins an upload: its bytes belong to no file until {@link putFile}. */
export async function insertContent(
  tx: Transaction,
  content: { readonly id: string; readonly projectId: string; readonly createdAt: number },
): Promise<void> {
  await tx
    .insertInto('mesh_file_contents')
    .values({ id: content.id, project_id: content.projectId, created_at: content.createdAt })
    .execute();
}

export async function insertChunk(
  tx: Transaction,
  chunk: { readonly contentId: string; readonly index: number; readonly bytes: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('mesh_file_chunks')
    .values({ content_id: chunk.contentId, chunk_index: chunk.index, bytes: chunk.bytes })
    .execute();
}

export async function getChunk(
  executor: Executor,
  contentId: string,
  index: number,
): Promise<Uint8Array | undefined> {
  const row = await executor
    .selectFrom('mesh_file_chunks')
    .select('bytes')
    .where('content_id', '=', contentId)
    .where('chunk_index', '=', index)
    .executeTakeFirst();
  return row?.bytes;
}

/** Gives a path of a project its content. Returns the id of the content that it had. */
export async function putFile(
  tx: Transaction,
  { projectId, path, contentId, size, updatedAt }: FileRecord & FileKey,
): Promise<string | undefined> {
  const before = await getFile(tx, { projectId, path });
  await tx
    .insertInto('mesh_files')
    .values({ project_id: projectId, path, content_id: contentId, size, updated_at: updatedAt })
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'path'])
        .doUpdateSet({ content_id: contentId, size, updated_at: updatedAt }),
    )
    .execute();
  return before?.contentId;
}

export async function getFile(
  executor: Executor,
  { projectId, path }: FileKey,
): Promise<FileRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_files')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('path', '=', path)
    .executeTakeFirst();
  return row && { path, contentId: row.content_id, size: row.size, updatedAt: row.updated_at };
}

/** Returns files in order of their paths. */
export async function listFiles(
  executor: Executor,
  request: {
    readonly projectId: string;
    readonly prefix: string;
    readonly after: string;
    readonly limit: number;
  },
): Promise<FileRecord[]> {
  const rows = await executor
    .selectFrom('mesh_files')
    .selectAll()
    .where('project_id', '=', request.projectId)
    .where('path', '>', request.after)
    .where(sql<boolean>`substr(path, 1, ${[...request.prefix].length}) = ${request.prefix}`)
    .orderBy('path')
    .limit(request.limit)
    .execute();
  return rows.map((row) => ({
    path: row.path,
    contentId: row.content_id,
    size: row.size,
    updatedAt: row.updated_at,
  }));
}

/** Removes a content with its bytes, and the file that has it. Returns false when there is none. */
export async function deleteContent(tx: Transaction, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('mesh_file_contents').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Returns contents that no file has and that are older, at most `limit`: of uploads that were cut by a crash. */
export async function listAbandonedContents(
  executor: Executor,
  before: number,
  limit: number,
): Promise<string[]> {
  const rows = await executor
    .selectFrom('mesh_file_contents')
    .leftJoin('mesh_files', 'mesh_files.content_id', 'mesh_file_contents.id')
    .select('mesh_file_contents.id')
    .where('mesh_files.content_id', 'is', null)
    .where('mesh_file_contents.created_at', '<', before)
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
