import { join } from 'node:path';
import { createUserToken, hashUserToken } from '../meshagent/service/user-tokens.js';
import { getOperator, getUserByToken, insertUser, insertUserToken } from '../meshagent/store/users.js';
import { newUuid } from '../meshagent/uuid.js';
import { decryptSecret, encryptSecret } from '../service/secrets.js';
import { getOrCreateSetting, getSetting, type Storage, setSetting } from '../storage/index.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';

const FILE = 'meshagent-token';

/** Setting in which the token is, encrypted. It is also what it is encrypted for. */
const SETTING = 'meshagent_token';

/** Address of the user who runs the server; nothing is sent to it. */
const OPERATOR_EMAIL = 'admin@localhost';

/** What it takes to find or make the first token. */
export interface OperatorDeps {
  readonly folder: string;
  readonly storage: Storage;
  readonly instanceKey: Uint8Array;
  now(): number;
  random(bytes: number): Uint8Array;
}

/**
 * Returns a token of the user who runs the MeshAgent server, the same for all depots on one database; the first start makes
 * both. One that was revoked is replaced. It is kept in a file as well, readable by its owner alone.
 */
export async function loadMeshagentToken(deps: OperatorDeps): Promise<string> {
  const token = (await findToken(deps)) ?? (await makeToken(deps));
  const path = join(deps.folder, FILE);
  if (readPrivateFile(path) !== token) writePrivateFile(path, token);
  return token;
}

async function findToken({ instanceKey, storage }: OperatorDeps): Promise<string | undefined> {
  const sealed = await getSetting(storage.read, SETTING);
  if (sealed === undefined) return undefined;
  const token = decryptSecret(instanceKey, sealed, SETTING);
  return (await getUserByToken(storage.read, hashUserToken(token))) === undefined ? undefined : token;
}

async function makeToken(deps: OperatorDeps): Promise<string> {
  const { instanceKey, now, random, storage } = deps;
  const token = createUserToken(deps);
  const sealed = encryptSecret(instanceKey, token, SETTING, random);
  const user = {
    id: newUuid(deps),
    email: OPERATOR_EMAIL,
    firstName: null,
    lastName: null,
    isOperator: true,
    createdAt: now(),
  };
  return storage.transaction(async (tx) => {
    // Of several depots that start for the first time one decides: the others wait here.
    const decided = await getOrCreateSetting(tx, SETTING, sealed);
    const known = decryptSecret(instanceKey, decided, SETTING);
    if ((await getUserByToken(tx, hashUserToken(known))) !== undefined) return known;
    if (decided !== sealed) await setSetting(tx, SETTING, sealed);
    if ((await getOperator(tx)) === undefined) await insertUser(tx, user);
    const operator = await getOperator(tx);
    if (operator === undefined) throw new Error(`${OPERATOR_EMAIL} is a user who does not run the server`);
    await insertUserToken(tx, { sha256: hashUserToken(token), userId: operator.id, createdAt: now() });
    return token;
  });
}
