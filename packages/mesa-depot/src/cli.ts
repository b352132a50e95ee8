#!/usr/bin/env node
import { isIP } from 'node:net';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ExportCommandOptions } from './cli/export.js';
import { LOG_LEVELS } from './cli/log-levels.js';
import type { GcOptions, PlaceOptions } from './cli/maintenance.js';
import { refuseOldNode } from './cli/refuse-old-node.js';
import type { ServeOptions } from './cli/serve.js';
import { VERSION } from './depot/version.js';

// The commands are loaded when they run: `--help` has no use for a server.

const DEFAULT_DATA = './.mesa';

const oldNode = refuseOldNode(process.versions.node);
if (oldNode !== undefined) {
  process.stderr.write(`mesa-depot: ${oldNode}\n`);
  process.exit(1);
}

const program = new Command('mesa-depot')
  .description('A Mesa server: versioned storage for agents, with real git objects in one SQL file.')
  .version(VERSION)
  .showHelpAfterError('Try --help.')
  .addHelpText(
    'after',
    `
Examples:
  $ mesa-depot serve                               on 127.0.0.1:8790, with its data in ./.mesa
  $ mesa-depot serve --port 0 --json               any free port; one line of JSON when ready, for scripts
  $ mesa-depot export my-repo ./my-repo.git        a bare git repository, also while the depot serves
  $ mesa-depot backup /backups/today.tar.gz        everything in one file, also while the depot serves`,
  );

program
  .command('serve')
  .description('Start a depot. The first start makes the data folder, the organization and an admin key.')
  .option('--port <number>', 'port to listen on; 0 takes any free one', parsePort, 8790)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--data <folder>', 'folder for the database and the keys', parseFolder, DEFAULT_DATA)
  .addOption(databaseUrlOption())
  .addOption(objectsUrlOption())
  .option(
    '--large-file-size <bytes>',
    'files of more bytes go to --objects-url (default: 1048576, which is also the least)',
    parseCount,
  )
  .option(
    '--public-url <url>',
    'where clients reach the depot, for URLs in webhooks (default: where it listens)',
    parseOrigin,
  )
  .option('--org <slug>', 'organization (default: the one in the database, at first "acme")')
  .option('--json', 'print one line of JSON when ready, and nothing else on stdout')
  .option(
    '--allow-private-networks',
    'let webhooks and upstreams be on private networks (default: on loopback without a database URL)',
  )
  .option('--no-allow-private-networks', 'refuse them on loopback too')
  .option('--official-only', 'serve the official operations alone, without the extensions')
  .option(
    '--rate-limit <number>',
    'requests a second of one credential, averaged over 10 s; 0 for no limit (default: 200, none on loopback)',
    parseRate,
  )
  .option(
    '--trust-proxy <addresses>',
    'proxies whose X-Forwarded-For is believed, for example 10.0.0.0/8,127.0.0.1 (default: none)',
    parseAddresses,
  )
  .option('--commitments', 'serve the commitments API as well, below /commitments')
  .option(
    '--meshagent-port <number>',
    'serve the MeshAgent API as well, on this port; 0 takes any free one',
    parsePort,
  )
  .option(
    '--meshagent-public-url <url>',
    'where clients reach that API, for URLs in its answers and webhooks (default: where they did, and where it listens)',
    parseOrigin,
  )
  .addOption(new Option('--log-level <level>', 'what to log to stderr').choices(LOG_LEVELS).default('info'))
  .addHelpText(
    'after',
    `
The admin key is printed at the first start and kept in <folder>/admin-key, readable by you alone.
SIGTERM and SIGINT let requests in flight end; a second signal stops at once.

MESA_DEPOT_DATABASE_URL keeps the password of the database off the command line. Secrets in the database are encrypted
with a key in <folder>/instance-key; depots on one database need the same, in that file or in MESA_DEPOT_INSTANCE_KEY.

The token of who runs the MeshAgent API is kept in <folder>/meshagent-token, readable by you alone.

The admin of the commitments API is who sends what MESA_ADMIN_TOKEN holds; while it is empty nobody is.

Examples:
  $ mesa-depot serve --data /var/lib/mesa --org my-team
  $ mesa-depot serve --port 0 --json --log-level warn`,
  )
  .action(async (options: ServeOptions, command: Command) => {
    if (options.meshagentPublicUrl !== undefined && options.meshagentPort === undefined) {
      command.error('error: --meshagent-public-url is of no use without --meshagent-port.');
    }
    const { serve } = await import('./cli/serve.js');
    const { MESA_DEPOT_INSTANCE_KEY: instanceKey, MESA_ADMIN_TOKEN: adminToken } = process.env;
    const secrets = { ...(instanceKey && { instanceKey }), ...(adminToken && { adminToken }) };
    const given = { ...options, ...secrets };
    await serve(given, {
      pid: process.pid,
      print: (text) => void process.stdout.write(`${text}\n`),
      warn: (text) => void process.stderr.write(`${text}\n`),
      onStop: (listener) => {
        process.on('SIGTERM', listener);
        process.on('SIGINT', listener);
      },
      exit: (code) => process.exit(code),
    });
  });

