import { InvalidOptionsError } from 'mesa-rest';
import type { Session } from '../core/session.js';
import type { TokensResource } from '../resources/tokens.js';
import type { MesaFileSystem } from './mesa-file-system.js';
import type { FsMountOptions } from './mount-options.js';
import { planRepos } from './mount-plan.js';
import { mountPlanned } from './mount-planned.js';

/** Mounts repositories, as `mesa.fs.mount` promises. */
export async function mount(
  options: FsMountOptions,
  session: Session,
  tokens: TokensResource,
): Promise<MesaFileSystem> {
  refuseLayout(options);
  const { ttl, authors } = options;
  const org = await session.resolveOrg(options.org);
  return mountPlanned(planRepos(options, org), { session, tokens, ttl, authors }, options);
}

function refuseLayout(options: FsMountOptions & { readonly layout?: unknown }): void {
  if (options.layout === undefined) return;
  throw new InvalidOptionsError(
    'fs.mount takes `repos`; a layout is mounted with mesa.fs({ layout }).mount().',
  );
}
