import type { DoctorFindingId, DoctorReport } from '../../../src/protocol/doctor-report.js'
import { createEmulator } from '../../../src/emulator/create-emulator.js'
import type { Emulator } from '../../../src/emulator/emulator-options.js'
import type { FaultPlan } from '../../../src/emulator/faults/fault-plan.js'
import { createSwitches, type Switches } from '../../../src/emulator/switches.js'
import type { ProxyConfig } from '../../../src/proxy/config.js'
import type { DoctorOptions } from '../../../src/proxy/doctor/doctor-options.js'
import { runDoctor } from '../../../src/proxy/doctor/run-doctor.js'
import { createWatch, type Watch } from './watch.js'

export const proxyOrigin = 'https://sn.example.com'
export const callback = `${proxyOrigin}/callback/prod`
export const goodKey = 'Zm9ydHktdHdvIGJ5dGVzIG9mIGEga2V5IGZvciB0ZXN0cyBvbmx5'

type InstanceChange = Partial<ProxyConfig['instances'][string]>

export interface Patient {
  /** Who the checks run as; `nobody` runs only those that need none. Default: an agent. */
  readonly as?: string
  readonly password?: string
  readonly redirectUris?: readonly string[]
  readonly switches?: Partial<Switches>
  readonly faults?: FaultPlan
  /** What is changed on the instance before the doctor comes. */
  readonly prepare?: (emulator: Emulator) => void | Promise<void>
  readonly config?: Readonly<Record<string, unknown>>
  readonly instance?: InstanceChange
  readonly options?: Partial<DoctorOptions>
  /** Stands between doctor and emulator. */
  readonly intercept?: (
    request: Request,
    onward: (request: Request) => Promise<Response>,
  ) => Response | Promise<Response>
}

/** A configuration that fits the emulator, with changes. */
export function configOf({ config = {}, instance = {} }: Patient): DoctorOptions['config'] {
  return {
    publicUrl: proxyOrigin,
    origins: ['https://www.example.com'],
    sealKeys: [goodKey],
    instances: {
      prod: {
        url: 'https://acme.service-now.test',
        clientId: 'snowline-demo',
        clientSecret: 'snowline-demo-secret',
        ...instance,
      },
    },
    ...config,
  }
}

let unchanged: Emulator | undefined

/** The doctor writes nothing: those who find the records as they are seeded share one instance. */
async function emulatorFor({ redirectUris, prepare, switches, faults }: Patient): Promise<Emulator> {
  const isShared = redirectUris === undefined && prepare === undefined
  const made = isShared ? unchanged : undefined
  const emulator = made ?? createEmulator({ redirectUris: redirectUris ?? [callback] })
  if (isShared) unchanged = emulator
  await prepare?.(emulator)
  Object.assign(emulator.switches, createSwitches(switches))
  emulator.faults.set(faults ?? [])
  return emulator
}

export interface Examination {
  readonly report: DoctorReport
  readonly options: DoctorOptions
  readonly watch: Watch
}

/** The doctor on an emulator that something may be wrong with, and everything that it must not tell. */
export async function examine(patient: Patient = {}): Promise<Examination> {
  const { as = 'beth.anglin', password = 'snowline', intercept } = patient
  const { fetch: instance } = await emulatorFor(patient)
  const watch = createWatch([...secretsIn(configOf(patient)), `${as}@example.com`])
  const options: DoctorOptions = {
    config: configOf(patient),
    fetch: watch.fetchOf((request) =>
      intercept === undefined ? instance(request) : Promise.resolve(intercept(request, instance)),
    ),
    ...(as === 'nobody' ? {} : { person: { kind: 'password', userName: as, password } }),
    ...patient.options,
  }
  return { report: await runDoctor(options), options, watch }
}

/** What a configuration keeps to itself; shorter values are words of any text. */
function secretsIn({ sealKeys, instances }: DoctorOptions['config']): readonly string[] {
  const secrets = Object.values(instances as ProxyConfig['instances']).flatMap(
    ({ clientSecret }) => clientSecret ?? [],
  )
  return [...(sealKeys as readonly string[]), ...secrets].filter(({ length }) => length >= 8)
}

/** Ids of everything that was found, once each. */
export function findingsOf({ checks }: DoctorReport): readonly DoctorFindingId[] {
  return [...new Set(checks.flatMap(({ findings }) => findings.map(({ id }) => id)))]
}
