import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-incident-form.js'
import type { IncidentFormElement } from '../../../src/elements/incident-form/incident-form-element.js'
import type { Incident } from '../../../src/protocol/records.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { createTestClock, type TestClock } from '../../support/test-clock.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import { chooseLevel, confirm, drop, fill, part, paste, submit, transferOf } from './drive.js'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

async function open(options: WorldOptions = {}): Promise<{ world: World; form: IncidentFormElement }> {
  const world = await createWorld({ ...options, emulator: { incidents: 3, ...options.emulator } })
  const form = fixture<IncidentFormElement>(
    html`<snow-incident-form .workspace=${world.workspace}></snow-incident-form>`,
  )
  await until(() => form.shadowRoot?.querySelector('#category option:nth-child(2)'), 'the form')
  return { world, form }
}

async function shown(form: IncidentFormElement, selector: string): Promise<HTMLElement> {
  return until(() => form.shadowRoot?.querySelector<HTMLElement>(selector), selector)
}

/** What the instance really created, whatever it answered. */
function created(world: World): readonly unknown[] {
  return world.emulator.log.writes.filter(
    ({ table, operation }) => table === 'incident' && operation === 'create',
  )
}

function textOf(form: IncidentFormElement, selector: string): string {
  return part(form, selector).textContent.trim().replace(/\s+/g, ' ')
}

