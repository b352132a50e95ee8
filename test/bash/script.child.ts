import { Mesa } from 'mesa-sdk';

/*
 * An application that runs one script, given as an argument, in the sandbox, and prints what that printed, and the change
 * that it was written to. How it is started is what a test is about: with open descriptors, with keys in the kernel, as
 * another user.
 */

const [repo = '', script = ''] = process.argv.slice(2);
const fs = await new Mesa().fs.mount({ repos: [repo] });
try {
  const { stdout, stderr, exitCode } = await fs.bash().exec(script);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
  const { changeId } = await fs.change.current({ repo });
  process.stdout.write(`\nat change ${changeId}\n`);
} finally {
  await fs.close();
}
