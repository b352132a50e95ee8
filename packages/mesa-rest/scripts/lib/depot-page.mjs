/** What docs/http-api.md says in words of its own. */
export const depotPage = {
  file: 'http-api.md',
  title: 'HTTP API',
  client: 'mesa',
  typescript: 'The same operations in TypeScript:\n[mesa-rest](../packages/mesa-rest/README.md).',
  scope: (scope) => `scope \`${scope}\``,
  codeOf: (content) => content['application/json'].example.error.code,
  credentialHeaders: () => ['-H "Authorization: Bearer $MESA_API_KEY"'],
  conventions: ({
    servers,
    server,
    errorExample,
  }) => `- **Base URL**: \`${servers[0].url}\` for the hosted service, \`${server}\` for a depot on this
  machine. Paths below are appended to it. Path parameters are percent-encoded: a slash in a bookmark travels as \`%2F\`.
- **Credential**: \`Authorization: Bearer <API key or access token>\` on every request. Scopes include one another:
  \`admin\` includes \`write\`, \`write\` includes \`read\`.
- **Bodies** are JSON with \`Content-Type: application/json\` where nothing else is said. Unknown members are refused with 400, as are unknown query
  parameters.
- **Pages**: lists take \`limit\` (1 to 100, default 50) and \`cursor\`, and answer \`next_cursor\` (null on the last page) and
  \`has_more\` beside the items. A cursor belongs to the list and the filters it came from.
- **Retries**: \`Idempotency-Key\` on POST and PATCH makes a retry safe: for 24 hours the same key answers what the first
  request answered.
- **Extensions** are marked; they are additions to the official operations, and other servers may not know them.
- Every answer has the header \`x-request-id\`. Quote it when something fails.

### Errors

Every answer that is not a success has this body; \`trace_id\` is there on 5xx answers. One code stands for one cause:
[docs/errors.md](errors.md).

\`\`\`json
${errorExample}
\`\`\`
`,
};
