import { expect, it } from 'vitest';
import * as depot from './index.js';

it('exports these names and no others', () => {
  expect(Object.keys(depot).sort()).toEqual([
    'DepotError',
    'ERROR_CODES',
    'VERSION',
    'createDepot',
    'exportFromFolder',
    'verifyAuditLog',
  ]);
});
