import { renderTemplate, type ServiceTemplate } from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';
import { fromTemplate, type TemplateValues } from './from-template.js';

/** Service templates, rendered by the server. `renderServiceTemplate` does it here. */
export class Templates {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Returns a template with its values in place.
   *
   * @throws {ValidationErrorResponse} `template_value_missing`, `template_unsupported`, `invalid_request`.
   */
  render(template: string, values: TemplateValues, options: CallOptions = {}): Promise<ServiceTemplate> {
    return this.#connection.send(options, (base) =>
      renderTemplate({ ...base, body: fromTemplate(template, values) }),
    );
  }
}
