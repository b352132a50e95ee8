import { exportFromFolder } from '../index.js';

/** Options of the command `export`, as the command line gives them. */
export interface ExportCommandOptions {
  readonly data: string;
  readonly databaseUrl?: string;
  readonly objectsUrl?: string;
  readonly org?: string;
}

/** Exports a repository and returns what to tell about it. */
export async function runExport(
  repo: string,
  folder: string,
  options: ExportCommandOptions,
): Promise<string> {
  const { branches, tags, commits, objects } = await exportFromFolder({
    dataFolder: options.data,
    repo,
    to: folder,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    ...(options.objectsUrl === undefined ? {} : { objectsUrl: options.objectsUrl }),
    ...(options.org === undefined ? {} : { org: options.org }),
  });
  const counts = [
    count(branches, 'branch', 'branches'),
    ...(tags === 0 ? [] : [count(tags, 'tag')]),
    count(commits, 'commit'),
    count(objects, 'object'),
  ];
  return `Exported ${repo} to ${folder}: ${counts.join(', ')}.`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
