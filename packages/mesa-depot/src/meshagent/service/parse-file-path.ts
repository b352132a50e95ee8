import { invalid } from '../meshagent-error.js';
import { isStorable } from '../require-storable.js';

/** As long as a path of a file system may be. */
const MAX_BYTES = 4_096;

/**
 * Returns a path of the storage of a project as the database has it: without a slash at its beginning.
 *
 * @throws MeshagentError `invalid_request` for an empty one, for empty segments, `.` and `..`, and for NUL
 */
export function parseFilePath(text: string): string {
  const path = text.replace(/^\//, '');
  if (!isStorable(path)) throw invalid('path', 'has a character that cannot be stored');
  if (Buffer.byteLength(path) > MAX_BYTES) throw invalid('path', `is longer than ${MAX_BYTES} bytes`);
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw invalid('path', 'must name a file: no segment is empty, `.` or `..`');
  }
  return path;
}
