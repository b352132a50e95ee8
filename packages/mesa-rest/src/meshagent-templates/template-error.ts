/** Why a service template cannot be rendered: what is in it, or the values that it gets. */
export type TemplateErrorCode = 'invalid_request' | 'template_unsupported' | 'template_value_missing';

/** Thrown when a service template cannot be rendered. */
export class TemplateError extends Error {
  readonly code: TemplateErrorCode;

  constructor(code: TemplateErrorCode, message: string) {
    super(message);
    this.name = 'TemplateError';
    this.code = code;
  }
}
