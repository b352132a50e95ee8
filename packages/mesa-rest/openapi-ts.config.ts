import { readdirSync } from 'node:fs';
import { defineConfig } from '@hey-api/openapi-ts';

/**
 * One job per spec, one folder per job. The output root comes from the environment and not from `-o`: that flag
 * would send every job of the array into one folder. The drift check sets it to generate beside the tree.
 */
const outRoot = process.env.MESA_GEN_OUT ?? '.';

const apis = readdirSync('../../openapi')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort();

export default defineConfig(
  apis.map((api) => ({
    input: `../../openapi/${api}.yaml`,
    output: {
      path: `${outRoot}/src/generated/${api}`,
      module: { extension: '.js' },
      header: [`// Generated from openapi/${api}.yaml by \`pnpm generate\`. Do not edit.`],
    },
    plugins: [
      { name: '@hey-api/client-ky', throwOnError: true },
      { name: '@hey-api/typescript', enums: false },
      {
        name: 'zod',
        // Without this, times with an offset such as +00:00 are refused.
        dates: { offset: true },
        // Validators of requests cost 50 to 150 µs per call and refuse every binary body: the server validates.
        requests: false,
        $resolvers: {
          // A newer server may answer with a value this version has not heard of: it must stay readable.
          enum: (ctx) => ctx.$(ctx.symbols.z).attr('string').call(),
          // By default int64 turns into a bigint where the type says number.
          number: (ctx) =>
            ctx.schema.format === 'int64' ? ctx.$(ctx.symbols.z).attr('number').call() : undefined,
        },
      },
      // No validators here: they would load zod for everyone. The functions of scripts/generate-client.mjs load it on
      // demand, and use the synchronous parse, which costs half of what the generated calls do.
      { name: '@hey-api/sdk', client: false, validator: false },
    ],
  })),
);
