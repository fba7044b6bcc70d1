import type { DoctorReport } from '../../protocol/doctor-report.js'
import type { CheckedConfig } from '../config.js'
import type { ServiceAccount } from '../instance-config.js'
import type { DoctorOptions } from './doctor-options.js'
import { readSubject } from './read-subject.js'
import { redacted, secretsOf } from './redacted.js'
import { directOriginsOf } from './run-doctor.js'

/** What somebody who helps needs to know, and nothing that opens anything. */
export interface SupportBundle {
  readonly format: 'snowline-support/1'
  readonly versions: Readonly<Record<string, string>>
  /** Absent when the configuration cannot be read. */
  readonly configuration?: BundledConfig
  /** What was looked at beyond the configuration. */
  readonly asked: Readonly<Record<string, unknown>>
  readonly report: DoctorReport
}

export interface BundledConfig {
  readonly publicUrl: string
  readonly origins: readonly string[]
  /** How many there are. */
  readonly sealKeys: number
  readonly instances: Readonly<Record<string, BundledInstance>>
  readonly session: CheckedConfig['session']
  readonly crossSite?: NonNullable<CheckedConfig['crossSite']>
  /** Whether there is one. */
  readonly sharedStore: boolean
  readonly limits: CheckedConfig['limits']
}

interface BundledInstance {
  readonly url: string
  readonly environment: string
  readonly direct: boolean
  readonly serviceAccount?: BundledAccount
  readonly clientId: string
  readonly redirectUri?: string
  readonly scope?: string
}

/** Neither its name nor what its password or the filters say. */
interface BundledAccount {
  readonly grant: string
  readonly guarded: boolean
  readonly filters: readonly string[]
  readonly openTables: readonly string[]
  readonly writableColumns: readonly string[]
}

/**
 * The report with versions and configuration. The configuration is copied key by key from a list of what may
 * be told: a key that is added to it later stays out until somebody puts it in here.
 */
export function createSupportBundle(
  report: DoctorReport,
  options: DoctorOptions,
  versions: Readonly<Record<string, string>>,
): SupportBundle {
  const subject = readSubject(options)
  const { config } = subject
  const bundle: SupportBundle = {
    format: 'snowline-support/1',
    versions,
    ...(config === undefined ? {} : { configuration: bundledConfig(config, options) }),
    asked: {
      directOrigins: directOriginsOf(options, subject),
      tables: (options.tables ?? []).map(({ name, fields = [] }) => ({ name, fields })),
      assignmentGroup: options.defaults?.assignmentGroup !== undefined,
      categories: options.defaults?.categories ?? [],
      serviceAccount: options.serviceAccount ?? false,
      reported: options.reported ?? null,
    },
    report,
  }
  return redacted(bundle, new Set(secretsOf(options, subject)))
}

function bundledConfig(config: CheckedConfig, { sharedStore = false }: DoctorOptions): BundledConfig {
  const { session, limits, crossSite } = config
  const instances = Object.entries(config.instances).map(([id, instance]) => {
    const { url, environment, direct, serviceAccount, clientId, redirectUri, scope } = instance
    const told: BundledInstance = {
      url: new URL(url).origin,
      environment,
      direct,
      clientId,
      ...(serviceAccount === undefined ? {} : { serviceAccount: bundledAccount(serviceAccount) }),
      ...(redirectUri === undefined ? {} : { redirectUri }),
      ...(scope === undefined ? {} : { scope }),
    }
    return [id, told] as const
  })
  return {
    publicUrl: config.publicUrl,
    origins: config.origins,
    sealKeys: config.sealKeys.length,
    instances: Object.fromEntries(instances),
    session: { idleMs: session.idleMs, absoluteMs: session.absoluteMs },
    sharedStore,
    ...(crossSite === undefined
      ? {}
      : {
          crossSite: {
            bridges: crossSite.bridges,
            idleMs: crossSite.idleMs,
            absoluteMs: crossSite.absoluteMs,
          },
        }),
    limits: {
      requestBytes: limits.requestBytes,
      responseBytes: limits.responseBytes,
      uploadBytes: limits.uploadBytes,
      downloadBytes: limits.downloadBytes,
      headersMs: limits.headersMs,
      totalMs: limits.totalMs,
      fileMs: limits.fileMs,
    },
  }
}

function bundledAccount(account: ServiceAccount): BundledAccount {
  return {
    grant: account.grant,
    guarded: account.guard !== undefined,
    filters: Object.keys(account.filters),
    openTables: account.openTables,
    writableColumns: account.writableColumns,
  }
}
