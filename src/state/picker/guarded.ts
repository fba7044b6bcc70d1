import { SnowError } from '../../shared/errors.js'

export type OnError = ((error: SnowError) => void) | undefined

/** Runs a callback of the host: when it throws, that is reported, and what was going on goes on. */
export function guarded(name: string, run: () => void, onError: OnError): void {
  try {
    run()
  } catch (cause) {
    tell(new SnowError('SNOW_CALLBACK_FAILED', `"${name}" of the host threw`, { cause }), onError)
  }
}

/** Tells the host of an error; without somebody to tell, or when that throws too, the page's own way. */
export function tell(error: SnowError, onError: OnError): void {
  try {
    if (onError !== undefined) return onError(error)
  } catch (cause) {
    return console.error(cause)
  }
  console.error(error)
}
