import { type IncidentTopic } from './incident-topic.js'

/** Trouble with applications, accounts, and questions. */
export const applicationTopics: readonly IncidentTopic[] = [
  {
    category: 'software',
    subcategory: 'email',
    group: 'Software',
    titles: [
      'Outlook does not send, messages stay in Outbox',
      'Shared mailbox of {team} is missing',
      'Meeting invitations arrive twice',
      'Search in Outlook finds nothing newer than last week',
    ],
    description: 'Started after the update on Tuesday. The web version works normally.',
    workNotes: [
      'Profile rebuilt, same result. Checking add-ins.',
      'Third-party add-in blocks the send queue.',
      'Index rebuilt; it takes about two hours.',
    ],
    comments: [
      'Can you use the web version until we are done?',
      'We removed one add-in. Please start Outlook again.',
    ],
    resolution: 'Removed the faulty add-in and rebuilt the search index.',
  },
  {
    category: 'software',
    subcategory: 'os',
    group: 'Software',
    titles: [
      'Windows update fails with 0x80070643',
      'Laptop restarts for updates during the day',
      'Blue screen after docking',
      'Start menu does not open',
    ],
    description: 'It happened three times this week. A photo of the screen is available if needed.',
    workNotes: [
      'Recovery partition is too small for the update.',
      'Resized the partition remotely and ran the update again.',
      'Memory dump points at the docking driver.',
    ],
    comments: ['We would like to look at it together: is 14:00 today possible?'],
    resolution: 'Partition resized, update installed, active hours set.',
  },
  {
    category: 'software',
    subcategory: '',
    group: 'Software',
    titles: [
      '{app} shows "Something went wrong" after sign-in',
      'Export from {app} is empty',
      'Licence for {app} expired',
      '{app} is very slow for everyone in {team}',
    ],
    description:
      'The page loads, then the error appears. Tried another browser and a private window with the same result.',
    workNotes: [
      'Reproduced with a test account in the same role.',
      'Vendor confirmed a defect in the current release, fix is due this week.',
      'Cleared the tenant cache.',
    ],
    comments: [
      'The vendor is aware and works on it. We keep you posted.',
      'Until then the export works from the classic view.',
    ],
    resolution: 'Vendor deployed a fix. Verified with the requester.',
  },
  {
    category: 'inquiry',
    subcategory: '',
    group: 'Service Desk',
    titles: [
      'How do I share a calendar with {team}?',
      'Access to the {team} folder',
      'Which form is for a new starter?',
      'Name change after marriage',
    ],
    description: 'I could not find it in the knowledge base. It is not urgent.',
    workNotes: ['Approval asked from the owner of the folder.', 'Sent the link to the article.'],
    comments: ['The owner of the folder has to agree first; we asked them.', 'You should have access now.'],
    resolution: 'Access granted and article linked.',
  },
  {
    category: 'inquiry',
    subcategory: 'internal application',
    group: 'Identity and Access',
    titles: [
      'Locked out after too many attempts',
      'Authenticator shows no codes on the new phone',
      'Password expired while travelling',
      'Role for {app} is missing',
    ],
    description: 'I need it for a customer call today.',
    workNotes: [
      'Identity verified by call back.',
      'Registration reset, temporary pass valid for one hour.',
      'Role request approved by the manager.',
    ],
    comments: ['We called you to confirm that it is you. Please register the new phone now.'],
    resolution: 'Sign-in method registered again, access confirmed.',
  },
  {
    category: 'inquiry',
    subcategory: 'antivirus',
    group: 'Service Desk',
    titles: [
      'Suspicious mail about an unpaid invoice',
      'Antivirus removed a file I need',
      'Warning about a blocked download',
    ],
    description: 'I did not open the attachment. The sender looks like a supplier of ours.',
    workNotes: [
      'Sender domain was registered yesterday. Blocked and removed from 14 mailboxes.',
      'File is a macro template of {team}; exception requested.',
    ],
    comments: ['Thank you for reporting. You did the right thing, nothing else to do.'],
    resolution: 'Mail removed from all mailboxes, sender blocked.',
  },
  {
    category: 'software',
    subcategory: '',
    group: 'Cloud Platform',
    titles: [
      'Restore a deleted folder of {team}',
      'Cloud storage does not sync',
      'Test environment of {app} is down',
      'Backup of {site} file server reported errors',
    ],
    description: 'We noticed it today, it was fine at the end of last week.',
    workNotes: [
      'Snapshot of Friday has the folder.',
      'Restore started, 62 GB.',
      'Checked a sample with the requester.',
    ],
    comments: ['The restore runs and will be done this afternoon.'],
    resolution: 'Restored from the snapshot and verified.',
  },
]
