import { boolean, choice, list, reference, string, type TableSchema } from './columns.js'
import { table } from './define-table.js'

/** Tables of people, what they may do, and where they work. */
export const peopleTables: readonly TableSchema[] = [
  table(
    'sys_user',
    'User',
    {
      user_name: string('User ID', 40),
      name: string('Name', 151),
      first_name: string('First name', 50),
      last_name: string('Last name', 50),
      email: string('Email', 100),
      title: string('Title', 60),
      phone: string('Business phone', 40),
      active: boolean('Active', 'true'),
      locked_out: boolean('Locked out'),
      time_zone: choice('Time zone'),
      department: reference('Department', 'cmn_department'),
      location: reference('Location', 'cmn_location'),
      company: reference('Company', 'core_company'),
      manager: reference('Manager', 'sys_user'),
      vip: boolean('VIP'),
      web_service_access_only: boolean('Web service access only'),
    },
    { searched: ['name', 'user_name', 'email'], indexed: ['user_name', 'email', 'name'] },
  ),
  table(
    'sys_user_group',
    'Group',
    {
      name: string('Name', 80),
      description: string('Description', 1000),
      manager: reference('Manager', 'sys_user'),
      email: string('Group email', 100),
      active: boolean('Active', 'true'),
      type: list('Type', 'sys_user_group'),
    },
    { searched: ['name', 'description'], indexed: ['name'] },
  ),
  table(
    'sys_user_grmember',
    'Group Member',
    {
      user: reference('User', 'sys_user'),
      group: reference('Group', 'sys_user_group'),
    },
    { display: 'user', indexed: ['user', 'group'] },
  ),
  table('sys_user_role', 'Role', {
    name: string('Name', 100),
    description: string('Description', 1000),
  }),
  table(
    'sys_user_has_role',
    'User Role',
    {
      user: reference('User', 'sys_user'),
      role: reference('Role', 'sys_user_role'),
      inherited: boolean('Inherited'),
      state: choice('State'),
    },
    { display: 'user', indexed: ['user'] },
  ),
  table('cmn_department', 'Department', { name: string('Name') }),
  table('cmn_location', 'Location', {
    name: string('Name'),
    city: string('City'),
    country: string('Country'),
  }),
  table('core_company', 'Company', { name: string('Name') }),
]
