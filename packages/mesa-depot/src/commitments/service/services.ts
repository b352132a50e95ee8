import { ApprovalService } from './approvals.js';
import { AuditService } from './audit.js';
import { CommitmentService } from './commitments.js';
import { DeliberationService } from './deliberations.js';
import type { CommitmentsDeps } from './deps.js';
import { LiveEvents } from './live-events.js';
import { PolicyService } from './policies.js';
import { PrincipalService } from './principals.js';

/** The use cases of the commitments server, one member for each resource. */
export interface CommitmentsServices {
  readonly principals: PrincipalService;
  readonly commitments: CommitmentService;
  readonly deliberations: DeliberationService;
  readonly policies: PolicyService;
  readonly approvals: ApprovalService;
  readonly audit: AuditService;
  readonly events: LiveEvents;
}

/** Makes the services over one storage. */
export function createCommitmentsServices(deps: Omit<CommitmentsDeps, 'onEvent'>): CommitmentsServices {
  const events = new LiveEvents(deps);
  const all: CommitmentsDeps = { ...deps, onEvent: () => events.wake() };
  return {
    principals: new PrincipalService(all),
    commitments: new CommitmentService(all),
    deliberations: new DeliberationService(all),
    policies: new PolicyService(all),
    approvals: new ApprovalService(all),
    audit: new AuditService(all),
    events,
  };
}
