import { type Clock } from '../shared/clock.js'
import { type FaultPlan } from './faults/fault-plan.js'
import { type Faults } from './faults/faults.js'
import { type GroundTruthLog } from './ground-truth-log.js'
import { type InstanceFile } from './instance-file/instance-file.js'
import { type InstanceClock, type InstanceClockOptions } from './instance-clock.js'
import { type Actor } from './records/actor.js'
import { type Switches } from './switches.js'

export interface EmulatorOptions {
  /** The same seed gives the same records. Default 1. */
  readonly seed?: number
  /** How many incidents there are. Default 120. */
  readonly incidents?: number
  readonly clock?: Clock
  /** When the instance's time starts and how fast it goes; the time of `clock` when left out. */
  readonly time?: InstanceClockOptions
  /** Origin in links; taken from each request when left out. */
  readonly origin?: string
  /**
   * Redirect URIs of the client `snowline-demo`, exactly. Without them every `/callback/…` of this
   * machine and every `https://….example` is allowed.
   */
  readonly redirectUris?: readonly string[]
  readonly switches?: Partial<Switches>
  readonly faults?: FaultPlan
  /** Records to start with, as `export` gives them: tables of the file replace the seeded ones. */
  readonly data?: InstanceFile
  /** How many requests, and how many writes, the log keeps at most. Default 10,000. */
  readonly logLimit?: number
  /**
   * Host names besides localhost, IP addresses and that of `origin` under which `/__emulator/` answers.
   * Any other name could be a page elsewhere that had its own name point at this machine.
   */
  readonly adminHosts?: readonly string[]
}

/** A ServiceNow instance that is a function of `Request`. */
export interface Emulator {
  /** Answers as the instance would. Rejects with `TypeError` where a fault resets the connection. */
  fetch(this: void, request: Request): Promise<Response>
  /** What really happened: every request and every committed write. */
  readonly log: GroundTruthLog
  readonly faults: Faults
  /** The instance's time: set it, move it, speed it up. */
  readonly clock: InstanceClock
  /** Behaviours that can be turned while it runs. */
  readonly switches: Switches
  /** The seeded people that sign in with the password `snowline`. */
  readonly people: readonly SeededPerson[]
  /** Does things as another person does them on the instance: same rules, same journal, no request. */
  asUser(userName: string): Actor
  /**
   * Signs in as `userName` and answers the consent page behind an `/oauth_auth.do` URL, as a person
   * would; resolves to the URL that the instance redirects to. For pages that have no cookies of the
   * instance, because proxy and instance run in them.
   */
  authorize(url: string, userName: string, decision?: 'allow' | 'deny'): Promise<string>
  /** Ends every access and refresh token of a person, as an admin would. */
  revokeTokens(userName: string): void
  /**
   * Hides records, by sys_id or number, from everybody: as if an access rule had changed. Counts still
   * include them. Throws when there is no such record.
   */
  hideRows(table: string, records: readonly string[]): void
  /** Shows hidden records again: those with these sys_ids, or all. */
  showRows(records?: readonly string[]): void
  /** Everything that the instance holds, as `createEmulator({ data })` and `import` take it. */
  export(): InstanceFile
  /** The same as JSON text, in pieces: the text of a million records is longer than one string can be. */
  exportText(): Iterable<string>
  /**
   * Replaces all records and files, and ends sessions and tokens. Throws `SNOW_CONFIG_INVALID` and changes
   * nothing when the file is wrong.
   */
  import(file: unknown): void
  /** Makes pending uploads available, as the antivirus scan does. */
  finishScans(): void
  /** Runs the job that closes incidents resolved long enough ago; returns how many it closed. */
  closeResolved(): number
  /** Back to the first second: records, time, tokens, sessions, log; switches and faults as they were given. */
  reset(): void
}

export interface SeededPerson {
  readonly userName: string
  readonly name: string
  readonly role: 'requester' | 'itil' | 'admin' | 'service'
  readonly title: string
}
