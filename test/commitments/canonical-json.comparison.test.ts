import { spawnSync } from 'node:child_process';
import { canonicalJson, parseJson } from 'mesa-rest/canonical-json';
import { describe, expect, it } from 'vitest';
import { hasProgram } from '../helpers/has-program.js';
import { randomJsonText } from './random-json-text.js';

const DOCUMENTS = 12_000;
const SEED = Number(process.env.MESA_SEED ?? 20_260_513);

/** Answers each line with its canonical form by Python's own `json`, and with `refused` where it has none. */
const PYTHON = `
import json, sys
for line in sys.stdin.buffer:
    try:
        text = json.dumps(json.loads(line), sort_keys=True, separators=(',', ':'), ensure_ascii=False, allow_nan=False)
        sys.stdout.buffer.write(text.encode('utf-8') + b'\\n')
    except ValueError:
        sys.stdout.buffer.write(b'refused\\n')
`;

describe.skipIf(!hasProgram('python3'))('canonical JSON', () => {
  it(`has the bytes that Python writes, for ${DOCUMENTS} documents`, () => {
    const texts = randomJsonText(SEED, DOCUMENTS);
    const python = spawnSync('python3', ['-c', PYTHON], {
      input: `${texts.join('\n')}\n`,
      maxBuffer: 2 ** 30,
      env: { PATH: process.env.PATH, PYTHONUTF8: '1' },
    });
    expect(python.stderr.toString()).toBe('');
    const expected = python.stdout.toString().trimEnd().split('\n');
    const actual = texts.map(canonicalOrRefused);
    const differing = texts.findIndex((_, index) => actual[index] !== expected[index]);
    const { [differing]: text } = texts;
    expect({ text, canonical: actual[differing] }, `with MESA_SEED=${SEED}`).toEqual({
      text,
      canonical: expected[differing],
    });
    expect(actual).toHaveLength(expected.length);
    expect(actual.filter((canonical) => canonical === 'refused').length).toBeGreaterThan(20);
  });
});

function canonicalOrRefused(text: string): string {
  try {
    return canonicalJson(parseJson(text));
  } catch {
    return 'refused';
  }
}
