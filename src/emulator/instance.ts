import { type Clock } from '../shared/clock.js'
import { type Faults } from './faults.js'
import { type GroundTruthLog } from './ground-truth-log.js'
import { type OAuthGrants } from './oauth/oauth-grants.js'
import { type Random } from './seed/random.js'
import { type Sessions } from './oauth/sessions.js'
import { type Store } from './storage/store.js'
import { type Switches } from './switches.js'

/** Everything that the routes of one emulator share. */
export interface Instance {
  store: Store
  readonly clock: Clock
  readonly switches: Switches
  readonly log: GroundTruthLog
  readonly faults: Faults
  readonly grants: OAuthGrants
  readonly sessions: Sessions
  /** Makes the sys_ids of new records. */
  random: Random
  /** The next number of each numbered table. */
  counters: Map<string, number>
  readonly origin: string | undefined
  readonly redirectUris: readonly string[] | undefined
}
