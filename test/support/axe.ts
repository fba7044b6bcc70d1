import 'axe-core/axe.min.js'
import type { AxeResults, RunOptions } from 'axe-core'

const { axe } = globalThis as unknown as {
  axe: { run(context: Element, options: RunOptions): Promise<AxeResults> }
}

/** Fails with one line for each violation of WCAG 2.2 AA and of good practice within `element`. */
export async function expectAccessible(element: Element): Promise<void> {
  finishAnimations(element)
  const { violations } = await axe.run(element, {
    resultTypes: ['violations'],
    // A part on its own has no page around it.
    rules: { region: { enabled: false } },
  })
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help} at ${node.target.flat().join(' >> ')}\n  ${node.failureSummary ?? ''}`,
    ),
  )
  if (lines.length > 0) throw new Error(`axe found:\n${lines.join('\n')}`)
}

/** Contrast is that of what stays: what fades in is taken to its end, what breathes for ever is left alone. */
function finishAnimations(element: Element): void {
  const root = element.shadowRoot
  const animations = [...element.getAnimations({ subtree: true }), ...(root?.getAnimations() ?? [])]
  for (const animation of animations) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  }
  for (const child of (root ?? element).querySelectorAll('*')) {
    if (child.shadowRoot !== null) finishAnimations(child)
  }
}
