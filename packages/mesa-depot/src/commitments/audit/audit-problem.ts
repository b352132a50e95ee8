/** Something that is not as the audit log was written. */
export interface AuditProblem {
  /** Number of the entry at which it shows. */
  readonly seq: number;
  readonly kind:
    | 'edited'
    | 'missing'
    | 'relinked'
    | 'truncated'
    | 'added'
    | 'other_history'
    | 'record_changed'
    | 'record_added';
  /** What was found, for people. */
  readonly message: string;
}

/** Notes a problem. */
export type Complain = (seq: number, kind: AuditProblem['kind'], message: string) => void;
