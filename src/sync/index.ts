/** Incremental sync on its own, for hosts that run it outside the elements. */
export { createSyncEngine } from './create-sync-engine.js'
export type * from './types.js'
