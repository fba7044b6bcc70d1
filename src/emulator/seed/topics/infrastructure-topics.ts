import { type IncidentTopic } from './incident-topic.js'

/** Trouble with networks, devices and databases. */
export const infrastructureTopics: readonly IncidentTopic[] = [
  {
    category: 'network',
    subcategory: 'vpn',
    group: 'Network',
    titles: [
      'VPN drops every few minutes',
      'Cannot connect to VPN from home',
      'VPN asks for a certificate',
      'VPN connects but {app} does not load',
    ],
    description:
      'Since this morning the VPN client shows "Reconnecting" about every five minutes. Home internet is fine, other sites load.',
    workNotes: [
      'Gateway logs show session timeouts from this address range.',
      'Client is two versions behind; scheduled the update.',
      'Asked the gateway team to move the session to the second node.',
    ],
    comments: [
      'Could you tell us which version the client shows under About?',
      'The update is on your machine. Please restart and try again.',
    ],
    resolution: 'Updated the VPN client and cleared the cached profile. Connection stable for a day.',
  },
  {
    category: 'network',
    subcategory: 'wireless',
    group: 'Network',
    titles: [
      'Wi-Fi is slow in {room}',
      'No wireless on the {floor} in {site}',
      'Guest Wi-Fi code is not accepted',
      'Laptop keeps leaving the office Wi-Fi',
    ],
    description:
      'Video calls freeze and pages take half a minute. Colleagues at the same desks see it too. Cable works.',
    workNotes: [
      'Access point reports high channel use; neighbouring tenant moved to the same channel.',
      'Changed to channel 108 and lowered transmit power.',
      'Survey booked with facilities.',
    ],
    comments: ['We changed the settings of the access point near you. Is it better now?'],
    resolution: 'Access point moved to a free channel. Throughput back to normal.',
  },
  {
    category: 'network',
    subcategory: 'dns',
    group: 'Network',
    titles: [
      'Intranet name does not resolve',
      '{app} opens by address but not by name',
      'New server is not found by name',
    ],
    description: 'The browser says that the server cannot be found. With the IP address the page opens.',
    workNotes: [
      'Stale record on the secondary resolver.',
      'Zone transfer had failed since the weekend; restarted it.',
    ],
    comments: ['Please close all browser windows once and try again.'],
    resolution: 'Zone transfer repaired, records in step on all resolvers.',
  },
  {
    category: 'hardware',
    subcategory: 'disk',
    group: 'Hardware',
    titles: [
      'Disk is full on {laptop}',
      'Laptop says that the disk will fail soon',
      'Cannot save files, no space left',
    ],
    description: 'Only a few hundred megabytes are left and programs start to complain.',
    workNotes: [
      'Local sync of the team drive takes 180 GB.',
      'Switched sync to on-demand and cleaned temporary files.',
    ],
    comments: ['We freed about 150 GB. Please check whether anything is missing.'],
    resolution: 'Sync set to on-demand, temporary files removed.',
  },
  {
    category: 'hardware',
    subcategory: 'monitor',
    group: 'Hardware',
    titles: [
      'Second monitor stays black on {laptop}',
      'Monitor flickers at the hot desk, {floor}',
      'Projector in {room} shows a green tint',
    ],
    description: 'Cable and port swapped, no change. It worked last week.',
    workNotes: [
      'Dock firmware is old, known display fault.',
      'Updated firmware, picture is back on one port only. Replacement ordered.',
    ],
    comments: ['A new dock is at the IT bar for you, {floor}.'],
    resolution: 'Replaced the docking station.',
  },
  {
    category: 'hardware',
    subcategory: 'keyboard',
    group: 'Hardware',
    titles: [
      'Keys stick on {laptop}',
      'Replacement keyboard with German layout',
      'Touchpad stops after sleep',
    ],
    description: 'It is getting worse and typing a mail takes forever.',
    workNotes: ['Warranty is valid until next spring. Case opened with the maker.', 'Loan device prepared.'],
    comments: ['Please bring the laptop to the IT bar when it suits you.'],
    resolution: 'Keyboard replaced under warranty.',
  },
  {
    category: 'hardware',
    subcategory: '',
    group: 'Hardware',
    titles: [
      'Printer on the {floor} jams',
      'Badge printer prints blank cards',
      'Headset has no sound in calls',
      'Phone does not ring in {team}',
    ],
    description: 'Tried switching it off and on. Several people are affected.',
    workNotes: ['Fuser is at the end of its life, part ordered.', 'Technician booked for tomorrow morning.'],
    comments: ['Until it is repaired please use the printer next to the kitchen.'],
    resolution: 'Part replaced by the technician, test pages fine.',
  },
  {
    category: 'database',
    subcategory: 'sql server',
    group: 'Database',
    titles: [
      'Nightly report of {team} did not finish',
      'Reports time out after 30 seconds',
      'Deadlocks in the order database',
    ],
    description: 'The report that is usually there at 7:00 is missing, and manual runs end with a time-out.',
    workNotes: [
      'Statistics out of date after the bulk load.',
      'Updated statistics, plan is back to index seeks.',
      'Added monitoring for the load window.',
    ],
    comments: ['The report is running again and should arrive within the hour.'],
    resolution: 'Statistics updated and maintenance job moved before the load.',
  },
  {
    category: 'database',
    subcategory: 'oracle',
    group: 'Database',
    titles: [
      'ORA-01653 in the warehouse system',
      'Month-end closing is blocked by a lock',
      'Archive log area is 95 percent full',
    ],
    description: 'Bookings cannot be saved since 9:20. The {team} team is waiting.',
    workNotes: [
      'Tablespace grew by 40 GB overnight.',
      'Extended by two files; growth traced to an audit setting.',
    ],
    comments: ['Bookings should work again. Please confirm.'],
    resolution: 'Tablespace extended, audit setting corrected.',
  },
]
