import { BashTimeoutError, Mesa } from 'mesa-sdk';

// Reads MESA_API_KEY and MESA_API_URL from the environment; the organization is that of the key.
const mesa = new Mesa();
await mesa.repos.create({ name: 'shelf' });
const fs = await mesa.fs.mount({ repos: ['shelf'] });
await fs.writeFile('/shelf/books.csv', 'title,pages\nEmma,474\nUlysses,730\nMiddlemarch,880\n');

const bash = fs.bash({ cwd: '/shelf', env: { LIMIT: '500' } });

// A script that fails is a result. What it wrote is on the server when it has ended.
const long = await bash.exec(
  `awk -F, -v limit=$LIMIT 'NR > 1 && $2 > limit { print $1 }' books.csv | tee long.txt`,
);
console.log(`exit code ${long.exitCode}`);
console.log(long.text().trimEnd());
const { changeId } = await fs.change.current({ repo: 'shelf' });
console.log(await mesa.content.getText({ repo: 'shelf', change_id: changeId, path: 'long.txt' }));

// Of this machine it sees the programs of the system, to be read only.
const curious = await bash.exec('cat /etc/shadow; ls /root; touch /usr/here; exit 7');
console.log(`exit code ${curious.exitCode}`);
console.log(curious.errorText().trimEnd());

// A session keeps its directory and its variables, and starts no process for a script.
const session = await bash.session();
await session.exec('mkdir -p notes && cd notes && count=0');
for (const word of ['one', 'two', 'three'])
  await session.exec(`echo ${word} >> all.txt; count=$((count + 1))`);
console.log((await session.exec('echo "$count words in $PWD: $(paste -sd " " all.txt)"')).text().trimEnd());

// Whatever a script started ends with it.
try {
  await bash.exec('echo working; sleep 60 & sleep 60', { timeoutMs: 300 });
} catch (error) {
  if (!(error instanceof BashTimeoutError)) throw error;
  console.log(`${error.code} after: ${new TextDecoder().decode(error.stdout).trimEnd()}`);
}

await fs.close();
await mesa.repos.delete({ repo: 'shelf' });
