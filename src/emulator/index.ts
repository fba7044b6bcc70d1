/** A ServiceNow instance as a function of `Request`: for tests, stories and demonstrations. */
export { createEmulator } from './create-emulator.js'
export type { Emulator, EmulatorOptions, SeededPerson } from './emulator-options.js'
export type { FaultEffect, FaultPlan, FaultRule } from './faults/fault-plan.js'
export type { Duplicate, LoggedRequest, LoggedWrite } from './ground-truth-log.js'
export type { InstanceClock } from './instance-clock.js'
export type { Switches } from './switches.js'
