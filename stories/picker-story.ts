import { html, type TemplateResult } from 'lit'
import type { StoryObj } from '@storybook/web-components-vite'
import '../src/define/snow-incident-picker.js'
import type { IncidentPickerElement } from '../src/elements/incident-picker/incident-picker-element.js'
import type { SnowErrorCode } from '../src/shared/error-codes.js'
import { untilShown } from './until-shown.js'
import { worldOf } from './with-emulator.js'

export const isList = ({ url }: Request): boolean => url.includes('/table/incident')

export const fails = (code: SnowErrorCode, status: number, headers: Record<string, string> = {}): Response =>
  Response.json({ error: { code, message: code } }, { status, headers })

/** The element, once something of it is there. */
export async function shown(canvas: HTMLElement, selector: string): Promise<IncidentPickerElement> {
  const picker = canvas.querySelector('snow-incident-picker')!
  await untilShown(() => picker.renderRoot.querySelector(selector))
  return picker
}

export function click(picker: IncidentPickerElement, selector: string): void {
  picker.renderRoot.querySelector<HTMLElement>(selector)!.click()
}

export function press(
  picker: IncidentPickerElement,
  key: string,
  held: Pick<KeyboardEventInit, 'shiftKey' | 'ctrlKey'> = {},
): void {
  const grid = picker.renderRoot.querySelector<HTMLElement>('[role="treegrid"]')!
  grid.focus()
  grid.dispatchEvent(new KeyboardEvent('keydown', { key, ...held, bubbles: true, composed: true }))
}

/** Opens a tool of the toolbar once there are rows. */
export async function openTool(canvas: HTMLElement, name: string): Promise<IncidentPickerElement> {
  const picker = await shown(canvas, '.row.incident')
  click(picker, `#tool-${name}`)
  return shown(canvas, `#tool-${name}-popup`)
}

/** A picker with properties, those that no attribute has among them. */
export const showing =
  (properties: Partial<IncidentPickerElement>): NonNullable<StoryObj['render']> =>
  (_, { loaded }): TemplateResult => {
    const picker = document.createElement('snow-incident-picker')
    Object.assign(picker, { view: 'all', ...properties, workspace: worldOf(loaded).workspace })
    return html`${picker}`
  }
