// The API of MeshAgent servers. A subpath of its own: who uses the depot alone does not load it.
export * from './generated/meshagent/functions.gen.js';
export type * from './generated/meshagent/models.gen.js';
export {
  createMeshagentClient,
  type MeshagentClient,
  type MeshagentClientOptions,
} from './meshagent-client.js';
export {
  type DownloadOptions,
  download,
  downloadStream,
  type UploadOptions,
  upload,
} from './meshagent-storage.js';
