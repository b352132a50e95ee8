import { styleText } from 'node:util';

const startedAt = performance.now();
let steps = 0;

/** Prints `title`, runs `work`, and prints how long it took. */
export async function step(title, work) {
  steps += 1;
  process.stdout.write(`${heading('cyan', `${steps}. ${title}`)}\n`);
  const from = performance.now();
  const result = await work();
  process.stdout.write(styleText('gray', `   ${Math.round(performance.now() - from)} ms\n\n`));
  return result;
}

/** Prints text below the title of a step. */
export function note(text) {
  for (const line of text.trimEnd().split('\n')) process.stdout.write(`   ${line}\n`);
}

/** Prints the last line. */
export function summary(text) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${heading('green', `${text} ${steps} steps in ${seconds} s.`)}\n`);
}

/** Returns a unified patch with its lines coloured as git does. */
export function colourPatch(patch) {
  const colourOf = (line) => {
    if (/^(diff|index|---|\+\+\+|new|deleted|rename|similarity)/.test(line)) return 'bold';
    if (line.startsWith('@@')) return 'cyan';
    if (line.startsWith('+')) return 'green';
    return line.startsWith('-') ? 'red' : undefined;
  };
  return patch
    .trimEnd()
    .split('\n')
    .map((line) => (colourOf(line) ? styleText(colourOf(line), line) : line))
    .join('\n');
}

/** Given several formats at once, styleText of Node 20 would colour also what is not read on a terminal. */
function heading(colour, text) {
  return styleText('bold', styleText(colour, text));
}
