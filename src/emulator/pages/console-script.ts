import { drawLog } from './console/draw-log.js'
import { runConsole } from './console/run-console.js'

/**
 * The script of the instance page. Its functions stand alone, so that their text is the script; bundlers
 * may have named them with `__name`.
 */
export const consoleScript = `(()=>{const __name=(f)=>f;(${runConsole.toString()})(${drawLog.toString()})})()`
