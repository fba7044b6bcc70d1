import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Recorded answers of real instances; beside a clone of the project where they are at hand. */
export const fixturesFolder = new URL('../../../../shared/fixtures/', import.meta.url)

export const haveFixtures = existsSync(fixturesFolder)

/** Every file of the fixtures, by its path within their folder. */
export function fixtureFiles(): readonly string[] {
  return readdirSync(fixturesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(fileURLToPath(fixturesFolder), join(entry.parentPath, entry.name)))
    .sort()
}

export function fixtureText(path: string): string {
  return readFileSync(new URL(path, fixturesFolder), 'utf8')
}

export function fixtureJson(path: string): unknown {
  return JSON.parse(fixtureText(path))
}

export const vendorDocs = (name: string): string => `ServiceNow__ServiceNowDocs/${name}.json`
export const rapid7 = (name: string): string =>
  `rapid7__insightconnect-plugins/plugins/servicenow/unit_test/payloads/${name}.resp`
export const stackVista = (name: string): string =>
  `StackVista__stackstate-agent-integrations/servicenow/tests/samples/${name}`
export const workArena = (name: string): string =>
  `ServiceNow__WorkArena/src/browsergym/workarena/data_files/${name}.json`
export const demisto = (name: string): string =>
  `demisto__content/Packs/ServiceNow/Integrations/ServiceNowv2/test_data/${name}.json`
export const demistoReadMe = 'demisto__content/README.txt'
