import { change } from '../changes.js'
import type { Fault } from './fault.js'

export const limitFaults: readonly Fault[] = [
  {
    name: 'a low limit',
    switches: { 'rate-limit': 60 },
    finds: 'rate-limit-low',
  },
  {
    name: 'a limit that is used up',
    // Counts are kept by the instance: this one starts anew.
    prepare: () => undefined,
    switches: { 'rate-limit': 2, 'rate-limit-lateness': 0 },
    finds: 'rate-limited',
  },
  {
    name: 'a limit that is used up before the first answer',
    faults: [{ match: {}, effect: { kind: 'status', status: 429, headers: { 'Retry-After': '77' } } }],
    finds: 'rate-limited',
  },
  {
    name: 'a group that is not there',
    options: { defaults: { assignmentGroup: 'Cloud Costs' } },
    finds: 'assignment-group-unknown',
  },
  {
    name: 'a group that cannot be',
    options: { defaults: { assignmentGroup: 'A^active=true' } },
    finds: 'assignment-group-unknown',
  },
  {
    name: 'an inactive group',
    options: { defaults: { assignmentGroup: 'Network' } },
    prepare: change('sys_user_group', 'name=Network', { active: 'false' }),
    finds: 'assignment-group-inactive',
  },
  {
    name: 'a category that is not there',
    options: { defaults: { categories: ['cloud', 'network'] } },
    finds: 'category-unknown',
  },
  {
    name: 'a label for a category',
    options: { defaults: { categories: ['Network'] } },
    finds: 'category-unknown',
  },
  {
    name: 'a defect of the doctor',
    options: { network: () => Promise.reject(new RangeError('canary of a defect')) },
    finds: 'doctor-failed',
  },
]
