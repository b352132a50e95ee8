// The schemas are a subpath of their own, so that who does not ask for zod does not load it.
export * from './generated/depot/zod.gen.js';
