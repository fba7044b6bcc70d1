import { SnowError } from '../shared/errors.js'

/** A part of the SDK that is loaded when it is first used. Fails with a code, as everything does. */
export async function loadPart<Part>(part: Promise<Part>): Promise<Part> {
  try {
    return await part
  } catch (cause) {
    throw new SnowError('SNOW_UNEXPECTED', 'A part of Snowline could not be loaded', { cause })
  }
}

type Methods<Api> = { readonly [Name in keyof Api]: (...parameters: never[]) => Promise<unknown> }

/** An API that is loaded with its first call. `names` lists all its methods: the compiler sees to it. */
export function onFirstUse<Api extends Methods<Api>>(
  names: Readonly<Record<keyof Api & string, true>>,
  load: () => Promise<Api>,
): Api {
  const methods = (Object.keys(names) as (keyof Api & string)[]).map((name) => [
    name,
    async (...parameters: never[]) => (await load())[name](...parameters),
  ])
  return Object.fromEntries(methods) as Api
}
