import { type SqlBool, sql } from 'kysely';
import type { Executor } from '../storage/index.js';

/** Checks that the files of MeshAgent projects have all of their pieces, and as many bytes as they say. */
export async function checkFiles(read: Executor, onBroken: (problem: string) => void): Promise<void> {
  const bytes = sql<number>`coalesce(sum(length(mesh_file_chunks.bytes)), 0)`;
  const rows = await read
    .selectFrom('mesh_files')
    .leftJoin('mesh_file_chunks', 'mesh_file_chunks.content_id', 'mesh_files.content_id')
    .select(['mesh_files.project_id', 'mesh_files.path', 'mesh_files.size', bytes.as('bytes')])
    .groupBy(['mesh_files.project_id', 'mesh_files.path', 'mesh_files.size'])
    .having(
      sql<SqlBool>`${bytes} <> mesh_files.size
        or coalesce(max(mesh_file_chunks.chunk_index) + 1, 0) <> count(mesh_file_chunks.chunk_index)`,
    )
    .execute();
  for (const { project_id, path, size, bytes } of rows)
    onBroken(
      `The file ${JSON.stringify(path)} of the project ${project_id} has ${size} bytes; its pieces have ${Number(bytes)}, or one is missing.`,
    );
}
