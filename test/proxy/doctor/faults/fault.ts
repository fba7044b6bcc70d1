import type { DoctorFindingId } from '../../../../src/protocol/doctor-report.js'
import type { Patient } from '../examine.js'

/** One fault, and what the doctor must find: that, and nothing beside what is said of everybody like them. */
export interface Fault extends Patient {
  readonly name: string
  readonly finds: DoctorFindingId
}
