/** An `EventTarget` whose events are `CustomEvent`s with the details named in `Details`. */
export interface TypedEventTarget<Details> extends Omit<
  EventTarget,
  'addEventListener' | 'removeEventListener'
> {
  addEventListener<K extends keyof Details & string>(
    type: K,
    listener: ((event: CustomEvent<Details[K]>) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void
  removeEventListener: TypedEventTarget<Details>['addEventListener']
}

/** The platform's `EventTarget`, typed: no code of its own. */
export const TypedEventTarget = EventTarget as unknown as {
  new <Details>(): TypedEventTarget<Details>
}
