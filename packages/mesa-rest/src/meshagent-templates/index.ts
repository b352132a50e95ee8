// Service templates of MeshAgent. A subpath of its own: it loads a YAML parser.
export {
  listTemplateVariables,
  type RenderedTemplate,
  renderServiceTemplate,
  type TemplateVariableInfo,
} from './render-service-template.js';
export { TemplateError, type TemplateErrorCode } from './template-error.js';
