import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DepotError } from '../errors/index.js';
import { createInstanceKey, type RandomBytes } from '../service/secrets.js';
import { getOrCreateSetting, getSetting, type Storage } from '../storage/index.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';

const FILE = 'instance-key';

/** Setting that holds the fingerprint of the key that the secrets in the database are encrypted with. */
const FINGERPRINT_SETTING = 'instance_key_sha256';

/**
 * Returns the key that secrets in the database are encrypted with, made at the first start. It lies beside the
 * database in a file of its own, so that a copy of the database alone gives no secret away.
 *
 * @throws DepotError `DATA_FOLDER_UNUSABLE` when the key is not the one that the database knows: secrets could not be read then,
 * and new ones would be encrypted with another key.
 */
export async function loadInstanceKey(
  folder: string,
  storage: Storage,
  random: RandomBytes,
): Promise<Uint8Array> {
  const path = join(folder, FILE);
  const known = await getSetting(storage.read, FINGERPRINT_SETTING);
  const stored = readPrivateFile(path);
  if (stored === undefined && known !== undefined) throw wrongKey(path, 'is missing');
  const key = stored === undefined ? createInstanceKey(random) : Buffer.from(stored, 'base64url');
  if (key.byteLength !== 32) throw wrongKey(path, 'is damaged');
  if (stored === undefined) writePrivateFile(path, Buffer.from(key).toString('base64url'));
  const fingerprint = createHash('sha256').update(key).digest('base64url');
  if (known === undefined) {
    await storage.transaction((tx) => getOrCreateSetting(tx, FINGERPRINT_SETTING, fingerprint));
  } else if (known !== fingerprint) {
    throw wrongKey(path, 'is of another depot');
  }
  return key;
}

function wrongKey(path: string, what: string): DepotError {
  return new DepotError(
    'DATA_FOLDER_UNUSABLE',
    `The file ${path} ${what}. It holds the key of the secrets in the database: restore it from a backup of the data folder.`,
  );
}
