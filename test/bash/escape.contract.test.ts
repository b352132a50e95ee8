import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasProgram } from '../helpers/has-program.js';
import { ROOT } from '../helpers/run.js';
import { runApplication } from './run-application.js';
import { canRunSandbox, ShellWorld } from './shell-world.js';

/** Scripts that try to get out of the sandbox. What they reach would be root's: so these tests run as root. */

describe.runIf(canRunSandbox)('a script in the sandbox', () => {
  let world: ShellWorld;
  /** A folder of the machine, with something in it that is nobody's business. */
  let folder: string;
  beforeAll(async () => {
    world = await ShellWorld.create();
    folder = mkdtempSync(join(tmpdir(), 'mesa-secret-'));
    writeFileSync(join(folder, 'secret.txt'), 'the secret of the machine\n');
  });
  afterAll(async () => {
    await world?.close();
    rmSync(folder, { recursive: true });
  });

  /** Returns everything that a script printed. */
  const output = async (
    script: string,
    options: Parameters<typeof world.fs.bash>[0] = {},
  ): Promise<string> => {
    const bash = world.fs.bash(options);
    const result = await bash.exec(script);
    await bash.close();
    return result.text() + result.errorText();
  };

  test('sees no file of the machine', async () => {
    const found = await output(`
      for path in /root /etc/shadow /var /srv /opt /mnt /media /boot /sys /run '${folder}' '${ROOT}'; do
        test -e "$path" && echo "there: $path"
      done
      ls -A /tmp /home "$HOME"
      cat /etc/passwd`);
    expect(found).not.toContain('there:');
    expect(found).not.toContain('mesa-');
    expect(found.match(/^.*:.*:.*$/gm)).toEqual([
      'root:x:0:0:root:/:/usr/sbin/nologin',
      'user:x:1000:1000:user:/home/user:/bin/bash',
    ]);
  });

  test('finds nothing outside through the roots and the directories of processes', async () => {
    const found = await output(`
      for p in /proc/[0-9]* /proc/self /proc/thread-self; do
        for way in root cwd root/proc/1/root; do
          cat "$p/$way${folder}/secret.txt" "$p/$way/etc/shadow"
          cat "$p/$way/../../../..${folder}/secret.txt"
        done
        tr '\\0' '\\n' < $p/environ
        ls -l $p/fd
      done 2>/dev/null`);
    expect(found).not.toContain('the secret');
    expect(found).not.toContain('root:');
    expect(found).not.toMatch(/MESA_|VITEST|NODE_/);
    // Of what is open there are its own pipes and what it was reading.
    expect(found.match(/-> \/(?!proc\/|dev\/null).*/g) ?? []).toEqual([]);
  });

  test('cannot set anything of the kernel', async () => {
    const pattern = '/proc/sys/kernel/core_pattern';
    const before = readFileSync(pattern, 'utf8');
    // Were it let, it would write what is there already.
    const found = await output(`
      exec 2>/dev/null
      printf '%s\\n' '${before.trim().replaceAll("'", "'\\''")}' > ${pattern} && echo 'set: core_pattern'
      for file in $(find /proc -path '/proc/[0-9]*' -prune -o -type f -print); do
        tried=$((tried + 1))
        { : >> "$file"; } 2>/dev/null && test "$(stat -c %F "$file")" != 'character special file' && echo "open: $file"
      done
      test $tried -gt 500 && echo many
      for file in sysrq-trigger kcore kmsg kallsyms iomem keys timer_list; do head -c 64 /proc/$file 2>/dev/null | wc -c; done | sort -u
      ls -A /sys /proc/acpi /proc/bus /proc/fs /proc/driver 2>/dev/null | grep -v : | sort -u`);
    expect(found).not.toContain('set:');
    expect(found).not.toContain('open:');
    expect(found.trim().split('\n')).toEqual(['many', '0']);
    expect(readFileSync(pattern, 'utf8')).toBe(before);
  });

  test('has no network, unless it is allowed', async () => {
    let calls = 0;
    const server = createServer((socket) => {
      calls++;
      socket.end('reached\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // And one without an address, which namespaces of networks keep apart too.
    const name = `\0mesa-test-${process.pid}`;
    const local = createServer((socket) => socket.end('reached\n')).listen({ path: name });
    await once(local, 'listening');
    const { port } = server.address() as AddressInfo;
    const script = `
      cat < /dev/tcp/127.0.0.1/${port}
      cat < /dev/tcp/localhost/${port}
      perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0); print "reached\\n" if connect(S, pack_sockaddr_un("${name.replace('\0', '\\0')}"))'`;
    try {
      expect(await output(script)).not.toContain('reached');
      expect(calls).toBe(0);
      const allowed = await output(script, { allow: { network: true } });
      expect(allowed).toContain('reached');
      expect(calls).toBeGreaterThan(0);
    } finally {
      server.close();
      local.close();
    }
  });

  test.runIf(hasProgram('perl'))(
    'has no socket to the host of a virtual machine, and no log of the kernel',
    async () => {
      const found = await output(`
      perl -e 'socket(S, 40, 1, 0) and print "socket\\n"; print "$!\\n"'
      perl -e 'my $b = "\\0" x 4096; print "log: ", syscall(${process.arch === 'arm64' ? 116 : 103}, 3, $b, 4096), "\\n"'`);
      expect(found).toBe('Address family not supported by protocol\nlog: -1\n');
    },
  );

  test('sees and reaches no process of the machine', async () => {
    const victim = spawn('sleep', ['60']);
    const ended = once(victim, 'exit');
    try {
      const found = await output(`
        cat /proc/[0-9]*/cmdline | tr '\\0' ' '
        # Its own numbers are small ones: this is nobody it knows.
        kill -9 ${victim.pid} && echo killed
        for signal in 0 9; do kill -$signal -- -${process.pid} ${process.pid} ${process.ppid} && echo killed; done
        echo $$`);
      expect(found).not.toContain('killed');
      expect(found).not.toContain('sleep 60');
      expect(found).not.toContain('vitest');
      expect(victim.exitCode).toBeNull();
      expect(victim.signalCode).toBeNull();
      // Even all that it may kill.
      await output('kill -9 -1');
      expect(victim.signalCode).toBeNull();
      process.kill(victim.pid as number, 0);
    } finally {
      victim.kill('SIGKILL');
      await ended;
    }
  });

  test('follows no link out of a repository', async () => {
    const before = readFileSync(join(folder, 'secret.txt'), 'utf8');
    await world.fs.symlink(`${folder}/secret.txt`, '/demo/absolute');
    await world.fs.symlink(`../../../../..${folder}/secret.txt`, '/demo/relative');
    await world.fs.symlink(`/proc/self/root${folder}/secret.txt`, '/demo/through-proc');
    await world.fs.symlink('/etc/shadow', '/demo/shadow');
    await world.fs.symlink('../..', '/demo/up');
    const found = await output(`cd /demo
      for link in absolute relative through-proc shadow; do cat $link; echo overwritten > $link; done
      ls -A up/ up/../..; cat up${folder}/secret.txt; cat /demo/../..${folder}/secret.txt`);
    expect(found).not.toContain('the secret');
    expect(found).not.toContain('root:');
    expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe(before);
  });

  test('changes nothing of the system, and sees no other mount of it', async () => {
    const found = await output(`
      for path in / /usr /usr/bin /bin /lib /etc /home /acme /proc /usr/local/bin; do
        touch "$path/mesa-was-here" && echo "written: $path"
      done
      echo x >> /etc/passwd && echo 'written: passwd'
      rm -f /usr/bin/env /bin/sh /etc/passwd && echo removed
      mknod /tmp/sda b 8 0 && echo 'made a device'
      mknod /tmp/mem c 1 1 && echo 'made a device'
      cut -d' ' -f5 /proc/self/mountinfo | grep '${folder}\\|mesa-mount'`);
    expect(found).not.toContain('written:');
    expect(found).not.toContain('\nremoved');
    expect(found).not.toContain('made a device');
    expect(found).not.toMatch(/^\//m);
    expect(readFileSync('/etc/passwd', 'utf8')).not.toContain('\nx\n');
  });

  test('gets no capabilities, namespaces, mounts, or other processes to trace', async () => {
    const found = await output(`
      grep '^Cap\\|NoNewPrivs\\|^Seccomp:' /proc/self/status
      unshare --user --map-root-user true && echo got user
      unshare --mount true && echo got mount
      unshare --net true && echo got net
      mount -t tmpfs none /tmp && echo got tmpfs
      mount --bind / /tmp && echo got bind
      umount /demo && echo got umount
      umount -l /proc/sys && echo got umount
      chroot / true && echo got chroot
      nsenter --target 1 --mount true && echo got nsenter
      mount -o remount,rw / && echo got remount
      test -e /dev/fuse && echo got fuse
      hostname other && echo got hostname
      sysctl -w kernel.core_pattern=x && echo got sysctl`);
    expect(found).not.toContain('got ');
    const status = Object.fromEntries(
      [...found.matchAll(/^(\w+):\s*(\w+)$/gm)].map(([, key, value]) => [
        key,
        Number.parseInt(value as string, 16),
      ]),
    );
    expect(status).toMatchObject({
      CapInh: 0,
      CapPrm: 0,
      CapEff: 0,
      CapBnd: 0,
      CapAmb: 0,
      NoNewPrivs: 1,
      Seccomp: 2,
    });
  });

  test('gets nothing from setuid programs', async () => {
    copyFileSync('/usr/bin/id', join(folder, 'setuid-id'));
    chmodSync(join(folder, 'setuid-id'), 0o6755);
    const found = await output(
      `echo '' | su -c 'id -u' && echo got su
       '${folder}/setuid-id'
       cp '${folder}/setuid-id' /tmp/id && chmod 6755 /tmp/id && /tmp/id
       cp /usr/bin/id /demo/id && chmod 6755 /demo/id && /demo/id; rm -f /demo/id`,
      { allow: { readOnlyPaths: [folder] } },
    );
    expect(found).not.toContain('got su');
    expect(found.match(/^uid=.*$/gm)).toEqual(
      Array(3).fill('uid=1000(user) gid=1000(user) groups=1000(user)'),
    );
  });

  test('is not loaded into what runs outside', async () => {
    const mark = join(folder, 'ran-outside');
    await world.fs.writeFile('/demo/env.sh', `touch '${mark}'; echo "loaded as $(id -u)"\n`);
    for (const name of ['BASH_ENV', 'ENV', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'LD_AUDIT']) {
      const found = await output('bash -c true; echo end', { env: { [name]: '/demo/env.sh' } });
      expect(found).toContain('end');
      expect(found).not.toContain('loaded as 0');
    }
    expect(() => readFileSync(mark)).toThrow('ENOENT');
    // The names of the application are no names of the sandbox.
    process.env.MESA_TEST_SECRET = 'do not tell';
    expect(await output('env; cat /proc/*/environ')).not.toContain('do not tell');
    delete process.env.MESA_TEST_SECRET;
  });

  test('reads and writes what it is allowed to, and no more', async () => {
    const writable = mkdtempSync(join(tmpdir(), 'mesa-writable-'));
    const found = await output(
      `cat '${folder}/secret.txt'; echo changed > '${folder}/secret.txt'; echo by the script > '${writable}/new.txt'; ls -A /tmp`,
      { allow: { readOnlyPaths: [folder], readWritePaths: [writable] } },
    );
    expect(found).toContain('the secret of the machine');
    expect(found).toContain('Read-only file system');
    expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe('the secret of the machine\n');
    expect(readFileSync(join(writable, 'new.txt'), 'utf8')).toBe('by the script\n');
    rmSync(writable, { recursive: true });
    await expect(output('true', { allow: { readOnlyPaths: ['/no/such/place'] } })).rejects.toMatchObject({
      code: 'BASH_UNAVAILABLE',
      message: expect.stringContaining('/no/such/place'),
    });
  });

  test('gets no descriptors that the application was started with', async () => {
    const start = `exec 40<'${folder}' 41<'${folder}/secret.txt' 42>>'${folder}/secret.txt'; exec "$@"`;
    const printed = await runApplication(
      world,
      ['bash', '-c', start, 'bash'],
      `for p in /proc/[0-9]*; do ls -l $p/fd; cat $p/fd/40/secret.txt; done
       cat <&41; echo more >&42; cat /dev/fd/41; echo end`,
    );
    expect(printed).toContain('end');
    expect(printed).not.toContain('the secret of');
    expect(printed).not.toContain('mesa-secret');
    expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe('the secret of the machine\n');
  });

  test.runIf(hasProgram('perl') && process.arch === 'x64')(
    'gets no keys that the application has in the kernel',
    async () => {
      // keyctl(JOIN_SESSION_KEYRING), add_key("user", …, the session's keyring); and keyctl(SEARCH) and keyctl(READ).
      const add = `my ($t, $d, $v) = ("user", "mesa-test", "the secret key");
      syscall(250, 1, 0); syscall(248, $t, $d, $v, 14, -3) > 0 or die "no key: $!"; exec @ARGV`;
      const read = `perl -e 'my ($t, $d, $b) = ("user", "mesa-test", "\\0" x 64);
      my $k = syscall(250, 10, -3, $t, $d, 0); print "$k\\n"; syscall(250, 11, $k, $b, 64); print "$b\\n"'; cat /proc/keys; echo end`;
      const printed = await runApplication(world, ['perl', '-e', add], read);
      expect(printed).toContain('-1\n');
      expect(printed).toContain('end');
      expect(printed).not.toContain('the secret key');
      expect(printed).not.toContain('mesa-test');
    },
  );
});
