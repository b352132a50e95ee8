import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  listTemplateDefaults,
  listTemplateVariables,
  renderServiceTemplate,
} from './render-service-template.js';
import { TemplateError } from './template-error.js';

const TEMPLATE = `
version: v1
kind: ServiceTemplate
metadata: { name: "{{ name }}" }
variables:
  - name: name
  - { name: size, optional: true, enum: [small, large] }
ports:
  - num: {{ port | default("80") }}
{% if size -%}
container:
  image: !template registry/{{ name }}:{{ size }}
{% else %}
external: { url: https://{{ name }}.example.com }
{% endif %}
`;

function refusalOf(template: string, values: Readonly<Record<string, string>> = {}): unknown {
  try {
    return renderServiceTemplate(template, values);
  } catch (error) {
    return error instanceof TemplateError ? error.code : error;
  }
}

describe('renderServiceTemplate', () => {
  it('puts values into their places and tells what the service was made from', () => {
    const { template, spec } = renderServiceTemplate(TEMPLATE, { name: 'echo', size: 'small' });
    expect(spec).toEqual({
      version: 'v1',
      kind: 'Service',
      metadata: {
        name: 'echo',
        annotations: {
          'meshagent.service.template.yaml': TEMPLATE,
          'meshagent.service.template.values': '{"name":"echo","size":"small"}',
        },
      },
      ports: [{ num: 80 }],
      container: { image: 'registry/echo:small' },
    });
    expect(template).toMatchObject({ kind: 'ServiceTemplate', metadata: { name: 'echo' } });
    expect(renderServiceTemplate(TEMPLATE, { name: 'echo', port: '8080' }).spec).toMatchObject({
      ports: [{ num: 8080 }],
      external: { url: 'https://echo.example.com' },
    });
    expect(listTemplateVariables(TEMPLATE)).toEqual([
      { name: 'name', optional: false, obscure: false, enum: undefined },
      { name: 'size', optional: true, obscure: false, enum: ['small', 'large'] },
    ]);
    expect([...listTemplateDefaults(TEMPLATE)]).toEqual([['port', '80']]);
  });

  it('keeps values out of the structure', () => {
    const forms = fc.constantFrom(
      (name: string) => ({ yaml: `a: "{{ ${name} }}"`, expected: (value: string) => value }),
      (name: string) => ({ yaml: `a: 'x{{${name}}}y'`, expected: (value: string) => `x${value}y` }),
      (name: string) => ({ yaml: `a: |\n  {{ ${name} }}\n`, expected: (value: string) => `${value}\n` }),
      (name: string) => ({ yaml: `a: v {{ ${name} }} v`, expected: (value: string) => `v ${value} v` }),
      (name: string) => ({ yaml: `a: !template "{{ ${name} }}"`, expected: (value: string) => value }),
    );
    const hostile = fc.constantFrom(
      'x\nb: 1',
      '", b: "',
      '*a',
      '{{ v }}',
      '{% if %}',
      'xq0v0z',
      '!!js/function x',
      '}',
      '- 1',
      '# c',
    );
    fc.assert(
      fc.property(forms, fc.oneof(fc.string({ unit: 'grapheme' }), hostile), (form, value) => {
        const { yaml, expected } = form('v');
        expect(renderServiceTemplate(yaml, { v: value }).template).toEqual({ a: expected(value) });
      }),
      { numRuns: 150 },
    );
  });

  it('takes texts as values, and nothing else', () => {
    const values = { v: 5 } as unknown as Record<string, string>;
    expect(() => renderServiceTemplate('a: {{ v }}', values)).toThrow('The value of `v` is not a text.');
  });

  it('reads a scalar without quotes as YAML does', () => {
    const read = (value: string) =>
      Reflect.get(renderServiceTemplate('a: {{ v }}', { v: value }).template, 'a') as unknown;
    const cases: readonly [string, unknown][] = [
      ['', null],
      ['~', null],
      ['true', true],
      ['-1.5e3', -1500],
      ['0x1f', 31],
      ['1e999', '1e999'],
      ['.inf', '.inf'],
      ['1.2.3', '1.2.3'],
      ['x: 1', 'x: 1'],
      ['[1]', '[1]'],
    ];
    for (const [value, expected] of cases) expect(read(value)).toBe(expected);
    expect(renderServiceTemplate('{{ k }}: 80{{ v }}', { k: '1', v: '80' }).template).toEqual({ 1: 8080 });
  });

  it('says what is missing, not allowed or not known', () => {
    expect(refusalOf(TEMPLATE, {})).toBe('template_value_missing');
    expect(refusalOf(TEMPLATE, { name: '' })).toBe('template_value_missing');
    expect(refusalOf(TEMPLATE, { name: 'a', size: 'huge' })).toBe('invalid_request');
    for (const jinja of [
      '{% for x in y %}{% endfor %}',
      '{{ a.b }}',
      '{{ a | upper }}',
      '{{ "x" * 10 }}',
      '{# c #}',
      '{% if a == b %}{% endif %}',
      '{% endif %}',
      '{% if a %}',
      '{% if a %}{% else %}{% else %}{% endif %}',
      '{{ a',
    ]) {
      expect(refusalOf(`a: 1\n${jinja}`), jinja).toBe('template_unsupported');
    }
    for (const yaml of ['', 'a', '[a]', 'a: [', 'a: 1\na: 2', '? [a]\n: 1', '--- {}\n--- {}']) {
      expect(refusalOf(yaml), yaml).toBe('invalid_request');
    }
    expect(refusalOf('{{ a }}: 1\nb: 2', { a: 'b' })).toBe('invalid_request');
  });

  it('ends soon whatever a template is', () => {
    const size = 60_000;
    const filled = (text: string) => text.repeat(Math.floor(size / text.length));
    const aliases = (name: string) => Array(10).fill(`*${name}`).join(',');
    const hostile = [
      filled('['),
      filled('{a: '), // ends the process where the parser goes down into it
      filled('- '),
      filled('"'), // quadratic where each error shows its line
      filled('&a '),
      filled('{% if a %}'),
      filled('xq0v '),
      `a: &a [x,x]\n${[...'bcdefgh'].map((name, at) => `${name}: &${name} [${aliases('abcdefgh'.charAt(at))}]`).join('\n')}`,
      `a: &a "${filled('x')}"\nb: [${Array(99).fill('*a').join(',')}]`,
      'a: &a [*a]',
      Array.from({ length: 8_000 }, (_, at) => `${at.toString(36)}: {{ v }}`).join('\n'),
      'x'.repeat(70_000),
      'variables: [{ name: { toString: x }, enum: [{ toString: x }] }]\na: [',
    ];
    for (const template of hostile) {
      const start = performance.now();
      expect(refusalOf(template, { v: 'y'.repeat(1_000) }), template.slice(0, 30)).toBeTypeOf('string');
      expect(performance.now() - start, template.slice(0, 30)).toBeLessThan(5_000);
    }
    const { template } = renderServiceTemplate('__proto__: { polluted: true }\na: "{{ __proto__ }}"', {});
    expect(Object.hasOwn(template, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
