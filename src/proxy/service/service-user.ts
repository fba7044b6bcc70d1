import type { Grant } from '../holders/session-holder.js'
import { askInstance, readUser, type SignedInUser } from '../read-user.js'
import type { Instance, Settled } from '../settle.js'
import type { Credentials } from './credentials.js'

/** Roles change: after this time they are read again. */
const maxAgeMs = 3_600_000

/** Reads who the service account is, once an hour, however many ask. Throws what the instance fails with. */
export function createServiceUser(
  settled: Settled,
  instance: Instance,
  credentials: Credentials,
): () => Promise<SignedInUser> {
  const { clock } = settled
  let known: { readonly user: SignedInUser; readonly readAt: number } | undefined
  let reading: Promise<SignedInUser> | undefined

  async function ask(path: string): Promise<unknown> {
    const once = (grant: Grant): ReturnType<typeof askInstance> =>
      askInstance(settled, instance, {
        path,
        authorization: `${grant.scheme ?? 'Bearer'} ${grant.token}`,
      })
    const grant = await credentials.grant()
    const answer = await once(grant)
    return answer.status === 401 ? (await once(await credentials.renew(grant))).json : answer.json
  }

  async function read(): Promise<SignedInUser> {
    const user = await readUser(ask)
    known = { user, readAt: clock.now() }
    return user
  }

  return async () => {
    if (known !== undefined && clock.now() - known.readAt < maxAgeMs) return known.user
    return (reading ??= read().finally(() => (reading = undefined)))
  }
}
