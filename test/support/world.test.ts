import { expect } from 'chai'
import { createWorld } from './world.js'

describe('createWorld', () => {
  it('signs a requester in, who sees what is theirs', async () => {
    const { client } = await createWorld()
    const session = await client.session.read()
    expect(session).to.include({ connected: true })
    const mine = {
      kind: 'comparison',
      field: 'caller_id',
      operator: 'equals',
      value: { server: 'current-user' },
    } as const
    const page = await client.incidents.list({ query: mine, offset: 0, limit: 10 })
    expect(page.items.length).to.be.greaterThan(2)
    expect(page.items.every(({ caller }) => caller.label === 'Abel Tuter')).to.equal(true)
  })

  it('starts without a session when told so', async () => {
    const { client, signIn } = await createWorld({ signedIn: false })
    expect(await client.session.read()).to.include({ connected: false })
    await signIn('beth.anglin')
    expect(await client.session.read()).to.include({ connected: true, agent: true })
  })
})
