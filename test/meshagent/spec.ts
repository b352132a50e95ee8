import { loadSpec, type Operation as SpecOperation } from '../helpers/load-spec.js';

/** Who may call an operation. */
export type Scope =
  | 'none'
  | 'caller'
  | 'user'
  | 'operator'
  | 'member'
  | 'developer'
  | 'admin'
  | 'room-creator'
  | 'room-manager';

export type Operation = SpecOperation<Scope>;

export const SPEC = loadSpec<Scope>('meshagent');
