import { applicationFaults } from './faults/application-faults.js'
import { configurationFaults } from './faults/configuration-faults.js'
import { directFaults } from './faults/direct-faults.js'
import type { Fault } from './faults/fault.js'
import { limitFaults } from './faults/limit-faults.js'
import { personFaults } from './faults/person-faults.js'
import { rightFaults } from './faults/right-faults.js'
import { tokenFaults } from './faults/token-faults.js'
import { wayFaults } from './faults/way-faults.js'

/** Every fault that the doctor is tried with. */
export const faults: readonly Fault[] = [
  ...configurationFaults,
  ...wayFaults,
  ...applicationFaults,
  ...tokenFaults,
  ...personFaults,
  ...rightFaults,
  ...directFaults,
  ...limitFaults,
]
