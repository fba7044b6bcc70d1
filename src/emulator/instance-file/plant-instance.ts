import { tables } from '../schema/tables.js'
import { seedAccess } from '../seed/access.js'
import { Random } from '../seed/random.js'
import { type SeededInstance, seedInstance, type SeedOptions } from '../seed/seed-instance.js'
import { Store } from '../storage/store.js'
import { fromBase64 } from './base64.js'
import { type InstanceFile } from './instance-file.js'

export interface PlantOptions extends SeedOptions {
  readonly redirectUris: readonly string[] | undefined
}

export interface PlantedInstance extends SeededInstance {
  /** Makes the sys_ids of new records. */
  readonly random: Random
}

/** The records that an instance starts with: seeded, or those of a file on top of what is seeded. */
export function plantInstance(options: PlantOptions, file?: InstanceFile): PlantedInstance {
  const random = new Random(options.seed + 0x51ed)
  if (file === undefined) return { ...seeded(options), random }
  const isWhole = [...tables.keys()].every((name) => Object.hasOwn(file.tables, name))
  const incidents = Object.hasOwn(file.tables, 'incident') ? 0 : options.incidents
  const base = isWhole ? { store: new Store(), counters: new Map() } : seeded({ ...options, incidents })
  return { ...withFile(base, file), random: file.random === undefined ? random : Random.from(file.random) }
}

function seeded(options: PlantOptions): SeededInstance {
  const instance = seedInstance(options)
  seedAccess(instance.store, options)
  return instance
}

function withFile({ store, counters }: SeededInstance, file: InstanceFile): SeededInstance {
  const given = new Map(Object.entries(file.counters ?? {}))
  for (const [name, last] of given) counters.set(name, last)
  for (const [name, rows] of Object.entries(file.tables)) {
    const own = store.emptied(name)
    const { extends: parent, numberPrefix } = tables.get(name)!
    let last = 0
    for (const row of rows) {
      own.insert(
        parent !== undefined && row.sys_class_name === undefined
          ? { ...row, sys_class_name: name }
          : { ...row },
      )
      last = Math.max(last, Number(/\d+$/.exec(row.number ?? '')?.[0] ?? 0))
    }
    if (given.has(name) || numberPrefix === undefined) continue
    if (last > (counters.get(name) ?? 0)) counters.set(name, last)
  }
  // The journals of seeded incidents are told later: not on top of those of the file.
  if (Object.hasOwn(file.tables, 'sys_journal_field')) store.lazyJournals = undefined
  if (Object.hasOwn(file.tables, 'sys_attachment')) store.files.clear()
  for (const [sysId, content] of Object.entries(file.files ?? {}))
    store.files.set(sysId, fromBase64(content)!)
  return { store, counters }
}
