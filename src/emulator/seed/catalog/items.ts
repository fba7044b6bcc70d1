/** A question that an item asks; `type` as in `item_option_new`. */
export interface SeededQuestion {
  readonly name: string
  readonly text: string
  readonly type: 'yes-no' | 'text' | 'lines' | 'choice' | 'select' | 'check' | 'user' | 'date'
  readonly mandatory?: boolean
  readonly initial?: string
  /** Value and text of each answer. */
  readonly answers?: readonly (readonly [value: string, text: string])[]
}

export interface SeededCatalogItem {
  readonly name: string
  readonly summary: string
  readonly price: string
  readonly category: 'Hardware' | 'Software' | 'Access and Badges'
  readonly group: string
  readonly days: number
  readonly questions: readonly SeededQuestion[]
  readonly yearly?: string
}

const reason: SeededQuestion = { name: 'reason', text: 'What do you need it for?', type: 'lines' }

/** What can be ordered, in the order of the catalogue. */
export const catalogItems: readonly SeededCatalogItem[] = [
  {
    name: 'Standard Laptop',
    summary: 'ThinkPad or MacBook Air, with dock and bag',
    price: '1249.00',
    category: 'Hardware',
    group: 'Hardware',
    days: 5,
    questions: [
      {
        name: 'model',
        text: 'Which model?',
        type: 'select',
        mandatory: true,
        initial: 'thinkpad',
        answers: [
          ['thinkpad', 'ThinkPad X1'],
          ['macbook', 'MacBook Air'],
        ],
      },
      { name: 'additional_software', text: 'Additional software requirements', type: 'lines' },
      { name: 'replaces_old', text: 'Does it replace your current laptop?', type: 'yes-no' },
    ],
  },
  {
    name: '27-inch monitor',
    summary: 'USB-C monitor with height adjustment',
    price: '329.00',
    category: 'Hardware',
    group: 'Hardware',
    days: 3,
    questions: [{ name: 'cable', text: 'Add a USB-C cable', type: 'check', initial: 'true' }],
  },
  {
    name: 'Noise-cancelling headset',
    summary: 'For calls in open offices',
    price: '189.00',
    category: 'Hardware',
    group: 'Hardware',
    days: 2,
    questions: [
      {
        name: 'colour',
        text: 'Colour',
        type: 'choice',
        initial: 'black',
        answers: [
          ['black', 'Black'],
          ['white', 'White'],
        ],
      },
    ],
  },
  {
    name: 'Mobile phone',
    summary: 'Company phone with eSIM',
    price: '649.00',
    category: 'Hardware',
    group: 'Hardware',
    days: 5,
    questions: [
      { name: 'new_number', text: 'Do you need a new number?', type: 'yes-no', mandatory: true },
      { name: 'needed_by', text: 'Needed by', type: 'date' },
    ],
  },
  {
    name: 'Access to Power BI',
    summary: 'Licence and workspace access',
    price: '0.00',
    category: 'Access and Badges',
    group: 'Identity and Access',
    days: 1,
    questions: [
      { name: 'workspace', text: 'Workspace', type: 'text', mandatory: true },
      { name: 'approver', text: 'Owner of the workspace', type: 'user' },
      reason,
    ],
  },
  {
    name: 'Adobe Creative Cloud',
    summary: 'All applications, for one year',
    price: '799.00',
    category: 'Software',
    group: 'Software',
    days: 1,
    yearly: '799.00',
    questions: [reason],
  },
  {
    name: 'New building badge',
    summary: 'Replacement of a lost or broken badge',
    price: '15.00',
    category: 'Access and Badges',
    group: 'Service Desk',
    days: 1,
    questions: [
      {
        name: 'what_happened',
        text: 'What happened to the old one?',
        type: 'select',
        mandatory: true,
        answers: [
          ['lost', 'Lost'],
          ['broken', 'Broken'],
          ['stolen', 'Stolen'],
        ],
      },
    ],
  },
]
