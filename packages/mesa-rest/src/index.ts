// Functions and models are listed by name in the generated index; index.test.ts holds the list still.
export * from './generated/depot/index.js';
