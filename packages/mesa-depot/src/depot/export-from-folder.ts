import { DepotError } from '../errors/index.js';
import { type ExportResult, exportRepo } from '../git/export/export-repo.js';
import { getRepoByName, listOrgs } from '../storage/index.js';
import { openReader } from './open-storage.js';

/** What {@link exportFromFolder} exports, and where to. */
export interface ExportOptions {
  /** Data folder of the depot, which may be serving meanwhile. */
  readonly dataFolder: string;
  /** URL of its PostgreSQL database. Default: it has none, and everything is in the data folder. */
  readonly databaseUrl?: string;
  /** Its store for large blobs, `s3://…`. Default: it has none. */
  readonly objectsUrl?: string;
  /** Slug of the organization. Default: the one in the data folder. */
  readonly org?: string;
  /** Name of the repository. */
  readonly repo: string;
  /** Folder for the bare git repository; it must not exist, or be empty. */
  readonly to: string;
}

/**
 * Writes a repository of a depot as a bare git repository.
 *
 * @throws DepotError `NOT_FOUND` for an unknown organization or repository, `ALREADY_EXISTS` when `to` is taken,
 * `DATA_FOLDER_UNUSABLE` or `DATA_FOLDER_TOO_NEW` for the data folder, `DATABASE_UNUSABLE` or `DATABASE_TOO_NEW` for the database.
 */
export async function exportFromFolder(options: ExportOptions): Promise<ExportResult> {
  const { dataFolder, databaseUrl, objectsUrl } = options;
  const reader = await openReader({ folder: dataFolder, databaseUrl, objectsUrl });
  try {
    const orgs = await listOrgs(reader.read);
    const org = options.org === undefined ? orgs[0] : orgs.find(({ slug }) => slug === options.org);
    if (org === undefined) {
      throw new DepotError(
        'NOT_FOUND',
        `There is no organization "${options.org ?? ''}" in ${databaseUrl === undefined ? dataFolder : 'the database'}.`,
      );
    }
    const repo = await getRepoByName(reader.read, org.id, options.repo);
    if (repo === undefined) {
      throw new DepotError(
        'NOT_FOUND',
        `There is no repository "${options.repo}" in the organization "${org.slug}".`,
      );
    }
    return await exportRepo(reader.read, repo, options.to);
  } finally {
    await reader.close();
  }
}
