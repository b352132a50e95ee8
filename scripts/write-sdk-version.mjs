// Brings the version of mesa-sdk from its package.json into its source. Part of `pnpm version-packages`.
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../packages/mesa-sdk/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
const file = new URL('src/version.ts', folder);
const source = readFileSync(file, 'utf8');
writeFileSync(file, source.replace(/VERSION = '[^']*'/, `VERSION = '${version}'`));
