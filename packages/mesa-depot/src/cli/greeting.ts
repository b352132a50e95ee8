import { join } from 'node:path';
import { type Depot, VERSION } from '../index.js';

/** Returns what `serve` prints once it is ready: where the depot is, and three lines to paste. */
export function greeting(depot: Depot): string {
  return [
    `mesa-depot ${VERSION} serves the organization ${depot.org} at ${depot.url}`,
    `  data  ${depot.dataFolder}`,
    `  key   ${depot.apiKeyPath}${depot.isNewApiKey ? ' (new; shown below this once)' : ''}`,
    ...(depot.commitmentsUrl === undefined ? [] : [`  commitments API at ${depot.commitmentsUrl}`]),
    ...(depot.meshagentUrl === undefined
      ? []
      : [`  MeshAgent API at ${depot.meshagentUrl}, token in ${join(depot.dataFolder, 'meshagent-token')}`]),
    '',
    ...usage(depot),
    '',
    'Ctrl+C stops it.',
  ].join('\n');
}

function usage({ apiKey, apiKeyPath, apiKeyProblem, apiUrl, isNewApiKey }: Depot): string[] {
  if (apiKeyProblem !== undefined) return [`  export MESA_API_URL=${apiUrl}`];
  return [
    `  export MESA_API_URL=${apiUrl}`,
    `  export MESA_API_KEY=${isNewApiKey ? apiKey : `"$(cat ${quote(apiKeyPath)})"`}`,
    '  curl -H "Authorization: Bearer $MESA_API_KEY" "$MESA_API_URL/whoami"',
  ];
}

/** Quotes a path for a POSIX shell where it needs quotes. */
function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
