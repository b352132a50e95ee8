// Service templates of MeshAgent. A subpath of its own: it loads a YAML parser.
export {
  listTemplateDefaults,
  listTemplateVariables,
  type RenderedTemplate,
  renderServiceTemplate,
  type TemplateVariableInfo,
} from './render-service-template.js';
export { TemplateError, type TemplateErrorCode } from './template-error.js';
