import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import '../src/define/snow-connect.js'
import { connectionStates } from '../test/support/connection-states.js'
import { scriptedWorkspace } from '../test/support/scripted-workspace.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta = { title: 'Connect', component: 'snow-connect' }
export default meta

type Story = StoryObj

/** A state that a real connection is in for a moment only, or after days. */
function inState(name: string, banner: boolean = false): Story {
  return {
    render: () => {
      const workspace = scriptedWorkspace(connectionStates(Date.now())[name]!)
      return html`<snow-connect ?banner=${banner} .workspace=${workspace}></snow-connect>`
    },
  }
}

/** The real thing: a click signs in on the emulator. */
export const Live: Story = {
  loaders: [withEmulator({ signedIn: false })],
  render: (_, { loaded }) => html`<snow-connect .workspace=${worldOf(loaded).workspace}></snow-connect>`,
}
export const WithoutAttributes: Story = { render: () => html`<snow-connect proxy=""></snow-connect>` }
export const Unconfigured = inState('unconfigured')
export const Checking = inState('checking')
export const Disconnected = inState('disconnected')
export const SignedOut = inState('signedOut')
export const Expired = inState('expired')
export const Revoked = inState('revoked')
export const Connecting = inState('connecting')
export const ConnectingNearItsEnd = inState('connectingNearItsEnd')
export const ConnectingInItsLastMinute = inState('connectingInItsLastMinute')
export const ConnectingAskingForTheWindow = inState('connectingAskingForTheWindow')
export const LeavingByRedirect = inState('leaving')
export const Connected = inState('connected')
export const ActingAsAServiceAccount = inState('actingAs')
export const NotKnownToTheHost = inState('hostUnknown')
export const Expiring = inState('expiring')
export const ReconnectNeeded = inState('reconnectNeeded')
export const Offline = inState('offline')
export const PopupBlocked = inState('popupBlocked')
export const Denied = inState('denied')
export const TimedOut = inState('timedOut')
export const InstanceAsleep = inState('asleep')
export const OriginNotAllowed = inState('originNotAllowed')
export const BannerExpiring = inState('expiring', true)
export const BannerRenewing = inState('renewing', true)
export const BannerRenewingInItsLastMinute = inState('renewingInItsLastMinute', true)
export const BannerRenewingAskingForTheWindow = inState('renewingAskingForTheWindow', true)
export const BannerReconnectNeeded = inState('reconnectNeeded', true)
export const BannerNotKnownToTheHost = inState('hostLost', true)
export const BannerOffline = inState('offlineWithRecords', true)
