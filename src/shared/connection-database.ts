/** IndexedDB database of the cross-site form: opened by the SDK, and by the bridge page that has no SDK. */
export const connectionDatabase = 'snowline-connection'
