import { html, nothing, type TemplateResult } from 'lit'
import type { SnowError } from '../../shared/errors.js'
import { errorNotice } from '../internal/error-notice.js'
import { incidentActivity, type IncidentActivity } from './incident-activity.js'
import { incidentAttachments, type IncidentAttachments } from './incident-attachments.js'
import { incidentComposer, type IncidentComposer } from './incident-composer.js'
import { incidentDetails } from './incident-details.js'
import { incidentFacts, type IncidentFacts } from './incident-facts.js'
import { incidentHeader, type IncidentHeader } from './incident-header.js'
import { personName } from './person-name.js'

export interface IncidentView
  extends
    IncidentHeader,
    IncidentFacts,
    IncidentComposer,
    Omit<IncidentActivity, 'composer'>,
    Omit<IncidentAttachments, 'nameOf'> {
  /** Why the last read failed, beside what is known from before. */
  readonly error: SnowError | undefined
}

/** Closed and cancelled tickets take no more words; resolved ones do. */
const silentStates: readonly string[] = ['7', '8']

/** The whole of an incident that is known. */
export function incidentView(view: IncidentView): TemplateResult {
  const { incident, people, messages, error, onRetry } = view
  const silent = silentStates.includes(incident.state.value)
  return html`<article class="layout" aria-labelledby="title">
    ${incidentHeader(view)}
    ${error === undefined ? nothing : errorNotice({ error, messages, retry: onRetry })} ${incidentFacts(view)}
    ${incidentActivity({ ...view, composer: silent ? nothing : incidentComposer(view) })}
    ${incidentAttachments({ ...view, nameOf: (userName) => personName(userName, people) })}
    ${incidentDetails(incident, messages)}
  </article>`
}
