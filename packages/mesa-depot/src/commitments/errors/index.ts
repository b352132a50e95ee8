export { CommitmentsError } from './commitments-error.js';
export { COMMITMENTS_ERROR_CODES, type CommitmentsErrorCode } from './commitments-error-codes.js';
export { type InputFault, InvalidInput, valueFault } from './invalid-input.js';
export { plainMessage } from './plain-message.js';
export { PlainRefusal } from './plain-refusal.js';
