/**
 * Thrown for the two refusals that the wire has as a plain text without a code: a principal that is not there, and a public
 * key that is registered already. Clients in use tell them apart by having no code.
 */
export class PlainRefusal extends Error {
  readonly kind: 'principal_not_found' | 'public_key_taken';

  constructor(kind: 'principal_not_found' | 'public_key_taken', message: string) {
    super(message);
    this.name = 'PlainRefusal';
    this.kind = kind;
  }
}
