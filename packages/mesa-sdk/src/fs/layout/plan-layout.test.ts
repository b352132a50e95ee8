import { describe, expect, test } from 'vitest';
import { planMounts, rightsOf } from '../mount-plan.js';
import { checkLayout } from './check-layout.js';
import type { Layout } from './layout.js';
import { planLayout } from './plan-layout.js';
import { repo } from './repo.js';

const plan = (layout: Layout): ReturnType<typeof planLayout> => planLayout(checkLayout(layout), 'acme');

describe('the plan of a layout', () => {
  test('has its paths and no others', () => {
    const mounts = plan({
      '/workspace': repo('demo', { mode: 'rw', at: { bookmark: 'next' } }),
      '/reference/all': [repo('site', { mode: 'ro' }), repo('handbook', { mode: 'ro', alias: 'rules' })],
    });
    expect(mounts.map(({ path, aliases }) => [path, aliases])).toEqual([
      ['/workspace', []],
      ['/reference/all/site', []],
      ['/reference/all/rules', []],
    ]);
    expect(mounts.map(({ readOnly }) => readOnly)).toEqual([false, true, true]);
    expect(mounts[0]?.start).toEqual({ bookmark: 'next' });
  });

  test('puts a list at the root beside each other', () => {
    const mounts = plan({ '/': [repo('demo', { mode: 'rw' }), repo('site', { mode: 'ro' })] });
    expect(mounts.map(({ path }) => path)).toEqual(['/demo', '/site']);
  });

  test('names a repository by its alias, name and path, and two of one repository by what tells them apart', () => {
    const mounts = plan({
      '/new': repo('demo', { mode: 'rw' }),
      '/old': repo('demo', { mode: 'ro', alias: 'before' }),
      '/site': repo('site', { mode: 'ro' }),
    });
    expect(mounts.map(({ names }) => names)).toEqual([
      ['/new'],
      ['before', '/old'],
      ['site', 'acme/site', '/site'],
    ]);
  });

  test('tells what a branch is made of', () => {
    const [branched, anonymous] = plan({
      '/a': repo('demo', {
        mode: 'rw',
        branchedFrom: { bookmark: 'main', as: { bookmark: 'agent', describe: 'Work' } },
      }),
      '/b': repo('demo', { mode: 'rw', branchedFrom: { changeId: 'k' } }),
    });
    expect(branched?.branchedFrom).toEqual({
      from: { bookmark: 'main' },
      bookmark: 'agent',
      message: 'Work',
    });
    expect(anonymous?.branchedFrom).toEqual({ from: { changeId: 'k' }, bookmark: undefined, message: '' });
  });

  test('is plain data, which can be sent to a worker', () => {
    const mounts = plan({ '/a': repo('demo', { mode: 'rw', subPaths: ['src'] }) });
    const whole = planMounts(mounts, {}, 'acme');
    expect(structuredClone(whole)).toEqual(whole);
  });

  test('needs no more rights than it uses', () => {
    const readers: Layout = {
      '/a': repo('demo', { mode: 'ro' }),
      '/b': repo('demo', { mode: 'ro', at: { changeId: 'k' } }),
    };
    expect(rightsOf({ org: 'acme', mounts: plan(readers) })).toEqual({
      scopes: ['read'],
      repos: ['acme/demo'],
    });
    const writer: Layout = { ...readers, '/c': repo('site', { mode: 'rw' }) };
    expect(rightsOf({ org: 'acme', mounts: plan(writer) })).toEqual({
      scopes: ['read', 'write'],
      repos: ['acme/demo', 'acme/site'],
    });
  });
});
