import { MesaError } from './mesa-error.js';

/** Thrown when the server cannot take the request as it is (any other 4xx, most often 422). */
export class BadRequest extends MesaError {
  static {
    BadRequest.prototype.name = 'BadRequest';
  }
}
