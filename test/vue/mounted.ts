import { createApp, createSSRApp, type App, type Component } from 'vue'

const apps: App[] = []

/** Mounts a component into the document; `afterEach` takes it away. `errors` is what Vue was told of. */
export function mounted(root: Component, markup?: string): { place: HTMLElement; errors: unknown[] } {
  const place = document.createElement('div')
  document.body.append(place)
  if (markup !== undefined) place.innerHTML = markup
  const errors: unknown[] = []
  const app = markup === undefined ? createApp(root) : createSSRApp(root)
  app.config.errorHandler = (error) => errors.push(error)
  app.config.warnHandler = (message) => errors.push(message)
  app.mount(place)
  apps.push(app)
  return { place, errors }
}

afterEach(() => {
  for (const app of apps.splice(0)) {
    const place = app._container as HTMLElement
    app.unmount()
    place.remove()
  }
})
