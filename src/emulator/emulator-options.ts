import { type Clock } from '../shared/clock.js'
import { type FaultPlan, type Faults } from './faults.js'
import { type GroundTruthLog } from './ground-truth-log.js'
import { type Actor } from './records/actor.js'
import { type Switches } from './switches.js'

export interface EmulatorOptions {
  /** The same seed gives the same records. Default 1. */
  readonly seed?: number
  /** How many incidents there are. Default 120. */
  readonly incidents?: number
  readonly clock?: Clock
  /** Origin in links; taken from each request when left out. */
  readonly origin?: string
  /**
   * Redirect URIs of the client `snowline-demo`, exactly. Without them every `/callback/…` of this
   * machine and every `https://….example` is allowed.
   */
  readonly redirectUris?: readonly string[]
  readonly switches?: Partial<Switches>
  readonly faults?: FaultPlan
}

/** A ServiceNow instance that is a function of `Request`. */
export interface Emulator {
  /** Answers as the instance would. Rejects with `TypeError` where a fault resets the connection. */
  fetch(this: void, request: Request): Promise<Response>
  /** What really happened: every request and every committed write. */
  readonly log: GroundTruthLog
  readonly faults: Faults
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
  /** Makes pending uploads available, as the antivirus scan does. */
  finishScans(): void
  /** Back to the first second: records, tokens, sessions, log and faults. */
  reset(): void
}

export interface SeededPerson {
  readonly userName: string
  readonly name: string
  readonly role: 'requester' | 'itil' | 'admin' | 'service'
  readonly title: string
}
