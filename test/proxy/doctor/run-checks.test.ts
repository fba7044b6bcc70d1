import { expect } from 'chai'
import { SnowError } from '../../../src/shared/errors.js'
import { absent, blocked, ok, problem, untold, type Check } from '../../../src/proxy/doctor/check.js'
import { fact, type DoctorContext } from '../../../src/proxy/doctor/doctor-context.js'
import { runChecks, type RunOptions } from '../../../src/proxy/doctor/run-checks.js'
import { createTestClock } from '../../support/test-clock.js'

const text = { found: 'Something is wrong.', cause: 'A cause.', change: ['A change.'] }

const check = (id: string, needs: readonly string[], run: Check['run']): Check => ({
  id,
  title: id.toUpperCase(),
  needs,
  run,
})

function optionsWith(change: Partial<RunOptions> = {}): RunOptions {
  const recollections: DoctorContext['recollections'] = new Map()
  return {
    clock: createTestClock(),
    checkMs: 1000,
    contextFor: (checkId, signal) => ({ checkId, signal, recollections }) as DoctorContext,
    ...change,
  }
}

const shown = async (
  checks: readonly Check[],
  options = optionsWith(),
): Promise<readonly (readonly [string, string, string | undefined])[]> =>
  (await runChecks(checks, options)).map(({ id, status, because }) => [id, status, because] as const)

const never = (): Promise<never> => new Promise(() => undefined)

describe('runChecks', () => {
  it('skips what needs a check that failed, all the way down, because of that one', async () => {
    const ran: string[] = []
    const fine = (id: string): Check['run'] => {
      return () => {
        ran.push(id)
        return ok('Fine.')
      }
    }
    const results = await shown([
      check('a', [], fine('a')),
      check('b', ['a'], () => problem('instance-asleep', text)),
      check('c', ['b'], fine('c')),
      check('d', ['c'], fine('d')),
      check('e', ['a'], fine('e')),
    ])
    expect(results).to.deep.equal([
      ['a', 'ok', undefined],
      ['b', 'failed', undefined],
      ['c', 'skipped', 'b'],
      ['d', 'skipped', 'b'],
      ['e', 'ok', undefined],
    ])
    expect(ran).to.deep.equal(['a', 'e'])
  })

  it('goes on after a warning, and after what cannot be told; not without what is absent', async () => {
    const results = await shown([
      check('warned', [], () => problem('itil-missing', text)),
      check('after-warned', ['warned'], () => ok('Fine.')),
      check('untold', [], () => untold('Nobody knows.')),
      check('after-untold', ['untold'], () => ok('Fine.')),
      check('absent', [], () => absent('Nobody is here.')),
      check('after-absent', ['absent'], () => ok('Fine.')),
      check('blocked', [], () => blocked('absent')),
    ])
    expect(results.map(([, status, because]) => [status, because])).to.deep.equal([
      ['warning', undefined],
      ['ok', undefined],
      ['skipped', undefined],
      ['ok', undefined],
      ['skipped', undefined],
      ['skipped', 'absent'],
      ['skipped', 'absent'],
    ])
  })

  it('names the check to mend, also when that one comes later', async () => {
    const [first] = await runChecks(
      [check('a', [], () => blocked('b')), check('b', [], () => problem('rate-limited', text))],
      optionsWith(),
    )
    expect(first?.found).to.equal('Mend this first: B')
  })

  it('never throws: an error of the instance is a finding, another one a defect', async () => {
    const findings = async (error: unknown): Promise<readonly string[]> => {
      const throwing = check('a', [], () => {
        throw error
      })
      const [result] = await runChecks([throwing], optionsWith())
      return result!.findings.map(({ id }) => id)
    }
    expect(await findings(new SnowError('SNOW_INSTANCE_UNREACHABLE', 'no'))).to.deep.equal(['no-answer'])
    expect(await findings(new SnowError('SNOW_INSTANCE_ASLEEP', 'no'))).to.deep.equal(['instance-asleep'])
    expect(await findings(new SnowError('SNOW_BAD_RESPONSE', 'no'))).to.deep.equal(['answer-broken'])
    expect(await findings(new SnowError('SNOW_RECONNECT_NEEDED', 'no'))).to.deep.equal(['session-ended'])
    expect(await findings(new SnowError('SNOW_SCOPE_DENIED', 'no'))).to.deep.equal(['doctor-failed'])
    for (const odd of [undefined, 'text', { message: 'canary' }, new RangeError('canary')]) {
      expect(await findings(odd)).to.deep.equal(['doctor-failed'])
    }
    const canary = check('a', [], () => Promise.reject(new RangeError('canary')))
    expect(JSON.stringify(await runChecks([canary], optionsWith()))).not.to.contain('canary')
  })

  it('ends a check in time, whether it listens to its signal or not, and runs the next', async () => {
    const clock = createTestClock()
    const running = shown(
      [
        check('deaf', [], () => {
          queueMicrotask(() => clock.advance(1001))
          return never()
        }),
        check('next', [], () => ok('Fine.')),
      ],
      optionsWith({ clock }),
    )
    expect(await running).to.deep.equal([
      ['deaf', 'failed', undefined],
      ['next', 'ok', undefined],
    ])
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const running = shown(
      [
        check('a', [], () => {
          queueMicrotask(() => stop.abort())
          return never()
        }),
        check('b', [], () => ok('Fine.')),
      ],
      optionsWith({ signal: stop.signal }),
    )
    expect((await running).map(([, status]) => status)).to.deep.equal(['skipped', 'skipped'])
  })

  it('tells how long each took', async () => {
    const clock = createTestClock()
    const slow = check('a', [], () => {
      clock.advance(300)
      return ok('Fine.')
    })
    const [result] = await runChecks([slow], optionsWith({ clock }))
    expect(result?.durationMs).to.equal(300)
  })
})

describe('fact', () => {
  it('is found out once, and its failure told by who asked first alone', async () => {
    let asked = 0
    const broken = fact(() => {
      asked += 1
      return Promise.reject(new SnowError('SNOW_INSTANCE_FAILED', 'no'))
    })
    const asking: Check['run'] = async (context) => {
      await broken(context)
      return ok('Fine.')
    }
    const results = await shown([
      check('first', [], asking),
      check('second', [], asking),
      check('third', [], asking),
    ])
    expect(results).to.deep.equal([
      ['first', 'failed', undefined],
      ['second', 'skipped', 'first'],
      ['third', 'skipped', 'first'],
    ])
    expect(asked).to.equal(1)
  })
})
