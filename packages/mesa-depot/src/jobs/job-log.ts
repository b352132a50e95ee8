/** Where jobs report: the part of a pino logger that they use. */
export interface JobLog {
  debug(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
