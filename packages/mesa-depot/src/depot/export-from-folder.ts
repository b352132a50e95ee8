import { DepotError } from '../errors/index.js';
import { type ExportResult, exportRepo } from '../service/export-repo.js';
import { openEmbeddedReader } from '../storage/embedded/open-embedded-reader.js';
import { getRepoByName, listOrgs } from '../storage/index.js';

/** What {@link exportFromFolder} exports, and where to. */
export interface ExportOptions {
  /** Data folder of the depot, which may be serving meanwhile. */
  readonly dataFolder: string;
  /** Slug of the organization. Default: the one in the data folder. */
  readonly org?: string;
  /** Name of the repository. */
  readonly repo: string;
  /** Folder for the bare git repository; it must not exist, or be empty. */
  readonly to: string;
}

/**
 * Writes a repository of a data folder as a bare git repository.
 *
 * @throws DepotError `NOT_FOUND` for an unknown organization or repository, `ALREADY_EXISTS` when `to` is taken,
 * `DATA_FOLDER_UNUSABLE` or `DATA_FOLDER_TOO_NEW` for the data folder.
 */
export async function exportFromFolder(options: ExportOptions): Promise<ExportResult> {
  const reader = await openEmbeddedReader({ folder: options.dataFolder });
  try {
    const orgs = await listOrgs(reader.read);
    const org = options.org === undefined ? orgs[0] : orgs.find(({ slug }) => slug === options.org);
    if (org === undefined) {
      throw new DepotError(
        'NOT_FOUND',
        `There is no organization "${options.org ?? ''}" in ${options.dataFolder}.`,
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
