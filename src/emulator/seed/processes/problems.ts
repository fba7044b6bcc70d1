/** A problem as the seed tells it. */
export interface SeededProblem {
  readonly title: string
  readonly description: string
  readonly category: string
  readonly subcategory: string
  readonly state: '101' | '102' | '103' | '104' | '106' | '107'
  readonly group: string
  readonly agent: string
  readonly item: string
  readonly daysAgo: number
  readonly impact: '1' | '2' | '3'
  readonly urgency: '1' | '2' | '3'
  readonly workaround?: string
  readonly cause?: string
  readonly fix?: string
}

export const seededProblems: readonly SeededProblem[] = [
  {
    title: 'VPN sessions drop when a password expires during the session',
    description: 'The gateway keeps the old ticket and ends the session at the next key exchange.',
    category: 'network',
    subcategory: 'vpn',
    state: '104',
    group: 'Network',
    agent: 'david.loo',
    item: 'vpn-ham-01',
    daysAgo: 34,
    impact: '2',
    urgency: '2',
    workaround: 'Sign out of VPN before changing the password, sign in again afterwards.',
    cause: 'Firmware 7.4.3 caches Kerberos tickets longer than they live.',
    fix: 'Upgrade of the gateway to firmware 7.4.5, see the change.',
  },
  {
    title: 'Add-in blocks the send queue of Outlook',
    description: 'After the October update, a third-party add-in keeps messages in the outbox.',
    category: 'software',
    subcategory: 'email',
    state: '106',
    group: 'Software',
    agent: 'rosa.delgado',
    item: 'Email',
    daysAgo: 52,
    impact: '2',
    urgency: '2',
    workaround: 'Disable the add-in “MeetingLens”.',
    cause: 'The add-in waits for a server that was switched off.',
    fix: 'The add-in was removed from all devices.',
  },
  {
    title: 'Nightly statistics job blocks Finance queries',
    description: 'Reports of Finance wait for locks between 02:00 and 04:00, longer at month end.',
    category: 'database',
    subcategory: 'oracle',
    state: '103',
    group: 'Database',
    agent: 'priya.raman',
    item: 'ORA-FIN-PROD',
    daysAgo: 21,
    impact: '2',
    urgency: '1',
    workaround: 'Start long reports after 04:00.',
  },
  {
    title: 'Access points of one model lose clients after roaming',
    description: 'Laptops that change floors stay connected without traffic.',
    category: 'network',
    subcategory: 'wireless',
    state: '102',
    group: 'Network',
    agent: 'henrik.solberg',
    item: 'wlc-lon-01',
    daysAgo: 12,
    impact: '2',
    urgency: '3',
  },
  {
    title: 'Docking station driver 11.4 crashes with current firmware',
    description: 'Blue screens with DRIVER_POWER_STATE_FAILURE after docking.',
    category: 'software',
    subcategory: 'os',
    state: '101',
    group: 'Hardware',
    agent: 'tomasz.zielinski',
    item: 'Workplace Devices',
    daysAgo: 1,
    impact: '2',
    urgency: '1',
    workaround: 'Roll back to driver 11.2.',
  },
  {
    title: 'Data gateway loses its connection after certificate renewal',
    description: 'Dashboards showed no data on the first of each quarter.',
    category: 'database',
    subcategory: 'sql server',
    state: '107',
    group: 'Database',
    agent: 'amara.okafor',
    item: 'Power BI Gateway',
    daysAgo: 140,
    impact: '3',
    urgency: '2',
    cause: 'The gateway read its certificate once, at start.',
    fix: 'The renewal now restarts the gateway.',
  },
]
