import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DepotError } from '../errors/index.js';
import { createInstanceKey, type RandomBytes } from '../service/secrets.js';
import { getOrCreateSetting, getSetting, type Storage } from '../storage/index.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';

const FILE = 'instance-key';
const KEY_BYTES = 32;

/** Setting that holds the fingerprint of the key that the secrets in the database are encrypted with. */
const FINGERPRINT_SETTING = 'instance_key_sha256';

export interface InstanceKeyDeps {
  readonly folder: string;
  readonly storage: Storage;
  /** Whether other processes use the same database. */
  readonly isShared: boolean;
  /** The key, when the operator gives it: 32 bytes in base64. The file then is neither read nor written. */
  readonly given: string | undefined;
  readonly random: RandomBytes;
}

/**
 * Returns the key that secrets in the database are encrypted with: the one given, or the one in a file of its own beside the
 * database, made at the first start. A copy of the database alone gives no secret away.
 *
 * All processes on one database need the same key. The first one to start leaves its fingerprint in the database, and one
 * with another key is refused.
 *
 * @throws DepotError `DATA_FOLDER_UNUSABLE`, or with a shared database `DATABASE_UNUSABLE`, when the key is not the one that
 * the database knows: secrets could not be read then, and new ones would be encrypted with another key.
 */
export async function loadInstanceKey(deps: InstanceKeyDeps): Promise<Uint8Array> {
  const { folder, storage, isShared, given, random } = deps;
  const path = join(folder, FILE);
  const wrongKey = (what: string): DepotError => describeWrongKey(path, isShared, given !== undefined, what);

  const known = await getSetting(storage.read, FINGERPRINT_SETTING);
  const text = given ?? readPrivateFile(path);
  if (text === undefined && known !== undefined) throw wrongKey('is missing');
  const key = text === undefined ? createInstanceKey(random) : Buffer.from(text, 'base64');
  if (key.byteLength !== KEY_BYTES) throw wrongKey('is damaged');
  if (text === undefined) writePrivateFile(path, Buffer.from(key).toString('base64url'));

  const fingerprint = createHash('sha256').update(key).digest('base64url');
  const decided =
    known ?? (await storage.transaction((tx) => getOrCreateSetting(tx, FINGERPRINT_SETTING, fingerprint)));
  if (decided !== fingerprint) {
    // Another process was faster at the first start: the key just made is good for nothing.
    if (text === undefined) rmSync(path, { force: true });
    throw wrongKey('is of another depot');
  }
  return key;
}

function describeWrongKey(path: string, isShared: boolean, isGiven: boolean, what: string): DepotError {
  const key = isGiven ? 'The instance key that was given' : `The file ${path}`;
  const how = isGiven && what === 'is damaged' ? 'is not 32 bytes in base64' : what;
  if (!isShared) {
    return new DepotError(
      'DATA_FOLDER_UNUSABLE',
      `${key} ${how}. It holds the key of the secrets in the database: restore it from a backup of the data folder.`,
    );
  }
  return new DepotError(
    'DATABASE_UNUSABLE',
    `${key} ${how}. All processes on one database need the same instance key: give this one that of the others, in MESA_DEPOT_INSTANCE_KEY or as the file ${path}.`,
  );
}
