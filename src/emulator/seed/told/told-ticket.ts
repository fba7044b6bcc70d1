import { type FileContent } from '../files/build-file.js'

const minute = 1
export const hour = 60 * minute
export const day = 24 * hour

/** One entry of a ticket's journal. */
export type ToldEntry = readonly [
  minutesAgo: number,
  userName: string,
  element: 'comments' | 'work_notes',
  text: string,
]

export interface ToldFile {
  readonly name: string
  readonly minutesAgo: number
  readonly by: string
  readonly content: FileContent
}

/** A ticket whose story is written out. */
export interface ToldTicket {
  readonly title: string
  readonly description: string
  readonly caller: string
  readonly category: string
  readonly subcategory?: string
  readonly impact: '1' | '2' | '3'
  readonly urgency: '1' | '2' | '3'
  readonly state: '1' | '2' | '3' | '6' | '7' | '8'
  readonly holdReason?: '1' | '3' | '4' | '5'
  readonly group: string
  readonly agent?: string
  readonly channel?: string
  /** Minutes since it was opened. */
  readonly opened: number
  readonly closeCode?: string
  readonly closeNotes?: string
  readonly entries?: readonly ToldEntry[]
  readonly files?: readonly ToldFile[]
}
