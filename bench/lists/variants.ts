/** What draws a list in the bench. Each has a page of its own. */
export interface Variant {
  readonly name: string
  readonly title: string
  /** In `page/`. */
  readonly entry: string
  /** What a page downloads of it, as a module says it: the rows that an application draws are not in it. */
  readonly downloads: string
}

export const plain: Variant = {
  name: 'plain',
  title: 'plain DOM (the limit)',
  entry: 'plain.ts',
  downloads: '',
}

/** What was built for hosts, from the root of the repository. */
export const builtPicker = 'dist/define/snow-incident-picker.js'

export const snowline: Variant = {
  name: 'snowline',
  title: '<snow-incident-picker>',
  entry: 'snowline.ts',
  downloads: `import '../../${builtPicker}'`,
}

/** Tells what of the picker's cost is its list. */
export const ownList: Variant = {
  name: 'ownList',
  title: 'its list and rows alone',
  entry: 'own-list.ts',
  downloads: `
    export { VirtualListController } from '../../src/controllers/virtual-list-controller.js'
    export { LitElement } from 'lit'`,
}

export const virtualCore: Variant = {
  name: 'virtualCore',
  title: '@tanstack/virtual-core, lit',
  entry: 'virtual-core.js',
  downloads: `
    export { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'
    export { html, render } from 'lit'
    export { repeat } from 'lit/directives/repeat.js'`,
}

export const vaadin: Variant = {
  name: 'vaadin',
  title: '@vaadin/grid',
  entry: 'vaadin.js',
  downloads: `import '@vaadin/grid/vaadin-grid.js'`,
}

const litVirtualizer: Variant = {
  name: 'litVirtualizer',
  title: '@lit-labs/virtualizer',
  entry: 'lit-virtualizer.js',
  downloads: `
    import '@lit-labs/virtualizer'
    export { html, render } from 'lit'`,
}

const agGrid: Variant = {
  name: 'agGrid',
  title: 'ag-grid-community',
  entry: 'ag-grid.js',
  downloads: `export { createGrid, InfiniteRowModelModule, ModuleRegistry, ScrollApiModule } from 'ag-grid-community'`,
}

export const variants: readonly Variant[] = [
  plain,
  snowline,
  ownList,
  virtualCore,
  litVirtualizer,
  vaadin,
  agGrid,
]
