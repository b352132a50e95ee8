import type { Selectable } from 'kysely';
import type { ServiceSpec } from 'mesa-rest/meshagent';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshServicesTable } from '../../storage/meshagent/services-tables.js';

/** Where services are: in one room, or (null) in the whole project. */
export interface ServicePlace {
  readonly projectId: string;
  readonly roomId: string | null;
}

/** A service of a project or room. */
export interface ServiceRecord extends ServicePlace {
  readonly id: string;
  /** As it was given, without its id. */
  readonly spec: ServiceSpec;
  readonly createdAt: number;
}

/** Stores a service. Returns false when its place has one of that name. */
export async function insertService(tx: Transaction, service: ServiceRecord): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_services')
    .values({
      id: service.id,
      project_id: service.projectId,
      room_id: service.roomId,
      place: service.roomId ?? '',
      name: service.spec.metadata.name,
      spec: JSON.stringify(service.spec),
      created_at: service.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'place', 'name']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function getService(
  executor: Executor,
  { projectId, roomId }: ServicePlace,
  id: string,
): Promise<ServiceRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_services')
    .selectAll()
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .where('place', '=', roomId ?? '')
    .executeTakeFirst();
  return row && toService(row);
}

/** Returns the services of a place, oldest first, at most `limit`. */
export async function listServices(
  executor: Executor,
  { projectId, roomId }: ServicePlace,
  limit: number,
): Promise<ServiceRecord[]> {
  const rows = await executor
    .selectFrom('mesh_services')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('place', '=', roomId ?? '')
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toService);
}

export async function countServices(
  executor: Executor,
  { projectId, roomId }: ServicePlace,
): Promise<number> {
  const { count } = await executor
    .selectFrom('mesh_services')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .where('place', '=', roomId ?? '')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Replaces the specification of a service. Returns false when the place has no service with that id.
 *
 * Throws the engine's unique violation when another service of the place has the name.
 */
export async function updateService(
  tx: Transaction,
  { projectId, roomId }: ServicePlace,
  id: string,
  spec: ServiceSpec,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_services')
    .set({ name: spec.metadata.name, spec: JSON.stringify(spec) })
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .where('place', '=', roomId ?? '')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a service. Returns false when the place has none with that id. */
export async function deleteService(
  tx: Transaction,
  { projectId, roomId }: ServicePlace,
  id: string,
): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_services')
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .where('place', '=', roomId ?? '')
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toService(row: Selectable<MeshServicesTable>): ServiceRecord {
  return {
    id: row.id,
    projectId: row.project_id,
    roomId: row.room_id,
    spec: JSON.parse(row.spec),
    createdAt: row.created_at,
  };
}
