import { TemplateError } from 'mesa-rest/meshagent-templates';
import { describe, expect, it } from 'vitest';
import { templatePrompts, templateValues } from './template-prompts.js';

const TEMPLATE = `
version: v1
kind: ServiceTemplate
metadata: { name: "{{ name }}" }
variables:
  - { name: name, title: Name, description: Of the service }
  - { name: size, optional: true, enum: [small, large] }
  - { name: key, obscure: true, type: email }
container:
  image: "registry.example.com/{{ size | default("small") }}"
`;

describe('templatePrompts', () => {
  it('says what to ask for', () => {
    expect(templatePrompts(TEMPLATE)).toEqual([
      {
        name: 'name',
        label: 'Name',
        description: 'Of the service',
        isRequired: true,
        isObscure: false,
        choices: undefined,
        defaultValue: undefined,
        type: undefined,
      },
      expect.objectContaining({
        name: 'size',
        label: 'size',
        isRequired: false,
        choices: ['small', 'large'],
        defaultValue: 'small',
      }),
      expect.objectContaining({ name: 'key', isObscure: true, type: 'email' }),
    ]);
  });
});

describe('templateValues', () => {
  it('fills in defaults', () => {
    const given = { name: 'bot', key: 'k', size: undefined };
    expect(templateValues(TEMPLATE, given)).toEqual({ name: 'bot', key: 'k', size: 'small' });
    expect(templateValues(TEMPLATE, { ...given, size: 'large' }).size).toBe('large');
  });

  it('refuses values that the template cannot be rendered with', () => {
    expect(() => templateValues(TEMPLATE, { name: 'bot' })).toThrow(TemplateError);
    expect(() => templateValues(TEMPLATE, { name: 'bot', key: 'k', size: 'huge' })).toThrow(/size/);
    expect(() => templateValues(TEMPLATE, { name: 1 as never })).toThrow(/not a text/);
  });
});
