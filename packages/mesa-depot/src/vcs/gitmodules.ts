/** What is wrong with a `.gitmodules` file: git's name of the rule, and a sentence. */
export interface GitmodulesFault {
  readonly rule: string;
  readonly what: string;
}

/**
 * Looks into a `.gitmodules` file for what made older versions of git run commands or write outside the working copy:
 * the rules by which `git fsck` refuses one. A file that git cannot read to its end is looked at up to there, as by
 * git.
 */
export function findGitmodulesFault(text: string): GitmodulesFault | undefined {
  for (const { section, name, key, value } of readConfig(text)) {
    if (section !== 'submodule' || name === undefined) continue;
    if (name === '' || name.split(/[/\\]/).includes('..')) {
      return { rule: 'gitmodulesName', what: `the submodule name ${JSON.stringify(name)} is not allowed` };
    }
    const shown = JSON.stringify(value);
    if (key === 'url' && !isHarmlessUrl(value)) {
      return { rule: 'gitmodulesUrl', what: `the submodule URL ${shown} is not allowed` };
    }
    if (key === 'path' && value.startsWith('-')) {
      return { rule: 'gitmodulesPath', what: `the submodule path ${shown} would read as an option` };
    }
    if (key === 'update' && value.startsWith('!')) {
      return { rule: 'gitmodulesUpdate', what: `the submodule update ${shown} would run a command` };
    }
  }
  return undefined;
}

/** A newline, also an escaped one, would add lines to what git says to a credential helper. */
function isHarmlessUrl(url: string): boolean {
  return !url.startsWith('-') && !/\n|%0a/i.test(url);
}

interface Setting {
  readonly section: string;
  readonly name: string | undefined;
  readonly key: string;
  readonly value: string;
}

const SECTION = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\\n]|\\.)*)")?\s*\]/;
const KEY = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(=?)/;

/** Yields the settings of a file in git's configuration format, up to the first line that is not in it. */
function* readConfig(text: string): Generator<Setting, void, undefined> {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  let section = '';
  let name: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    let line = lines[at] as string;
    const head = SECTION.exec(line);
    if (head !== null) {
      section = (head[1] as string).toLowerCase();
      name = head[2]?.replace(/\\(.)/g, '$1');
      // The old spelling of a section with a name.
      if (name === undefined && section.startsWith('submodule.')) {
        name = section.slice('submodule.'.length);
        section = 'submodule';
      }
      line = line.slice(head[0].length);
    }
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const key = KEY.exec(line);
    if (key === null) return;
    let raw = line.slice(key[0].length);
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(raw) && at + 1 < lines.length) {
      at += 1;
      raw = raw.slice(0, -1) + lines[at];
    }
    yield { section, name, key: (key[1] as string).toLowerCase(), value: readValue(raw) };
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

/** Takes quotes, escapes and comments out of a value. */
function readValue(raw: string): string {
  let value = '';
  let isQuoted = false;
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at] as string;
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\') value += ESCAPES[raw[++at] ?? ''] ?? raw[at] ?? '';
    else if (!isQuoted && (character === '#' || character === ';')) break;
    else value += character;
  }
  return value.trim();
}
