const SCOPES = {
  none: 'no credential',
  signature: 'signed by a principal',
  admin: 'admin token',
  subscribe: 'capability token with `subscribe`',
};

/** What docs/commitments-api.md says in words of its own. */
export const commitmentsPage = {
  file: 'commitments-api.md',
  title: 'Commitments API',
  client: 'client',
  typescript:
    'The same operations in TypeScript:\n`mesa-rest/commitments`, and with resources `mesa-sdk/commitments`. What they are for: [commitments.md](commitments.md).',
  scope: (scope) => SCOPES[scope],
  codeOf(content) {
    const { detail } = content['application/json']?.example ?? {};
    return detail?.code;
  },
  credentialHeaders: ({ scope }) => (scope === 'admin' ? ['-H "X-Admin-Token: $MESA_ADMIN_TOKEN"'] : []),
  conventions: ({
    server,
    errorExample,
  }) => `- **Base URL**: \`${server}\` for a depot on this machine that serves commitments. Paths below are
  appended to it.
- **Credentials**: what is signed needs none beside its signature; a capability token, as \`Authorization: Bearer\`, narrows what the
  signer may do. Operators send \`X-Admin-Token\`.
- **Bodies** are JSON with \`Content-Type: application/json\`. Unknown members are ignored, and are not signed. Numbers of an envelope count as they are
  written: [what is signed](commitments.md#what-is-signed).
- **Lists** are arrays, oldest first, of everything; \`limit\` and \`offset\` choose a part, and then \`X-Total-Count\` tells how many there are.
- **Extensions** are marked; other servers may not know them.

### Errors

A refusal has a \`detail\`: with code and message, and what the code brings along,

\`\`\`json
${errorExample}
\`\`\`

or, for a principal that is not there and a key that is taken, as a plain text; or, for a request that does not have the right form, as the list
of its faults (\`type\`, \`loc\`, \`msg\`, \`input\`). What to do about each code: [errors](commitments.md#errors).
`,
};
