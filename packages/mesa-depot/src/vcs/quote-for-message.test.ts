import { describe, expect, it } from 'vitest';
import { quoteForMessage } from './quote-for-message.js';

describe('quoteForMessage', () => {
  it('quotes', () => {
    expect(quoteForMessage('a "b"\n')).toBe('"a \\"b\\"\\n"');
  });

  it('shows what cannot be seen', () => {
    expect(quoteForMessage('.g\u200cit\u202e\u009b')).toBe('".g\\u200cit\\u202e\\u009b"');
    expect(quoteForMessage('\ud800')).toBe('"\\ud800"');
  });

  it('cuts what is long', () => {
    expect(quoteForMessage('x'.repeat(5000))).toBe(`"${'x'.repeat(120)}"… (5000 characters)`);
  });
});
