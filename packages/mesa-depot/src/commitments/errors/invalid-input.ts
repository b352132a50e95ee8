/** One fault of a request: what it is, where, and the value that has it. */
export interface InputFault {
  /** Kind of the fault, for programs: `missing`, `string_type`, `value_error`, … */
  readonly type: string;
  /** Where: `body` or `query`, then member names and indices. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  /** Figures of the message, for programs. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** Thrown when a request does not have the form that the contract asks for. It lists every fault. */
export class InvalidInput extends Error {
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[]) {
    super(faults.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '));
    this.name = 'InvalidInput';
    this.faults = faults;
  }
}

/** Returns the fault of a value that has the right form and still cannot be taken. */
export function valueFault(loc: InputFault['loc'], why: string, input: unknown): InputFault {
  return { type: 'value_error', loc, msg: `Value error, ${why}`, input };
}