program
  .command('export')
  .description('Write a repository as a bare git repository: bookmarks become branches.')
  .argument('<repo>', 'name of the repository')
  .argument('<folder>', 'where to write it; must not exist, or be empty', parseFolder)
  .option(
    '--data <folder>',
    'data folder of the depot, which may be serving meanwhile',
    parseFolder,
    DEFAULT_DATA,
  )
  .addOption(databaseUrlOption())
  .addOption(objectsUrlOption())
  .option('--org <slug>', 'organization (default: the one in the database)')
  .addHelpText(
    'after',
    `
Example:
  $ mesa-depot export my-repo ./my-repo.git && git clone ./my-repo.git`,
  )
  .action(async (repo: string, folder: string, options: ExportCommandOptions) => {
    const { runExport } = await import('./cli/export.js');
    process.stdout.write(`${await runExport(repo, folder, options)}\n`);
  });

const print = (line: string): void => void process.stdout.write(`${line}\n`);

placed(program.command('migrate'))
  .description('Bring the database to the schema of this version. `serve` does so by itself.')
  .action(async (options: PlaceOptions) => {
    const { runMigrate } = await import('./cli/maintenance.js');
    await runMigrate(options, print);
  });

placed(program.command('backup'))
  .description('Write everything into one file, as it is at this moment, also while depots serve it.')
  .argument('<file>', 'where to write it; must not exist', parseFolder)
  .addHelpText(
    'after',
    `
The file is readable by you alone. It can be restored on SQLite and on PostgreSQL, whichever it is from. Not inside are the
instance key and the files in the object store.`,
  )
  .action(async (file: string, options: PlaceOptions) => {
    const { runBackup } = await import('./cli/maintenance.js');
    await runBackup(file, options, print);
  });

placed(program.command('restore'))
  .description('Fill an empty data folder or database from a backup, and check the result.')
  .argument('<file>', 'what `backup` wrote', parseFolder)
  .action(async (file: string, options: PlaceOptions) => {
    const { runRestore } = await import('./cli/maintenance.js');
    if (!(await runRestore(file, options, print))) process.exitCode = 1;
  });

placed(program.command('gc'))
  .description('Remove what nothing refers to any more, also while depots serve it.')
  .option('--retention <days>', 'how long commits are kept that their change has left', parseCount, 90)
  .option('--grace <hours>', 'how long files are kept that are in no change yet; 2 or more', parseGrace, 24)
  .option('--dry-run', 'only say what would be removed')
  .action(async (options: GcOptions) => {
    const { runGc } = await import('./cli/maintenance.js');
    await runGc(options, print);
  });

placed(program.command('doctor'))
  .description(
    'Check every reference and hash; exit code 1 when something is wrong. Also while depots serve it.',
  )
  .action(async (options: PlaceOptions) => {
    const { runDoctor } = await import('./cli/maintenance.js');
    if (!(await runDoctor(options, print))) process.exitCode = 1;
  });

/** Adds the options that say where a depot stores. */
function placed(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder of the depot', parseFolder, DEFAULT_DATA)
    .addOption(databaseUrlOption())
    .addOption(objectsUrlOption());
}

function databaseUrlOption(): Option {
  return new Option(
    '--database-url <url>',
    'PostgreSQL database, which several depots may share (default: a file in the data folder)',
  ).env('MESA_DEPOT_DATABASE_URL');
}

function objectsUrlOption(): Option {
  return new Option(
    '--objects-url <url>',
    'store for large files, s3://bucket/prefix?endpoint=…&region=… (default: in the database)',
  ).env('MESA_DEPOT_OBJECTS_URL');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('It must be a whole number.');
  return count;
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || rate > 1_000_000)
    throw new InvalidArgumentError('It must be a number from 0 to 1000000.');
  return rate;
}

function parseAddresses(text: string): string {
  const parts = text.split(',').map((part) => part.trim());
  const isAddress = (part: string): boolean => isIP(part.replace(/\/\d{1,3}$/, '')) !== 0;
  if (!parts.every(isAddress))
    throw new InvalidArgumentError(
      'It must be addresses or networks such as 10.0.0.0/8, separated by commas.',
    );
  return parts.join(',');
}

/** When something was stored is known to the hour, and an upload takes its time. */
function parseGrace(text: string): number {
  const hours = parseCount(text);
  if (hours < 2) throw new InvalidArgumentError('It must be 2 hours or more.');
  return hours;
}

/** Returns the origin of a URL: whatever path it has, the API is below `/v1`. */
function parseOrigin(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('It must be a URL with http or https.');
  return new URL(text).origin;
}

/** An empty name, as of a variable that is not set, would mean the current folder. */
function parseFolder(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

try {
  await program.parseAsync();
} catch (error) {
  const { describeFailure } = await import('./cli/describe-failure.js');
  process.stderr.write(`mesa-depot: ${describeFailure(error)}\n`);
  process.exitCode = 1;
}
