// Checks the Dockerfile and the systemd unit of the depot as far as that goes without running them.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { ROOT } from './lib/exec.mjs';

const DOCKERFILE = 'packages/mesa-depot/Dockerfile';
const UNIT = 'packages/mesa-depot/systemd/mesa-depot.service';

/** What the unit must not lose: without these a hole in the depot is a hole in the machine. */
const HARDENING = {
  DynamicUser: 'yes',
  NoNewPrivileges: 'yes',
  CapabilityBoundingSet: '',
  ProtectSystem: 'strict',
  ProtectHome: 'yes',
  PrivateDevices: 'yes',
  UMask: '0077',
};

const problems = [...checkDockerfile(), ...checkUnit()];
if (problems.length > 0) {
  process.stdout.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write('The Dockerfile and the unit are in order.\n');

function checkDockerfile() {
  const text = readFileSync(join(ROOT, DOCKERFILE), 'utf8');
  const found = validate(text).map(
    ({ range, message }) => `${DOCKERFILE}:${range.start.line + 1}  ${message}`,
  );
  const last = text.slice(text.lastIndexOf('\nFROM '));
  if (!/^USER (?!root)\w+/m.test(last)) found.push(`${DOCKERFILE}  the image must not run as root: USER`);
  if (!/^HEALTHCHECK /m.test(last)) found.push(`${DOCKERFILE}  HEALTHCHECK is missing`);
  for (const [, image] of text.matchAll(/^FROM (\S+)/gm)) {
    if (image.split('/')[0].includes('.')) found.push(`${DOCKERFILE}  name no registry: ${image}`);
  }
  return found;
}

function checkUnit() {
  const text = readFileSync(join(ROOT, UNIT), 'utf8');
  const found = Object.entries(HARDENING)
    .filter(([name, value]) => !text.split('\n').includes(`${name}=${value}`))
    .map(([name, value]) => `${UNIT}  ${name}=${value} is missing`);
  for (const [index, line] of text.split('\n').entries()) {
    if (!/^(#.*|\[\w+\]|[A-Za-z]+=.*)?$/.test(line))
      found.push(`${UNIT}:${index + 1}  not understood: ${line}`);
  }
  try {
    execFileSync('systemd-analyze', ['verify', join(ROOT, UNIT)], { stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    // Machines without systemd have the checks above only.
    if (error.code !== 'ENOENT') found.push(`${UNIT}  ${error.stderr.trim() || error.message}`);
  }
  return found;
}
