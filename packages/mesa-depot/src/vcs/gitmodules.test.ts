import { expect, it } from 'vitest';
import { findGitmodulesFault } from './gitmodules.js';

const rule = (text: string): string | undefined => findGitmodulesFault(text)?.rule;

it.each<[string, string | undefined]>([
  ['', undefined],
  ['[submodule "a"]\n\tpath = a\n\turl = ../a.git\n\tupdate = rebase # !no\n', undefined],
  ['[core]\n\turl = --x\n[submodule "a"]\n', undefined],
  ['[submodule "a..b"]\n\turl = https://host/%20a\n', undefined],
  ['[submodule ".."]\n\tpath = a\n', 'gitmodulesName'],
  ['[submodule "a/../b"]\n\tpath = a\n', 'gitmodulesName'],
  ['[submodule "a\\\\..\\\\b"]\n\tpath = a\n', 'gitmodulesName'],
  ['[SubModule "a"] URL = -x\n', 'gitmodulesUrl'],
  ['[submodule.a]\n\turl = "-x"\n', 'gitmodulesUrl'],
  ['[submodule "a"]\n\turl = "http://h\\n"x\n', 'gitmodulesUrl'],
  ['; comment\n\n[submodule "a"] ; more\n\tpath = "-x" ; c\n', 'gitmodulesPath'],
  ['[submodule "a"]\r\n\tupdate = !rm\r\n', 'gitmodulesUpdate'],
  ['[submodule "a"]\n\tflag\n\tupdate = \\\n\\\n!rm\n', 'gitmodulesUpdate'],
  // git stops reading here, and so do we.
  ['[submodule "a"]\n\t= x\n\turl = -x\n', undefined],
])('%j is judged as by git fsck: %s', (text, expected) => {
  expect(rule(text)).toBe(expected);
});
