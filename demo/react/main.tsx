import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { IncidentReview } from './incident-review.js'

const proxy = document.querySelector<HTMLMetaElement>('meta[name="snowline-proxy"]')!.content

createRoot(document.querySelector('#app')!).render(
  <StrictMode>
    <IncidentReview proxy={proxy} />
  </StrictMode>,
)
