/** Dates, sizes and numbers as a person of one language reads them. */
export interface Formats {
  readonly tag: string
  /** `3 hr. ago`; the full date belongs beside it, in a tooltip or for screen readers. */
  relative(iso: string, nowMs: number): string
  /** `3h ago`: the same where there is little room. */
  brief(iso: string, nowMs: number): string
  /** `Nov 4, 2026, 10:29 PM`, in the person's time zone. */
  dateTime(iso: string): string
  time(iso: string): string
  /** `1.4 MB` */
  size(bytes: number): string
  number(value: number): string
}

const steps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

const made = new Map<string, Formats>()

/**
 * Formats for a language tag; one a tag, and each `Intl` object with its first use, since they are slow to
 * make. An invalid tag reads as `en`.
 */
export function createFormats(tag: string): Formats {
  let formats = made.get(tag)
  if (formats === undefined) {
    formats = makeFormats(supported(tag))
    made.set(tag, formats)
  }
  return formats
}

function supported(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

function makeFormats(tag: string): Formats {
  const since = (style: 'short' | 'narrow') => {
    const relative = once(() => new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style }))
    return (iso: string, nowMs: number): string => {
      const seconds = (Date.parse(iso) - nowMs) / 1000
      if (Number.isNaN(seconds)) return ''
      const [unit, length] = steps.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', Infinity]
      return relative().format(Math.trunc(seconds / length), unit)
    }
  }
  const dateTime = once(() => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }))
  const time = once(() => new Intl.DateTimeFormat(tag, { timeStyle: 'short' }))
  const number = once(() => new Intl.NumberFormat(tag))
  const size = (unit: string, digits: number): (() => Intl.NumberFormat) =>
    once(
      () =>
        new Intl.NumberFormat(tag, {
          style: 'unit',
          unit,
          // The short form of a byte has no plural: "9 byte".
          unitDisplay: unit === 'byte' ? 'long' : 'short',
          maximumFractionDigits: digits,
        }),
    )
  const sizes = [size('byte', 0), size('kilobyte', 0), size('megabyte', 1), size('gigabyte', 1)] as const

  return {
    tag,
    relative: since('short'),
    brief: since('narrow'),
    dateTime: (iso) => (iso === '' ? '' : dateTime().format(new Date(iso))),
    time: (iso) => (iso === '' ? '' : time().format(new Date(iso))),
    size(bytes) {
      const step = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3
      return sizes[step]().format(bytes / 1000 ** step)
    },
    number: (value) => number().format(value),
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
