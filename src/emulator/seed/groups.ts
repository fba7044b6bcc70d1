import { type Store } from '../storage/store.js'
import { type Random } from './random.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

export interface SeededGroup {
  readonly name: string
  readonly sysId: string
  /** User names. */
  readonly members: readonly string[]
}

const groups = [
  [
    'Service Desk',
    'First contact for every employee',
    'beth.anglin,lena.fischer,marcus.bell,itil',
    'd625dccec0a8016700a222a0f7900d06',
  ],
  [
    'Network',
    'Wired, wireless, VPN and name services',
    'david.loo,henrik.solberg',
    '287ebd7da9fe198100f92cc8d1d2154e',
  ],
  [
    'Hardware',
    'Laptops, phones, printers and rooms',
    'tomasz.zielinski,marcus.bell',
    '8a5055c9c61122780043563ef53438e3',
  ],
  ['Software', 'Applications and licences', 'rosa.delgado,beth.anglin', '8a4dde73c6112278017a6a4baf547aa7'],
  ['Database', 'Database platforms', 'priya.raman,amara.okafor', '287ee6fea9fe198100ada7950d0b1b73'],
  ['Identity and Access', 'Accounts, sign-in and permissions', 'yuki.tanaka,beth.anglin', ''],
  ['Cloud Platform', 'Hosting, storage and backup', 'henrik.solberg,amara.okafor', ''],
] as const

/** Who helps out in a group beside its members, who take what comes in. */
const guests = [{ userName: 'david.loo', group: 'Hardware' }] as const

/** Assignment groups with their members; the first member manages the group. */
export function seedGroups(store: Store, random: Random, times: SeedTimes): SeededGroup[] {
  const system = times.systemFields(380)
  const users = store.table('sys_user')
  const addMember = (sysId: string, userName: string, group: string): void =>
    store.table('sys_user_grmember').insert({
      ...system,
      sys_id: sysId,
      user: users.find('user_name', userName)!.sys_id!,
      group,
    })
  const seeded = groups.map(([name, description, memberList, knownId]) => {
    const sysId = knownId || random.sysId()
    const members = memberList.split(',')
    store.table('sys_user_group').insert({
      ...system,
      sys_id: sysId,
      name,
      description,
      active: 'true',
      email: `${name.toLowerCase().replaceAll(' ', '-')}@example.com`,
      manager: users.find('user_name', members[0]!)!.sys_id!,
    })
    for (const userName of members) addMember(random.sysId(), userName, sysId)
    return { name, sysId, members }
  })
  for (const { userName, group } of guests) {
    const { sysId } = seeded.find(({ name }) => name === group)!
    addMember(stableId(`sys_user_grmember ${userName} ${group}`), userName, sysId)
  }
  return seeded
}
