/** A change as the seed tells it. */
export interface SeededChange {
  readonly title: string
  readonly description: string
  readonly type: 'standard' | 'normal' | 'emergency'
  readonly state: '-5' | '-4' | '-3' | '-2' | '-1' | '0' | '3' | '4'
  readonly category: string
  readonly risk: '2' | '3' | '4'
  readonly group: string
  readonly agent: string
  readonly item: string
  /** Subcategory of the incidents that it repairs, or that it caused. */
  readonly subcategory?: string
  /** Begin of the window in days from now; past ones are negative. */
  readonly startsIn: number
  readonly hours: number
  readonly backout: string
}

export const seededChanges: readonly SeededChange[] = [
  {
    title: 'Upgrade VPN gateway Hamburg to firmware 7.4.5',
    description: 'Fixes dropped sessions after a password change.',
    type: 'normal',
    state: '-2',
    category: 'Network',
    risk: '3',
    group: 'Network',
    agent: 'david.loo',
    item: 'vpn-ham-01',
    subcategory: 'vpn',
    startsIn: 3,
    hours: 2,
    backout: 'Boot the previous firmware from the second partition.',
  },
  {
    title: 'Move nightly statistics of FINPROD to 23:00',
    description: 'Keeps the morning window free for reports.',
    type: 'normal',
    state: '-4',
    category: 'Software',
    risk: '3',
    group: 'Database',
    agent: 'priya.raman',
    item: 'ORA-FIN-PROD',
    subcategory: 'oracle',
    startsIn: 9,
    hours: 1,
    backout: 'Restore the previous schedule.',
  },
  {
    title: 'Remove add-in MeetingLens from all devices',
    description: 'The add-in blocks outgoing mail.',
    type: 'emergency',
    state: '3',
    category: 'Applications Software',
    risk: '4',
    group: 'Software',
    agent: 'rosa.delgado',
    item: 'Email',
    subcategory: 'email',
    startsIn: -44,
    hours: 3,
    backout: 'Deploy the add-in again.',
  },
  {
    title: 'Monthly patches of the portal servers',
    description: 'Operating system patches, one server after the other.',
    type: 'standard',
    state: '3',
    category: 'System Software',
    risk: '4',
    group: 'Cloud Platform',
    agent: 'henrik.solberg',
    item: 'lnx-web-01',
    subcategory: 'internal application',
    startsIn: -11,
    hours: 4,
    backout: 'Restore the snapshot taken before.',
  },
  {
    title: 'Replace wireless controller London',
    description: 'The model is out of support from January on.',
    type: 'normal',
    state: '-5',
    category: 'Hardware',
    risk: '2',
    group: 'Network',
    agent: 'henrik.solberg',
    item: 'wlc-lon-01',
    subcategory: 'wireless',
    startsIn: 30,
    hours: 6,
    backout: 'Reconnect the old controller.',
  },
  {
    title: 'Renew certificate of the data gateway',
    description: 'Quarterly renewal with restart.',
    type: 'standard',
    state: '-1',
    category: 'Service',
    risk: '4',
    group: 'Database',
    agent: 'amara.okafor',
    item: 'Power BI Gateway',
    startsIn: -0.02,
    hours: 1,
    backout: 'Import the previous certificate.',
  },
  {
    title: 'Roll back docking driver to 11.2',
    description: 'Stops the blue screens until the vendor delivers a fixed driver.',
    type: 'emergency',
    state: '0',
    category: 'Applications Software',
    risk: '3',
    group: 'Hardware',
    agent: 'tomasz.zielinski',
    item: 'Workplace Devices',
    subcategory: 'os',
    startsIn: -0.4,
    hours: 2,
    backout: 'Install driver 11.4 again.',
  },
]
