import { MesaError } from '../errors/mesa-error.js';

/** Thrown when a text is not JSON, or is nested deeper than allowed. */
export class JsonSyntaxError extends MesaError {
  /** Where in the text, in UTF-16 units from 0. */
  readonly position: number;

  static {
    JsonSyntaxError.prototype.name = 'JsonSyntaxError';
  }

  constructor(text: string, position: number) {
    super('INVALID_JSON', text);
    this.position = position;
  }
}
