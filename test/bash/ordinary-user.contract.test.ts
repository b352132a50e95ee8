import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasProgram } from '../helpers/has-program.js';
import { runApplication } from './run-application.js';
import { canRunSandbox, ShellWorld } from './shell-world.js';

/** Scripts of an application that may not mount: its filesystem is served in namespaces of its own, and so is its shell. */

const NOBODY = '65534';
/** As on machines of people: everybody may use /dev/fuse. Only here, in a mount namespace. */
const START = `folder=$(mktemp -d)
  mount -t tmpfs none $folder && mknod -m 666 $folder/fuse c 10 229 && mkdir -m 777 $folder/home || exit
  mount --bind $folder/fuse /dev/fuse || exit
  HOME=$folder/home exec setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups "$@"`;

describe.runIf(canRunSandbox && hasProgram('unshare') && hasProgram('setpriv'))('an ordinary user', () => {
  let world: ShellWorld;
  beforeAll(async () => {
    world = await ShellWorld.create();
  });
  afterAll(() => world?.close());

  test('has a shell in the sandbox without a right to mount', async () => {
    const printed = await runApplication(
      world,
      ['unshare', '--mount', 'bash', '-c', START, 'bash'],
      `echo by nobody > /demo/b.txt; cat /demo/b.txt; id -u; stat -c %u /demo/b.txt
       grep CapEff /proc/self/status
       ls /root; touch /usr/x; cat < /dev/tcp/127.0.0.1/${new URL(world.depot.apiUrl).port}
       ls /tmp; echo x > /proc/sys/kernel/core_pattern; (sleep 999 &); exit 3`,
    );
    const lines = printed.split('\n');
    expect(lines.slice(0, 4)).toEqual(['by nobody', '1000', '1000', 'CapEff:\t0000000000000000']);
    expect(lines.filter((line) => /^\w+: /.test(line))).toEqual([
      expect.stringContaining("cannot access '/root'"),
      expect.stringContaining("cannot touch '/usr/x': Read-only file system"),
      expect.stringContaining('Connection refused'),
      expect.stringContaining('Connection refused'),
      expect.stringContaining('core_pattern: Read-only file system'),
    ]);
    const [, changeId] = /^at change (\w+)$/m.exec(printed) ?? [];
    const content = { repo: 'demo', path: 'b.txt', change_id: changeId };
    expect(await world.mesa.content.getText(content)).toBe('by nobody\n');
  });
});
