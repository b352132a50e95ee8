// Fails when a link in a Markdown file points at a file of the repository, or a heading, that does not exist.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { capture, ROOT } from './lib/exec.mjs';

const { code, output } = await capture('git', [
  'ls-files',
  '--cached',
  '--others',
  '--exclude-standard',
  '*.md',
]);
if (code !== 0) {
  process.stdout.write(`git could not list the Markdown files:\n${output}\n`);
  process.exit(1);
}
const pages = output.split('\n').filter((file) => file !== '' && existsSync(join(ROOT, file)));
const broken = pages.flatMap((page) => brokenLinks(join(ROOT, page)));
if (broken.length > 0) {
  process.stdout.write(`${broken.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write(`The links of ${pages.length} pages are whole.\n`);

function brokenLinks(page) {
  return withoutCode(readFileSync(page, 'utf8'))
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)]
        .map(([, target]) => ({ target, problem: problemOf(page, target) }))
        .filter(({ problem }) => problem !== undefined)
        .map(({ target, problem }) => `${relative(ROOT, page)}:${index + 1}  ${target}  ${problem}`),
    );
}

function problemOf(page, target) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [path, heading] = target.split('#');
  const file = path === '' ? page : resolve(dirname(page), decodeURIComponent(path));
  if (!existsSync(file)) return 'no such file';
  if (heading === undefined || extname(file) !== '.md' || !statSync(file).isFile()) return undefined;
  return headings(readFileSync(file, 'utf8')).has(heading) ? undefined : 'no such heading';
}

/** Returns the anchors of a page, as the code hosts make them: lower case, no punctuation, spaces to hyphens. */
function headings(text) {
  const seen = new Map();
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name]) => name));
  for (const [, title] of withoutCode(text).matchAll(/^#{1,6}\s+(.+?)\s*$/gm)) {
    const words = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}

/** Blanks fenced code, keeping the lines, so that line numbers stay right and code is not taken for links. */
function withoutCode(text) {
  return text.replace(/^( *)(`{3,}|~{3,})[\s\S]*?^\1\2.*$/gm, (block) => block.replace(/[^\n]/g, ''));
}
