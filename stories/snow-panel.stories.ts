import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html, type TemplateResult } from 'lit'
import '../src/define/all.js'
import type { PanelTab } from '../src/elements/panel/panel-place.js'
import type { Workspace } from '../src/state/types.js'
import { connectionStates } from '../test/support/connection-states.js'
import { scriptedWorkspace } from '../test/support/scripted-workspace.js'
import type { WorldOptions } from '../test/support/world.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta = { title: 'Panel', component: 'snow-panel' }
export default meta

type Story = StoryObj

function panel(workspace: Workspace, view: PanelTab = 'tickets'): TemplateResult {
  return html`<snow-panel sync view=${view} .workspace=${workspace}></snow-panel>`
}

function onTab(view: PanelTab, options: WorldOptions = {}): Story {
  return {
    loaders: [withEmulator(options)],
    render: (_, { loaded }) => panel(worldOf(loaded).workspace, view),
  }
}

/** The records of somebody whose connection is in this state now. */
function withRecords(name: string): Story {
  return {
    loaders: [withEmulator()],
    render: (_, { loaded }) => {
      const { client } = worldOf(loaded)
      return panel(scriptedWorkspace(connectionStates(Date.now())[name]!, { client }), 'requests')
    },
  }
}

export const Tickets = onTab('tickets')
export const TicketsOfAnAgent = onTab('tickets', { user: 'beth.anglin' })
export const NewTicket = onTab('new')
export const Knowledge = onTab('knowledge')
export const Requests = onTab('requests')
export const TestInstance = onTab('tickets', { environment: 'test' })
export const NotConnected = onTab('tickets', { signedIn: false })
export const PopupBlocked = onTab('tickets', { signedIn: false, popup: 'blocked' })

export const AnIncident: Story = {
  ...onTab('tickets', { user: 'beth.anglin' }),
  play: async ({ canvasElement }) => {
    canvasElement.querySelector('snow-panel')?.open('INC0010007')
  },
}

/** As wide as an application's side panel. */
export const SidePanel: Story = {
  loaders: [withEmulator({ user: 'beth.anglin' })],
  render: (_, { loaded }) =>
    html`<div style="inline-size: 420px; max-inline-size: 100%">${panel(worldOf(loaded).workspace)}</div>`,
}

export const PersonMenu: Story = {
  ...onTab('requests'),
  play: async ({ canvasElement }) => {
    const shadow = canvasElement.querySelector('snow-panel')?.shadowRoot
    await new Promise<void>((resolve) => {
      const look = (): void => {
        const button = shadow?.querySelector<HTMLElement>('#person')
        if (!button) return void requestAnimationFrame(look)
        button.click()
        resolve()
      }
      look()
    })
  },
}

const softwareGroup = '8a4dde73c6112278017a6a4baf547aa7'
const serviceAccount = { actingAs: 'CxM Integration', filter: `assignment_group=${softwareGroup}` }

/** The application is connected by an account of its own: nobody signs in or out. */
export const ServiceAccount: Story = {
  ...PersonMenu,
  loaders: [withEmulator({ serviceAccount })],
  render: (_, { loaded }) => panel(worldOf(loaded).workspace),
}

export const Unconfigured: Story = { render: () => html`<snow-panel></snow-panel>` }
export const Expiring = withRecords('expiring')
export const ReconnectNeeded = withRecords('reconnectNeeded')
export const Renewing = withRecords('renewing')
export const OfflineWithRecords = withRecords('offlineWithRecords')
