/** Version of this package, as sent in the user agent. `pnpm version-packages` writes it. */
export const VERSION = '0.0.0';
