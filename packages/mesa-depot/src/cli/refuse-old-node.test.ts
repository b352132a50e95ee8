import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refuseOldNode } from './refuse-old-node.js';

describe('refuseOldNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('takes %s', (version) => {
    expect(refuseOldNode(version)).toBeUndefined();
  });

  it.each(['18.20.8', '20.18.3', '8.0.0'])('names what is needed in place of %s', (version) => {
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const needed = engines.node.replace('>=', '');
    expect(refuseOldNode(version)).toContain(`Node ${needed} or newer is needed, this is ${version}.`);
  });
});
