import { html, nothing, type LitElement, type TemplateResult } from 'lit'
import type { PopoverController } from '../../controllers/popover-controller.js'
import { savedChoices, savedViewsOf, type SavedChoice } from '../../controllers/saved-views-controller.js'
import { viewWord } from '../../controllers/table-words.js'
import { toSnowError, type SnowError } from '../../shared/errors.js'
import { icon } from '../internal/icons.js'
import { menu, type MenuItem } from '../internal/menu.js'
import type { PickerToolsOptions } from './picker-tools.js'

type Page = 'choose' | 'save' | 'manage'

export interface ViewMenu {
  render(popover: PopoverController): TemplateResult | typeof nothing
  /** It is closed: it begins with the choice next time. */
  close(): void
}

/** The views of the table, the host's, and those that the person saved: to choose, save, rename and remove. */
export function createViewMenu(host: LitElement, options: PickerToolsOptions): ViewMenu {
  const { list, viewing, locale, connected } = options
  let page: Page = 'choose'
  let failure: SnowError | undefined

  function turnTo(next: Page, popover: PopoverController): void {
    page = next
    failure = undefined
    host.requestUpdate()
    void host.updateComplete.then(() => popover.popup?.querySelector<HTMLElement>('input, button')?.focus())
  }

  /** Writes, and says why where that could not be done. */
  function write(act: () => void): boolean {
    failure = undefined
    try {
      act()
    } catch (error) {
      failure = toSnowError(error)
    }
    host.requestUpdate()
    return failure === undefined
  }

  function savedItem(choice: SavedChoice): MenuItem {
    const { messages } = locale
    const { name, view, shown, isTooNew } = choice
    if (shown === undefined) {
      return {
        label: name,
        icon: 'warning',
        hint: isTooNew ? messages.list.savedTooNew : messages.list.savedUnreadable,
      }
    }
    return { label: name, checked: view === viewing.text, run: () => viewing.change(shown) }
  }

  function choose(popover: PopoverController): TemplateResult {
    const { messages } = locale
    const { shown } = list.state
    const saved = savedViewsOf(list, connected)
    const choices = savedChoices(saved, list)
    const isSaved = choices.some(({ view }) => view === viewing.text)
    const views = list.catalogue.views.map((view) => ({
      label: viewWord(view, messages),
      checked: !isSaved && view.id === shown.view,
      run: () => viewing.chooseView(view.id),
    }))
    const acts: readonly MenuItem[] =
      saved === undefined
        ? []
        : [
            { label: messages.list.saveView, icon: 'plus', stays: true, run: () => turnTo('save', popover) },
            ...(choices.length === 0
              ? []
              : [
                  {
                    label: messages.list.manageViews,
                    icon: 'note' as const,
                    stays: true,
                    run: () => turnTo('manage', popover),
                  },
                ]),
          ]
    return html`${menu({ popover, label: messages.picker.view, items: [...views, ...choices.map(savedItem), ...acts] })}`
  }

  function save(popover: PopoverController): TemplateResult {
    const { messages } = locale
    const onSubmit = (event: SubmitEvent): void => {
      event.preventDefault()
      const name = nameIn(event)
      if (name === '') return
      if (write(() => savedViewsOf(list, connected)?.save(name, viewing.text))) popover.hide()
    }
    return html`<form @submit=${onSubmit}>
      <label class="field">
        <span class="label">${messages.list.viewName}</span>
        <input class="input" name="name" maxlength="80" required autocomplete="off" />
      </label>
      ${problem()}
      <div class="sheet-foot">
        <button type="button" class="button quiet" @click=${() => popover.hide()}>${messages.common.cancel}</button>
        <button type="submit" class="button primary">${messages.list.save}</button>
      </div>
    </form>`
  }

  function manage(popover: PopoverController): TemplateResult {
    const { messages } = locale
    const saved = savedViewsOf(list, connected)
    return html`${savedChoices(saved, list).map(
      ({ id, name }) =>
        html`<form
            class="option"
            @submit=${(event: SubmitEvent) => {
              event.preventDefault()
              const next = nameIn(event)
              if (next !== '') write(() => saved?.rename(id, next))
            }}
          >
            <input class="input" name="name" maxlength="80" required aria-label=${messages.list.viewName} .value=${name} />
            <button type="submit" class="button icon" aria-label=${`${messages.list.rename}: ${name}`}>
              ${icon('check')}
            </button>
            <button
              type="button"
              class="button icon"
              aria-label=${messages.list.remove(name)}
              @click=${() => {
                write(() => saved?.remove(id))
                turnTo(saved?.get().views.length ? 'manage' : 'choose', popover)
              }}
            >
              ${icon('close')}
            </button>
          </form>`,
    )}
      ${problem()}
      <div class="sheet-foot">
        <button type="button" class="button" @click=${() => popover.hide()}>${messages.list.done}</button>
      </div>`
  }

  function problem(): TemplateResult | typeof nothing {
    const { errors } = locale.messages
    return failure === undefined
      ? nothing
      : html`<p class="hint problem" role="alert">${errors[failure.code] ?? errors.SNOW_UNEXPECTED}</p>`
  }

  return {
    close() {
      page = 'choose'
      failure = undefined
    },
    render(popover) {
      if (!popover.open) return nothing
      if (page === 'choose') return choose(popover)
      const label = page === 'save' ? locale.messages.list.saveView : locale.messages.list.manageViews
      return html`<div
        id=${popover.popupId}
        class="popover sheet"
        popover="manual"
        role="dialog"
        aria-label=${label}
      >
        ${page === 'save' ? save(popover) : manage(popover)}
      </div>`
    },
  }
}

function nameIn(event: SubmitEvent): string {
  const name = new FormData(event.target as HTMLFormElement).get('name')
  return typeof name === 'string' ? name.trim() : ''
}
