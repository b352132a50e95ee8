// Tests what build-package.mjs built in the current folder: the validator does what JSON Schema says.
//   node test-package.cjs

const assert = require('node:assert/strict');
const { resolve } = require('node:path');
const { default: Ajv } = require(resolve('build/ajv.js'));

const validate = new Ajv().compile({
  type: 'object',
  properties: { name: { type: 'string', minLength: 1 }, size: { type: 'integer', minimum: 0 } },
  required: ['name'],
  additionalProperties: false,
});
const cases = [
  [{ name: 'a' }, true],
  [{ name: 'a', size: 3 }, true],
  [{ name: '' }, false],
  [{ size: 3 }, false],
  [{ name: 'a', size: -1 }, false],
  [{ name: 'a', other: 1 }, false],
];
for (const [value, expected] of cases) assert.equal(validate(value), expected, JSON.stringify(value));
process.stdout.write(
  `${cases.length} of ${cases.length} documents judged right by the package that was built\n`,
);
