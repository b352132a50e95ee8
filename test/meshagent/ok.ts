import type { ContractAnswer } from '../helpers/send.js';

/** Returns the body of an answer that must be a success. */
export function ok(answer: ContractAnswer): ContractAnswer['body'] {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  if (answer.problems.length > 0) throw new Error(answer.problems.join('\n'));
  return answer.body;
}
