import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import '../src/define/snow-requests.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta = { title: 'Requests', component: 'snow-requests' }
export default meta

type Story = StoryObj

const render: Story['render'] = (_, { loaded }) =>
  html`<snow-requests .workspace=${worldOf(loaded).workspace}></snow-requests>`

const isRequestItems = (request: Request): boolean => request.url.includes('/sc_req_item')

export const Items: Story = { loaders: [withEmulator()], render }
export const Empty: Story = { loaders: [withEmulator({ user: 'admin' })], render }
export const Loading: Story = {
  loaders: [
    withEmulator({
      intercept: (request) => (isRequestItems(request) ? new Promise<Response>(() => undefined) : undefined),
    }),
  ],
  render,
}
export const Failed: Story = {
  loaders: [
    withEmulator({
      intercept: (request) =>
        isRequestItems(request)
          ? Response.json(
              { error: { code: 'SNOW_ACL_DENIED', message: 'No right to read sc_req_item' } },
              { status: 403 },
            )
          : undefined,
    }),
  ],
  render,
}
