import { expect } from 'chai'
import { html } from 'lit'
import '../../src/define/snow-incident.js'
import type { IncidentElement } from '../../src/elements/incident/incident-element.js'
import { fixture, until } from '../support/fixture.js'
import { createWorld } from '../support/world.js'
import { quietTicket } from '../elements/incident/tickets.js'

describe('ConfirmationController', () => {
  it('refuses what one person was asked when another signs in', async () => {
    const world = await createWorld({ user: 'beth.anglin', emulator: { incidents: 3 } })
    const ticket = quietTicket(world.emulator)
    const element = fixture<IncidentElement>(
      html`<snow-incident .workspace=${world.workspace} incident-id=${ticket.sysId}></snow-incident>`,
    )
    const root = element.shadowRoot!
    const area = await until(() => root.querySelector('textarea'), 'the composer')
    area.value = 'From Beth'
    area.dispatchEvent(new Event('input', { bubbles: true }))
    await element.updateComplete
    root.querySelector<HTMLButtonElement>('.composer .primary')?.click()
    await until(() => root.querySelector('.sheet'), 'the confirmation')
    await world.signIn('abel.tuter')
    await until(() => root.querySelector('.sheet') === null, 'the sheet to go')
    await until(() => root.querySelector('textarea'), "Abel's composer")
    expect(root.querySelector('textarea')?.value).to.equal('')
    expect(world.emulator.log.writes.filter(({ changes }) => 'comments' in changes)).to.have.length(0)
  })

  it('gives the write of the host without an element to the confirmation of the workspace', async () => {
    const world = await createWorld({ user: 'beth.anglin', emulator: { incidents: 3 } })
    const ticket = quietTicket(world.emulator)
    const element = fixture<IncidentElement>(
      html`<snow-incident .workspace=${world.workspace} incident-id=${ticket.sysId}></snow-incident>`,
    )
    await until(() => element.shadowRoot?.querySelector('textarea'), 'the composer')
    const actions = await world.workspace.actions()
    const run = actions.run('add_incident_comment', { incident: ticket.sysId, text: 'By the host' })
    const { confirmation } = world.workspace
    await until(() => confirmation.get().pending, 'the request')
    expect(element.shadowRoot?.querySelector('.sheet')).to.equal(null)
    confirmation.refuse()
    const code = await run.then(
      () => 'none',
      (error: unknown) => (error as { code: string }).code,
    )
    expect(code).to.equal('SNOW_WRITE_REFUSED')
  })
})
