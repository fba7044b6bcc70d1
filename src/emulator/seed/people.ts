import { type SeededPerson } from '../emulator-options.js'
import { type Store } from '../storage/store.js'
import { type Random } from './random.js'
import { grantRole, seedRoles } from './roles.js'
import { type SeedTimes } from './seed-times.js'

/** Password of every seeded user. */
export const seededPassword = 'snowline'

/** The people that the sign-in page offers and `--help` names. */
export const signInPeople: readonly SeededPerson[] = [
  { userName: 'abel.tuter', name: 'Abel Tuter', role: 'requester', title: 'Account Executive' },
  { userName: 'beth.anglin', name: 'Beth Anglin', role: 'itil', title: 'Service Desk Lead' },
  { userName: 'david.loo', name: 'David Loo', role: 'itil', title: 'Network Engineer' },
  { userName: 'admin', name: 'System Administrator', role: 'admin', title: 'Platform Owner' },
  { userName: 'snowline.service', name: 'Snowline Service', role: 'service', title: 'Integration account' },
]

/** sys_ids that every demo instance has. */
const knownIds: Readonly<Record<string, string>> = {
  admin: '6816f79cc0a8016401c5a33be04be441',
  'david.loo': '5137153cc611227c000bbd1bd8cd2007',
  'joe.employee': '681ccaf9c0a8016400b98a06818d57c7',
  itil: '681b365ec0a80164000fb0b05854a0cd',
}

const plainPeople: ReadonlySet<string> = new Set([
  ...signInPeople.map(({ userName }) => userName),
  'itil',
  'joe.employee',
])

type Colleague = readonly [name: string, title: string, department: string, role?: 'itil']

const colleagues: readonly Colleague[] = [
  ['Amara Okafor', 'Systems Administrator', 'Information Technology', 'itil'],
  ['Priya Raman', 'Database Administrator', 'Information Technology', 'itil'],
  ['Tomasz Zielinski', 'Desktop Engineer', 'Information Technology', 'itil'],
  ['Lena Fischer', 'Service Desk Analyst', 'Information Technology', 'itil'],
  ['Marcus Bell', 'Service Desk Analyst', 'Information Technology', 'itil'],
  ['Yuki Tanaka', 'Identity Engineer', 'Information Technology', 'itil'],
  ['Rosa Delgado', 'Application Support', 'Information Technology', 'itil'],
  ['Henrik Solberg', 'Cloud Engineer', 'Information Technology', 'itil'],
  ['Joe Employee', 'Sales Associate', 'Sales'],
  ['Charlotte Dubois', 'Regional Sales Director', 'Sales'],
  ['Oluwaseun Adeyemi', 'Account Executive', 'Sales'],
  ['Megan Burke', 'Sales Operations Analyst', 'Sales'],
  ['Nikhil Shah', 'Solutions Consultant', 'Sales'],
  ['Sofia Marino', 'Brand Manager', 'Marketing'],
  ['Jonas Weber', 'Content Designer', 'Marketing'],
  ['Aisha Rahman', 'Event Manager', 'Marketing'],
  ['Patrick O’Neill', 'Campaign Analyst', 'Marketing'],
  ['Grace Liu', 'Financial Controller', 'Finance'],
  ['Samuel Osei', 'Accounts Payable Clerk', 'Finance'],
  ['Ingrid Haugen', 'Treasury Analyst', 'Finance'],
  ['Mateus Carvalho', 'Internal Auditor', 'Finance'],
  ['Hannah Goldberg', 'HR Business Partner', 'Human Resources'],
  ['Emeka Nwosu', 'Recruiter', 'Human Resources'],
  ['Clara Johansson', 'Learning Specialist', 'Human Resources'],
  ['Viktor Petrov', 'Legal Counsel', 'Legal'],
  ['Naomi Clarke', 'Contracts Manager', 'Legal'],
  ['Diego Ramírez', 'Warehouse Supervisor', 'Operations'],
  ['Fatima Zahra', 'Supply Planner', 'Operations'],
  ['Liam Murphy', 'Logistics Coordinator', 'Operations'],
  ['Zoë van Dijk', 'Quality Inspector', 'Operations'],
  ['Kwame Mensah', 'Facilities Technician', 'Operations'],
  ['Elif Yılmaz', 'Procurement Specialist', 'Operations'],
  ['Anders Nyberg', 'Product Manager', 'Product'],
  ['Chloe Bennett', 'UX Researcher', 'Product'],
  ['Rajesh Iyer', 'Software Engineer', 'Product'],
  ['Isabelle Laurent', 'Software Engineer', 'Product'],
  ['Theo Papadakis', 'Test Engineer', 'Product'],
  ['Mei Chen', 'Release Manager', 'Product'],
  ['Bruno Conti', 'Customer Success Manager', 'Customer Care'],
  ['Olivia Hart', 'Support Agent', 'Customer Care'],
  ['Tariq Hassan', 'Support Agent', 'Customer Care'],
]