describe('<snow-incident-form>', () => {
  it('files what was typed once it was confirmed, and tells the host page', async () => {
    const { world, form } = await open()
    fill(form, 'short-description', '  Coffee machine leaks ')
    fill(form, 'description', 'Under the sink.')
    fill(form, 'category', 'hardware')
    chooseLevel(form, 'impact', '2')
    submit(form)
    await shown(form, '.sheet')
    expect(created(world)).to.have.length(0)
    await expectAccessible(form)
    const event = nextEvent(document, 'snow-incident-created')
    confirm(form)
    const { incident, attachments } = (await event).detail
    expect(incident.shortDescription).to.equal('Coffee machine leaks')
    expect(incident.impact.value).to.equal('2')
    expect(incident.category.value).to.equal('hardware')
    expect(attachments).to.have.length(0)
    const heading = await shown(form, '.outcome h2')
    expect(heading.textContent).to.include(incident.number)
    expect(focused()).to.equal(heading)
    await expectAccessible(form)
  })

  it('has one effect for two clicks', async () => {
    const { world, form } = await open()
    fill(form, 'short-description', 'Coffee')
    submit(form)
    submit(form)
    await shown(form, '.sheet')
    confirm(form)
    await shown(form, '.outcome')
    expect(created(world)).to.have.length(1)
  })

  it('sends nothing when the person thinks better of it, and keeps what was typed', async () => {
    const { world, form } = await open()
    fill(form, 'short-description', 'Coffee')
    submit(form)
    await shown(form, '.sheet')
    press('Escape')
    await until(() => form.shadowRoot?.querySelector('.sheet') === null)
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal('Coffee')
    expect(part(form, 'fieldset').matches(':disabled')).to.equal(false)
    expect(form.shadowRoot?.querySelector('.error')).to.equal(null)
    expect(created(world)).to.have.length(0)
  })

  it('asks the host page before, which may refuse', async () => {
    const { world, form } = await open()
    form.addEventListener('snow-before-write', (event) => event.preventDefault())
    fill(form, 'short-description', 'Coffee')
    const asked = nextEvent(form, 'snow-before-write')
    submit(form)
    expect((await asked).detail.request.action).to.equal('create_incident')
    await until(() => !part(form, 'fieldset').matches(':disabled'))
    expect(created(world)).to.have.length(0)
  })

  it('says what to change on submit, goes there, and takes it back as it is typed', async () => {
    const { form } = await open()
    const field = part<HTMLInputElement>(form, '#short-description')
    expect(field.hasAttribute('aria-invalid')).to.equal(false)
    submit(form)
    await until(() => focused() === field, 'the focus')
    expect(field.getAttribute('aria-invalid')).to.equal('true')
    expect(field.getAttribute('aria-describedby')).to.include('short-description-problem')
    expect(textOf(form, '#short-description-problem')).to.equal('Say in one line what is wrong.')
    await expectAccessible(form)
    fill(form, 'short-description', 'x'.repeat(161))
    await form.updateComplete
    expect(textOf(form, '#short-description-problem')).to.include('160')
    fill(form, 'short-description', 'Coffee')
    await form.updateComplete
    expect(field.hasAttribute('aria-invalid')).to.equal(false)
  })

  it('shows the priority as impact and urgency are chosen', async () => {
    const { form } = await open()
    part<HTMLDetailsElement>(form, '.more').open = true
    expect(textOf(form, 'output')).to.equal('Planning')
    chooseLevel(form, 'impact', '1')
    chooseLevel(form, 'urgency', '1')
    await form.updateComplete
    expect(textOf(form, 'output')).to.equal('Critical')
    await expectAccessible(form)
  })

  it('takes a picture that is pasted anywhere, names it, and sends it along', async () => {
    const { form } = await open()
    fill(form, 'short-description', 'Coffee')
    const image = new File([png], 'image.png', { type: 'image/png' })
    expect(paste(part(form, '#category'), transferOf([image])).defaultPrevented).to.equal(true)
    await shown(form, '.file')
    expect(textOf(form, '.file-name')).to.equal('Pasted picture 1.png')
    const event = nextEvent(form, 'snow-incident-created')
    submit(form)
    await shown(form, '.sheet')
    confirm(form)
    const { attachments } = (await event).detail
    expect(attachments.map(({ fileName }) => fileName)).to.deep.equal(['Pasted picture 1.png'])
  })

  it('leaves a paste of text into a field to the browser, whatever picture comes with it', async () => {
    const { form } = await open()
    const image = new File([png], 'image.png', { type: 'image/png' })
    const event = paste(part(form, '#description'), transferOf([image], 'A1\tB1'))
    expect(event.defaultPrevented).to.equal(false)
  })

  it('leaves out what is too large and says why; the rest stays, and can be taken off', async () => {
    const { form } = await open()
    form.maxFileSize = 10
    const small = new File(['small'], 'small.txt')
    drop(part(form, 'form'), transferOf([new File(['much too large'], 'large.txt'), small]))
    await shown(form, '.refused .problem')
    expect(textOf(form, '.refused')).to.include('large.txt')
    expect(textOf(form, '.file-name')).to.equal('small.txt')
    part(form, '.remove').click()
    await until(() => form.shadowRoot?.querySelector('.file') === null)
    expect(focused()).to.equal(part(form, '.add-files'))
  })

  it('lists the files that did not arrive, and sends them again', async () => {
    const { world, form } = await open({
      emulator: {
        faults: [
          { match: { method: 'POST', route: 'attachment', nth: 1 }, effect: { kind: 'status', status: 403 } },
        ],
      },
    })
    fill(form, 'short-description', 'Coffee')
    drop(part(form, 'form'), transferOf([new File(['x'], 'log.txt', { type: 'text/plain' })]))
    await shown(form, '.file')
    submit(form)
    await shown(form, '.sheet')
    confirm(form)
    await shown(form, '.failed-files')
    expect(textOf(form, '.failed-files')).to.include('log.txt')
    await expectAccessible(form)
    part(form, '.failed-files .button').click()
    await until(() => form.shadowRoot?.querySelector('.failed-files') === null, 'the upload')
    expect(created(world)).to.have.length(1)
  })

  it('keeps everything when it fails, and says what', async () => {
    const { form } = await open({
      emulator: {
        faults: [
          { match: { method: 'POST', route: '/table/incident' }, effect: { kind: 'status', status: 403 } },
        ],
      },
    })
    fill(form, 'short-description', 'Coffee')
    fill(form, 'description', 'Under the sink.')
    submit(form)
    await shown(form, '.sheet')
    const failed = nextEvent(form, 'snow-error')
    confirm(form)
    expect((await failed).detail.error.code).to.equal('SNOW_ACL_DENIED')
    await shown(form, '.error')
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal('Coffee')
    expect(part<HTMLTextAreaElement>(form, '#description').value).to.equal('Under the sink.')
    await expectAccessible(form)
  })

  describe('when nobody knows whether it was filed', () => {
    async function unknown(
      when: 'before-commit' | 'after-commit',
    ): Promise<{ world: World; form: IncidentFormElement; clock: TestClock }> {
      const clock = createTestClock()
      const opened = await open({
        clock,
        emulator: {
          faults: [
            { match: { method: 'POST', route: '/table/incident', nth: 1 }, when, effect: { kind: 'reset' } },
            ...(when === 'after-commit'
              ? [
                  {
                    match: { method: 'GET', route: 'correlation_id' },
                    effect: { kind: 'status', status: 404 },
                  } as const,
                ]
              : []),
          ],
        },
      })
      fill(opened.form, 'short-description', 'Coffee')
      submit(opened.form)
      await shown(opened.form, '.sheet')
      confirm(opened.form)
      await until(() => {
        clock.advance(500)
        return opened.form.shadowRoot?.querySelector('.unknown')
      }, 'the explanation')
      return { ...opened, clock }
    }

    it('explains it, keeps the text, and finds it when looked for again', async () => {
      const { world, form, clock } = await unknown('after-commit')
      expect(part(form, '.written').textContent).to.include('Coffee')
      await expectAccessible(form)
      world.emulator.faults.clear()
      const event = nextEvent(form, 'snow-incident-created')
      part(form, '.outcome .primary').click()
      await until(() => {
        clock.advance(500)
        return form.shadowRoot?.querySelector('.filed')
      }, 'the incident')
      expect((await event).detail.incident.shortDescription).to.equal('Coffee')
      expect(created(world)).to.have.length(1)
    })

    it('files it again only as a submission of its own, asked about anew', async () => {
      const { world, form } = await unknown('before-commit')
      let tickets = 0
      form.showTickets = () => (tickets += 1)
      await form.updateComplete
      part(form, '.outcome .button:not(.primary, .quiet)').click()
      expect(tickets).to.equal(1)
      part(form, '.outcome .quiet').click()
      await shown(form, '#short-description')
      expect(part<HTMLInputElement>(form, '#short-description').value).to.equal('Coffee')
      submit(form)
      await shown(form, '.sheet')
      confirm(form)
      await shown(form, '.filed')
      expect(created(world)).to.have.length(1)
    })
  })

  it('opens what was filed, and begins another one empty', async () => {
    const { form } = await open()
    const opened: Incident[] = []
    form.openIncident = (incident) => void opened.push(incident)
    fill(form, 'short-description', 'Coffee')
    submit(form)
    await shown(form, '.sheet')
    confirm(form)
    await shown(form, '.outcome')
    part(form, '.outcome .primary').click()
    expect(opened[0]?.shortDescription).to.equal('Coffee')
    part(form, '.outcome .button:not(.primary)').click()
    const field = await shown(form, '#short-description')
    await until(() => focused() === field)
    expect((field as HTMLInputElement).value).to.equal('')
  })

  it('offers articles below the form as the first line is typed', async () => {
    const { form } = await open()
    const opened: string[] = []
    form.openArticle = (article) => void opened.push(article.title)
    fill(form, 'short-description', 'VPN password')
    const suggestion = await shown(form, '.suggestion')
    const buttons = part(form, '.actions')
    expect(buttons.compareDocumentPosition(suggestion)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING)
    suggestion.click()
    expect(opened).to.have.length(1)
    await expectAccessible(form)
  })

  it('keeps the draft when it is moved, and forgets it when somebody else signs in', async () => {
    const { world, form } = await open()
    fill(form, 'short-description', 'Coffee')
    const place = document.createElement('section')
    form.parentElement?.append(place)
    place.append(form)
    await form.updateComplete
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal('Coffee')
    await world.signIn('beth.anglin')
    await until(() => part<HTMLInputElement>(form, '#short-description').value === '', 'an empty form')
  })

  it('takes defaults before and after it is there, and keeps what was typed', async () => {
    const { world, form } = await open()
    fill(form, 'description', 'Mine')
    form.defaults = { shortDescription: 'Theirs', description: 'Theirs', urgency: '1' }
    await form.updateComplete
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal('Theirs')
    expect(part<HTMLTextAreaElement>(form, '#description').value).to.equal('Mine')
    const second = fixture<IncidentFormElement>(
      html`<snow-incident-form
        .workspace=${world.workspace}
        .defaults=${{ shortDescription: 'Second' }}
        max-file-size="many"
      ></snow-incident-form>`,
    )
    const field = (await shown(second, '#short-description')) as HTMLInputElement
    expect(field.value).to.equal('Second')
    expect(second.maxFileSize).to.equal(25_000_000)
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal('Theirs')
  })

  it('refuses what waits for an answer when it is taken out of the page', async () => {
    const { world, form } = await open()
    fill(form, 'short-description', 'Coffee')
    submit(form)
    await shown(form, '.sheet')
    const place = form.parentElement!
    form.remove()
    await form.updateComplete
    place.append(form)
    await until(() => form.shadowRoot?.querySelector('.sheet') === null)
    expect(created(world)).to.have.length(0)
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal('Coffee')
  })

  it('works without the categories, and reads them when asked again', async () => {
    const world = await createWorld({
      emulator: {
        incidents: 3,
        faults: [{ match: { route: 'sys_choice', nth: 1 }, effect: { kind: 'status', status: 403 } }],
      },
    })
    const form = fixture<IncidentFormElement>(
      html`<snow-incident-form .workspace=${world.workspace}></snow-incident-form>`,
    )
    const retry = await shown(form, '.field .link')
    retry.click()
    await shown(form, '#category option:nth-child(2)')
    expect(form.shadowRoot?.querySelector('.field .link')).to.equal(null)
  })

  it('asks to sign in where nobody is', async () => {
    const world = await createWorld({ signedIn: false })
    const form = fixture<IncidentFormElement>(
      html`<snow-incident-form .workspace=${world.workspace}></snow-incident-form>`,
    )
    const connect = await shown(form, '.empty .button')
    await expectAccessible(form)
    connect.click()
    await shown(form, '#short-description')
  })
})
