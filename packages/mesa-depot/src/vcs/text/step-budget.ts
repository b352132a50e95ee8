/** Thrown when comparing two files would take more steps than allowed. Callers answer "replaced whole". */
export class BudgetExceededError extends Error {
  constructor() {
    super('Comparing these files takes more steps than allowed.');
    this.name = 'BudgetExceededError';
  }
}

/**
 * Counts the steps of a comparison and stops it when there have been too many.
 *
 * Steps, not milliseconds, so that the same two files give the same answer on a busy machine as on an idle one:
 * a merge must not turn into a conflict because somebody else was working.
 */
export class StepBudget {
  #left: number;

  /** @param steps how many may be spent; about 100 million take a second. */
  constructor(steps: number = Number.POSITIVE_INFINITY) {
    this.#left = steps;
  }

  /** @throws BudgetExceededError when fewer than `steps` are left. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetExceededError();
  }
}
