export const chromiumPath: string | undefined
export const firefoxPath: string | undefined
export const webkitDriverPath: string | undefined
export const miniBrowserPath: string | undefined
export const chromiumArgs: string[]
export const browserPackages: [name: string, present: boolean][]
export function freePort(): Promise<number>
export function startWebKitDriver(): Promise<{ port: number; stop(): void }>
export function webkitCapabilitiesWith(args: readonly string[]): Record<string, unknown>
export const webkitCapabilities: Record<string, unknown>
