import { type Faults } from './faults/faults.js'
import { type GroundTruthLog } from './ground-truth-log.js'
import { type InstanceFile } from './instance-file/instance-file.js'
import { type InstanceClock } from './instance-clock.js'
import { type OAuthGrants } from './oauth/oauth-grants.js'
import { type LateCommits } from './records/late-commits.js'
import { type Random } from './seed/random.js'
import { type Sessions } from './oauth/sessions.js'
import { type Store } from './storage/store.js'
import { type Switches } from './switches.js'

/** Everything that the routes of one emulator share. */
export interface Instance {
  store: Store
  readonly clock: InstanceClock
  readonly switches: Switches
  readonly log: GroundTruthLog
  readonly faults: Faults
  /** Keeps writes that become visible later than they are committed. */
  readonly late: LateCommits
  readonly grants: OAuthGrants
  readonly sessions: Sessions
  /** Makes the sys_ids of new records. */
  random: Random
  /** The next number of each numbered table. */
  counters: Map<string, number>
  /** Replaces all records by those of a file, or by the seeded ones. */
  readonly plant: (file?: InstanceFile) => void
  readonly origin: string | undefined
}