interface Place {
  readonly name: string
  readonly city: string
  readonly country: string
  readonly locale: Readonly<Record<'time_zone' | 'date_format' | 'preferred_language', string>>
}

const locations: readonly Place[] = [
  {
    name: 'London – Fleet Place',
    city: 'London',
    country: 'United Kingdom',
    locale: { time_zone: 'Europe/London', date_format: 'dd/MM/yyyy', preferred_language: 'en' },
  },
  {
    name: 'Hamburg – Speicherstadt',
    city: 'Hamburg',
    country: 'Germany',
    locale: { time_zone: 'Europe/Berlin', date_format: 'dd.MM.yyyy', preferred_language: 'de' },
  },
  {
    name: 'Austin – Congress Avenue',
    city: 'Austin',
    country: 'United States',
    locale: { time_zone: 'US/Central', date_format: 'MM/dd/yyyy', preferred_language: 'en' },
  },
  {
    name: 'Lisbon – Parque das Nações',
    city: 'Lisbon',
    country: 'Portugal',
    locale: { time_zone: 'Europe/Lisbon', date_format: '', preferred_language: 'en' },
  },
]

/** Users with their departments, places and roles. */
export function seedPeople(store: Store, random: Random, times: SeedTimes): void {
  const system = times.systemFields(400)
  const insert = (table: string, row: Record<string, string>): string => {
    const sysId = row.sys_id ?? random.sysId()
    store.table(table).insert({ ...system, ...row, sys_id: sysId })
    return sysId
  }
  const company = insert('core_company', { name: 'Acme Corporation' })
  const places = locations.map(({ name, city, country, locale }) => ({
    sysId: insert('cmn_location', { name, city, country, time_zone: locale.time_zone }),
    locale,
  }))
  const departments = new Map<string, string>()
  const department = (name: string): string => {
    const sysId = departments.get(name) ?? insert('cmn_department', { name })
    departments.set(name, sysId)
    return sysId
  }
  seedRoles(store, times)
  const addUser = (
    name: string,
    userName: string,
    work: readonly [title: string, department: string],
  ): string => {
    const [first = name, ...rest] = name.split(' ')
    const place = random.pick(places)
    return insert('sys_user', {
      sys_id: knownIds[userName] ?? random.sysId(),
      user_name: userName,
      name,
      first_name: first,
      last_name: rest.join(' '),
      email: `${userName}@example.com`,
      title: work[0],
      phone: `+1 555 01${random.between(10, 99)}`,
      active: 'true',
      department: department(work[1]),
      location: place.sysId,
      company,
      sys_class_name: 'sys_user',
      sys_domain: 'global',
      sys_domain_path: '/',
      // The people of demos and scripts read times as they are stored.
      ...(plainPeople.has(userName) ? {} : place.locale),
    })
  }
  const grant = (user: string, role: string): void => grantRole(store, times, user, role)
  for (const { name, userName, role, title } of signInPeople) {
    const isIt = role !== 'requester'
    const user = addUser(name, userName, [title, isIt ? 'Information Technology' : 'Sales'])
    if (role === 'admin') grant(user, 'admin')
    if (role === 'itil' || role === 'service') grant(user, 'itil')
    if (role === 'service') grant(user, 'rest_service')
  }
  for (const [name, title, department, role] of colleagues) {
    const user = addUser(name, userNameOf(name), [title, department])
    if (role !== undefined) grant(user, role)
  }
  grant(addUser('ITIL User', 'itil', ['Service Desk Analyst', 'Information Technology']), 'itil')
}

function userNameOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f’]/g, '')
    .replaceAll('ı', 'i')
    .toLowerCase()
    .replaceAll(' ', '.')
}
