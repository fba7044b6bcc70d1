import { type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'
import { type TimeStyle } from './user-times.js'

/** How somebody reads the instance: times, numbers and the words of choices. */
export interface Reader extends TimeStyle {
  readonly language: string
  /** BCP 47 tag that numbers are written for. */
  readonly locale: string
}

/** The reader that a person is: by their profile, or by the instance where that says nothing. */
export function readerOf({ store, switches }: Instance, who: Principal): Reader {
  return {
    timeZone: who.timeZone || switches['time-zone'],
    dateFormat: who.dateFormat || propertyOf(store, 'glide.sys.date_format', 'yyyy-MM-dd'),
    timeFormat: propertyOf(store, 'glide.sys.time_format', 'HH:mm:ss'),
    language: who.language,
    locale: localeOf(propertyOf(store, 'glide.system.locale', who.language)),
  }
}

/** `en.US` as the instance's property writes it is `en-US`; a tag that is none reads as English. */
function localeOf(name: string): string {
  try {
    return Intl.getCanonicalLocales(name.replace(/[._]/, '-'))[0] ?? 'en'
  } catch {
    return 'en'
  }
}
