import { isSnowError } from '../../../shared/errors.js'
import { BlockedBy, fact, type DoctorContext } from '../doctor-context.js'
import { listTable } from './apis.js'

/** ServiceNow's families in order; their initials go once through the alphabet and begin anew. */
export const families = [
  'Madrid',
  'New York',
  'Orlando',
  'Paris',
  'Quebec',
  'Rome',
  'San Diego',
  'Tokyo',
  'Utah',
  'Vancouver',
  'Washington DC',
  'Xanadu',
  'Yokohama',
  'Zurich',
  'Australia',
  'Brazil',
] as const

export type Family = (typeof families)[number]

const squeezed = (name: string): string => name.toLowerCase().replaceAll(' ', '')

/** The family that a property names: `Vancouver`, or `glide-washingtondc-12-20-2023__patch3-…`. */
export function familyIn(value: string): Family | undefined {
  const name = squeezed(/^glide-([a-z]+)-/.exec(value)?.[1] ?? value)
  return families.find((family) => squeezed(family) === name)
}

/** Whether `family` came out before `first`. */
export function isBefore(family: Family, first: Family): boolean {
  return families.indexOf(family) < families.indexOf(first)
}

/** The release of the instance; `undefined` when the person may not read it, as most may not. */
export const release = fact(async (context): Promise<Family | undefined> => {
  const { rows } = await listTable(context, 'sys_properties', {
    query: 'nameINglide.war,glide.buildname',
    fields: ['name', 'value'],
    limit: 5,
  })
  const values = rows.filter(({ name = '' }) => name === 'glide.war' || name === 'glide.buildname')
  return values.map(({ value = '' }) => familyIn(value)).find((family) => family !== undefined)
})

/** The same for checks that go on without it: that it cannot be read is no fault of theirs. */
export async function readableRelease(context: DoctorContext): Promise<Family | undefined> {
  try {
    return await release(context)
  } catch (error) {
    if (error instanceof BlockedBy || isSnowError(error)) return undefined
    throw error
  }
}
