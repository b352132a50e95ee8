/**
 * Returns a stream for `git fast-import` that makes a history as projects have it: branches and merges, also of three
 * at once, files that grow, move and go, links, programs, binary files, dates that run backwards, tags of both kinds.
 * The same seed gives the same history.
 */
export function generateHistory(commits: number, seed = 1): string {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const script: string[] = [];
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;
  const heads: { mark: number; files: Map<string, string> }[] = [];

  for (let mark = 1; mark <= commits; mark++) {
    const parents = heads.length === 0 ? [] : [below(heads.length)];
    // Now and then several lines of development come together, and some go on from what is not the newest.
    if (heads.length > 3 && mark % 13 === 0)
      parents.push(...[1, 2, 3].slice(0, 1 + (mark % 3)).map((by) => (parents[0] as number) + by));
    const lines = [...new Set(parents.map((at) => at % heads.length))].map((at) => heads[at]);
    const files = new Map(lines[0]?.files);
    const message = `commit ${mark}\n\n${'why it was done, at length. '.repeat(below(6))}`;
    script.push(
      'commit refs/heads/main',
      `mark :${mark}`,
      `author Ada Løvelace <ada@example.com> ${1_600_000_000 + mark * 600 - below(5_000)} +0200`,
      `committer Bob <bob@example.com> ${1_600_000_000 + mark * 600} -0330`,
      data(message),
    );
    for (const [index, line] of lines.entries())
      script.push(`${index === 0 ? 'from' : 'merge'} :${line?.mark}`);
    for (let edit = 0; edit <= below(4); edit++) {
      const known = [...files.keys()];
      const old = known[below(known.length)];
      const fresh = `src/${['core', 'http', 'docs/guide', 'test'][below(4)]}/part-${below(12)}/file-${below(30)}.ts`;
      const kind = below(12);
      if (old !== undefined && kind === 0) {
        script.push(`D ${old}`);
        files.delete(old);
      } else if (old !== undefined && kind === 1 && !files.has(fresh)) {
        script.push(`R ${old} ${fresh}`);
        files.set(fresh, files.get(old) as string);
        files.delete(old);
      } else if (kind === 2) {
        script.push('M 120000 inline latest', data(`src/core/part-${below(12)}`));
      } else {
        const path = old !== undefined && kind > 5 ? old : fresh;
        const text = `${files.get(path) ?? `// ${path}\n`}line ${mark}: ${'abcdefgh '.repeat(below(8))}\n`;
        files.set(path, text);
        script.push(`M ${kind === 3 ? '100755' : '100644'} inline ${path}`, data(text));
      }
    }
    if (lines.length <= 1 && (heads.length < 6 || below(3) > 0)) {
      const at = lines[0] === undefined ? -1 : heads.indexOf(lines[0]);
      if (at >= 0 && below(8) > 0) heads[at] = { mark, files };
      else if (heads.length < 6) heads.push({ mark, files });
      else heads[below(6)] = { mark, files };
    } else {
      heads[heads.indexOf(lines[0] as (typeof heads)[number])] = { mark, files };
    }
    script.push('');
    if (mark % 250 === 0) {
      script.push(
        `tag v${mark}`,
        `from :${mark}`,
        'tagger Ada <ada@example.com> 1600000000 +0000',
        data(`release ${mark}\n`),
      );
    }
  }
  for (const [index, { mark }] of heads.entries()) {
    script.push(`reset refs/heads/${index === 0 ? 'main' : `line/${index}`}`, `from :${mark}`, '');
  }
  return `${script.join('\n')}\ndone\n`;
}

/** A small random source (mulberry32) with a seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
