import { type SeedContext } from '../seed-context.js'

/** Someone who acts in the story of an incident. */
export interface Actor {
  readonly sysId: string
  readonly userName: string
  readonly name: string
  readonly location: string
  readonly company: string
}

export interface Team {
  readonly name: string
  readonly sysId: string
  readonly members: readonly Actor[]
}

/** Everybody that incidents are about. */
export interface Cast {
  readonly callers: readonly Actor[]
  readonly teams: ReadonlyMap<string, Team>
  readonly serviceDesk: Team
}

/** Accounts, and the person whose tickets are told by hand. */
const apart: ReadonlySet<string> = new Set(['admin', 'snowline.service', 'abel.tuter'])

/** The people and teams of the seeded instance. */
export function createCast({ store, groups }: SeedContext): Cast {
  const actors = new Map<string, Actor>()
  for (const user of store.table('sys_user').all()) {
    if (user.active !== 'true') continue
    actors.set(user.user_name!, {
      sysId: user.sys_id!,
      userName: user.user_name!,
      name: user.name!,
      location: user.location ?? '',
      company: user.company ?? '',
    })
  }
  const teams = groups.map(({ name, sysId, members }): Team => {
    return { name, sysId, members: members.flatMap((userName) => actors.get(userName) ?? []) }
  })
  const serviceDesk = teams.find(({ name }) => name === 'Service Desk')!
  return {
    callers: [...actors.values()].filter(({ userName }) => !apart.has(userName)),
    teams: new Map(teams.map((team) => [team.name, team])),
    serviceDesk,
  }
}
