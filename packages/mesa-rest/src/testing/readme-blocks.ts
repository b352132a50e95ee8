import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = join(import.meta.dirname, '..', '..');
const BUILT = JSON.stringify(join(PACKAGE, 'dist', 'index.js'));
const BUILT_COMMITMENTS = JSON.stringify(join(PACKAGE, 'dist', 'commitments.js'));
const PREAMBLE = `import { MesaRest } from ${BUILT};\nconst mesa = new MesaRest();\n`;

/** Returns the TypeScript of the README, each block a module of its own that imports the built package. */
export function readmeBlocks(): string[] {
  return [...readFileSync(join(PACKAGE, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, text = '']) => {
      const code = text
        .replaceAll("'mesa-rest'", BUILT)
        .replaceAll("'mesa-rest/commitments'", BUILT_COMMITMENTS);
      return /const (?:mesa|client) =/.test(code) ? code : PREAMBLE + code;
    },
  );
}
