/** A ServiceNow instance as a function of `Request`: for tests, stories and demonstrations. */
export { createEmulator } from './create-emulator.js'
export type { Emulator, EmulatorOptions, SeededPerson } from './emulator-options.js'
export type { FaultPlan } from './faults.js'
export type { Switches } from './switches.js'
