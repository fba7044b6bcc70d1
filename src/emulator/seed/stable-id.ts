import { Random } from './random.js'

/** A sys_id that a name always has, whatever the seed: roles, columns and layouts are the same everywhere. */
export function stableId(name: string): string {
  const forwards = new Random(hash(name, 0x811c9dc5)).sysId()
  const backwards = new Random(hash(`${name} again`, 0x2f0b4c47)).sysId()
  return forwards.slice(0, 16) + backwards.slice(16)
}

function hash(name: string, start: number): number {
  let mixed = start
  for (let at = 0; at < name.length; at++) mixed = Math.imul(mixed ^ name.charCodeAt(at), 0x01000193)
  return mixed
}
