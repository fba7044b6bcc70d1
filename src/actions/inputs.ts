import * as v from 'valibot'

/** Schemas that several actions share. Each message completes "field: …" with what to change. */

const levels = ['1', '2', '3'] as const

export const sysId = v.pipe(
  v.string('give the sys_id as text'),
  v.regex(/^[0-9a-f]{32}$/, 'give a sys_id: 32 characters of 0-9 and a-f'),
)

export const limit = v.exactOptional(
  v.pipe(
    v.number('give a whole number from 1 to 100'),
    v.integer('give a whole number from 1 to 100'),
    v.minValue(1, 'give a whole number from 1 to 100'),
    v.maxValue(100, 'give a whole number from 1 to 100'),
    v.description('At most so many, 20 when left out.'),
  ),
)

export const incidentKey = v.pipe(
  v.string('give a sys_id or a number such as INC0010001'),
  v.trim(),
  v.regex(/^([0-9a-f]{32}|[A-Za-z]+\d+)$/, 'give a sys_id or a number such as INC0010001'),
  v.description('The sys_id of the incident, or its number such as INC0010001.'),
)

export function text(maxLength: number, description: string): v.GenericSchema<string> {
  return v.pipe(
    v.string('give text'),
    v.trim(),
    v.minLength(1, 'write at least one character'),
    v.maxLength(maxLength, `shorten it to ${maxLength} characters`),
    v.description(description),
  )
}

export function level(description: string): v.GenericSchema<(typeof levels)[number]> {
  return v.pipe(v.picklist(levels, 'give "1" (high), "2" (medium) or "3" (low)'), v.description(description))
}
