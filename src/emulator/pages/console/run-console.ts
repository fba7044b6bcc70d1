import { type drawLog, type LogAnswer } from './draw-log.js'

/** Brings the instance page to life. Runs in the page: it may use nothing but its argument. */
export function runConsole(draw: typeof drawLog): void {
  interface Refusal {
    readonly message: string
    readonly problems?: readonly { readonly line?: number; readonly message: string }[]
  }
  const byId = <Kind extends HTMLElement = HTMLElement>(id: string): Kind =>
    document.getElementById(id) as Kind
  const on = (id: string, event: string, act: (target: HTMLInputElement) => unknown): void =>
    byId(id).addEventListener(event, ({ currentTarget }) => act(currentTarget as HTMLInputElement))
  const say = (text: string): void => {
    byId('said').textContent = text
    clearTimeout(silence)
    silence = setTimeout(() => (byId('said').textContent = ''), 6_000)
  }
  let silence: ReturnType<typeof setTimeout> | undefined
  let last = 0
  let isPaused = false
  let clock = { ms: Date.now(), speed: 1, readAt: Date.now() }

  const ask = async (path: string, method = 'GET', body?: string): Promise<unknown> => {
    const answer = await fetch(`/__emulator/${path}`, {
      method,
      ...(method === 'GET' ? {} : { headers: { 'Content-Type': 'application/json' }, body: body ?? '{}' }),
    })
    const value = (await answer.json()) as { readonly error?: Refusal }
    if (value.error === undefined) return value
    const { message, problems = [] } = value.error
    showProblems(path === 'faults' ? problems : [])
    throw new Error([message, ...problems.map((problem) => problem.message)].join('. '))
  }
  const attempt = (work: Promise<unknown>, done?: string): Promise<void> =>
    work.then(
      () => (done === undefined ? undefined : say(done)),
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    )

  const showProblems = (problems: NonNullable<Refusal['problems']>): void => {
    byId('problems').replaceChildren(
      ...problems.map(({ line = 1, message }) => {
        const button = document.createElement('button')
        button.type = 'button'
        button.textContent = `Line ${line}: ${message}`
        button.addEventListener('click', () => selectLine(line))
        const item = document.createElement('li')
        item.append(button)
        return item
      }),
    )
    byId('plan').setAttribute('aria-invalid', String(problems.length > 0))
  }
  const selectLine = (line: number): void => {
    const plan = byId<HTMLTextAreaElement>('plan')
    const before = plan.value.split('\n').slice(0, line - 1)
    const start = before.reduce((sum, each) => sum + each.length + 1, 0)
    const end = plan.value.indexOf('\n', start)
    plan.focus()
    plan.setSelectionRange(start, end < 0 ? plan.value.length : end)
  }
  const showCounts = (state: unknown): void => {
    const { counts } = state as { readonly counts: readonly { seen: number; met: number }[] }
    byId('counts').textContent = counts
      .map(({ seen, met }, index) => `rule ${index}: ${met} of ${seen} requests`)
      .join(' · ')
    byId('armed').textContent = counts.length === 0 ? 'none' : `${counts.length} active`
    byId('armed').classList.toggle('warn', counts.length > 0)
  }

  const readClock = async (): Promise<void> => {
    const { ms, speed } = (await ask('clock')) as { ms: number; speed: number }
    clock = { ms, speed, readAt: Date.now() }
    byId<HTMLSelectElement>('speed').value = String(speed)
    tick()
  }
  const tick = (): void => {
    const now = new Date(clock.ms + (Date.now() - clock.readAt) * clock.speed)
    byId('now').textContent = now.toISOString().slice(0, 19).replace('T', ' ')
  }
  const moveClock = (change: object): Promise<void> =>
    attempt(ask('clock', 'POST', JSON.stringify(change)).then(readClock), 'The clock moved.')

  const poll = async (): Promise<void> => {
    if (!isPaused && !document.hidden) {
      const log = (await ask(`log?since=${last}`)) as LogAnswer
      // Those still under way are asked for again, to learn how they ended.
      const open = log.requests.filter(({ durationMs, status }) => durationMs === undefined && status === 0)
      last = open.length > 0 && log.last - open[0]!.id < 50 ? open[0]!.id - 1 : log.last
      const known = log.writes.filter(({ id }) => id > drawnWrites)
      drawnWrites = log.last
      draw(document, { ...log, writes: known }, byId<HTMLInputElement>('filter').value.toLowerCase())
      showCounts(await ask('faults'))
    }
  }
  let drawnWrites = 0
  const keepPolling = (): void => {
    poll()
      .then(() => byId('live').classList.remove('bad'))
      .catch(() => byId('live').classList.add('bad'))
      .finally(() => setTimeout(keepPolling, 1_200))
  }

  for (const control of document.querySelectorAll<HTMLInputElement>('[data-switch]')) {
    control.addEventListener('change', () => {
      const name = control.dataset['switch']!
      const value = control.type === 'checkbox' ? control.checked : control.value
      const shown = control.type === 'checkbox' ? (control.checked ? 'on' : 'off') : control.value
      const done = ask('switches', 'PATCH', JSON.stringify({ [name]: value })).then(() =>
        control.closest('.switch')?.classList.toggle('changed', shown !== control.dataset['initial']),
      )
      void attempt(done, `${name} is ${shown}.`)
    })
  }
  on('filter', 'input', ({ value }) => {
    for (const row of document.querySelectorAll<HTMLElement>('tr[data-text]')) {
      row.hidden = !row.dataset['text']!.includes(value.toLowerCase())
    }
  })
  on('pause', 'click', (button) => {
    isPaused = !isPaused
    button.textContent = isPaused ? 'Resume' : 'Pause'
    button.setAttribute('aria-pressed', String(isPaused))
  })
  on('empty-log', 'click', () => {
    for (const id of ['requests', 'writes']) byId(id).replaceChildren()
    return attempt(ask('log', 'DELETE'), 'The log is empty.')
  })
  on('example', 'change', (select) => {
    if (select.value !== '') byId<HTMLTextAreaElement>('plan').value = select.value
    select.value = ''
    showProblems([])
  })
  on('apply', 'click', () =>
    attempt(
      ask('faults', 'PUT', byId<HTMLTextAreaElement>('plan').value).then((state) => {
        showProblems([])
        showCounts(state)
      }),
      'The plan is active.',
    ),
  )
  on('clear', 'click', () => {
    byId<HTMLTextAreaElement>('plan').value = '[]\n'
    showProblems([])
    return attempt(ask('faults', 'DELETE').then(showCounts), 'Nothing goes wrong any more.')
  })
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-advance]')) {
    button.addEventListener('click', () => void moveClock({ advance: button.dataset['advance'] }))
  }
  on('speed', 'change', ({ value }) => moveClock({ speed: Number(value) }))
  on('set-clock', 'click', () => moveClock({ set: `${byId<HTMLInputElement>('moment').value}Z` }))
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-post]')) {
    button.addEventListener('click', () => void attempt(ask(button.dataset['post']!, 'POST'), 'Done.'))
  }
  on('revoke', 'click', () => {
    const person = byId<HTMLSelectElement>('person').value
    return attempt(
      ask('tokens', 'POST', JSON.stringify({ revoke: person })),
      `Every token of ${person} is dead.`,
    )
  })
  on('reset', 'click', () => {
    if (!confirm('Back to the first second? Records, tokens, sessions, log, faults and time start anew.'))
      return
    return attempt(ask('reset', 'POST').then(() => location.reload()))
  })
  on('import', 'change', async (input) => {
    const file = input.files?.[0]
    if (file === undefined) return
    await attempt(ask('import', 'POST', await file.text()), `${file.name} is the instance now.`)
    input.value = ''
  })
  setInterval(tick, 1_000)
  void attempt(readClock())
  keepPolling()
}
