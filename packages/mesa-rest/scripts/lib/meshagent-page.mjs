const SCOPES = {
  none: 'no credential',
  caller: 'any credential',
  user: 'a user',
  operator: 'an operator of the server',
  member: 'member',
  developer: 'developer',
  admin: 'admin',
  'room-creator': 'may create rooms',
  'room-manager': 'manages the room',
};

/** What docs/meshagent-api.md says in words of its own. */
export const meshagentPage = {
  file: 'meshagent-api.md',
  title: 'MeshAgent API',
  client: 'client',
  typescript:
    'The same operations in TypeScript:\n`mesa-rest/meshagent`, and with resources `mesa-sdk/meshagent`. What they are for, and which are records only: [meshagent.md](meshagent.md).',
  scope: (scope) => SCOPES[scope],
  codeOf: (content) => content['application/json']?.example?.code,
  credentialHeaders: ({ scope }) =>
    scope === 'none' ? [] : ['-H "Authorization: Bearer $MESHAGENT_API_KEY"'],
  conventions: ({
    server,
    errorExample,
  }) => `- **Base URL**: \`${server}\` for a depot on this machine that was started with \`--meshagent-port 8791\`. The API is at the root of its
  origin, for clients that resolve its paths against the origin.
- **Credentials**: \`Authorization: Bearer\` with an API key of a project, which acts in that project alone, or with a token of a user, which acts
  with the roles of the user. Who may call an operation stands beside its route: [roles](meshagent.md#who-may-call-what).
- **Bodies** are JSON with \`Content-Type: application/json\` where nothing else is said. Unknown members are ignored, but in services and service
  templates, where they are refused at every level.
- **Rooms** are named by their id or their name wherever a path has \`{room}\`; the id wins.
- **Lists** have \`limit\` and \`offset\`, or \`count\`, \`offset\` and \`filter\`, and then \`total\`.
- **Extensions** are marked; other servers may not know them.
- Every answer has the header \`x-request-id\`. Quote it when something fails.

### Errors

Every answer that is not a success has this body. With \`invalid_request\`, \`errors\` lists everything that is wrong with the request. What to do
about each code: [errors](meshagent.md#errors).

\`\`\`json
${errorExample}
\`\`\`
`,
};
