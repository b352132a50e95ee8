// Part of the build: turns the wire contracts, /openapi/*.yaml, into dist/http/openapi/*.json, which the server reads when it
// starts (JSON, because parsing that much YAML would be the slowest part of a start), and brings the payload schemas along.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

for (const name of ['depot', 'commitments', 'meshagent']) {
  const source = new URL(`../../../openapi/${name}.yaml`, import.meta.url);
  const target = new URL(`../dist/http/openapi/${name}.json`, import.meta.url);
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, JSON.stringify(parse(readFileSync(source, 'utf8'))));
}

cpSync(
  new URL('../src/commitments/schemas/', import.meta.url),
  new URL('../dist/commitments/schemas/', import.meta.url),
  { recursive: true },
);
