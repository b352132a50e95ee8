export { createDepot, type Depot, type DepotOptions } from './depot/create-depot.js';
export { type ExportOptions, exportFromFolder } from './depot/export-from-folder.js';
export { VERSION } from './depot/version.js';
export { DepotError, type DepotErrorCode, type DepotErrorOptions, ERROR_CODES } from './errors/index.js';
export type { ExportResult } from './service/export-repo.js';
export type { Services } from './service/services.js';
export type { Storage } from './storage/index.js';
