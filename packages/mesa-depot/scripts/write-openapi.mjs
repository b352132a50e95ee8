// Part of the build: turns the wire contract, /openapi/depot.yaml, into dist/http/openapi.json, which the server
// reads when it starts. JSON, because parsing that much YAML would be the slowest part of a start.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const source = new URL('../../../openapi/depot.yaml', import.meta.url);
const target = new URL('../dist/http/openapi.json', import.meta.url);

mkdirSync(new URL('.', target), { recursive: true });
writeFileSync(target, JSON.stringify(parse(readFileSync(source, 'utf8'))));
