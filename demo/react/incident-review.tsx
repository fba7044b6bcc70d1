import logo from '../harbour.svg'
import { useState, type ReactElement } from 'react'
import { SnowConnect, SnowIncident, SnowIncidentPicker } from 'snowline/react'
import type { Incident } from '../../src/protocol/records.js'

/** A page of a React application that composes single elements instead of the panel. */
export function IncidentReview({ proxy }: { readonly proxy: string }): ReactElement {
  const [connected, setConnected] = useState(false)
  const [chosen, setChosen] = useState<readonly Incident[]>([])
  const [open, setOpen] = useState<Incident>()
  const connection = { proxy, instance: 'demo' }

  return (
    <>
      <header className="top">
        <a className="brand" href="../">
          <img src={logo} alt="" width="24" height="24" /> Harbour
        </a>
        <nav aria-label="Harbour">
          <a href="../">Releases</a>
          <a href="./" aria-current="page">
            Incident review <span className="tag">React</span>
          </a>
        </nav>
      </header>
      <div className="layout">
        <main>
          <p className="crumbs">Checkout team / Reviews</p>
          <h1>Incident review</h1>
          <p className="lead">
            Choose the incidents that this week’s review should cover; open one to read it beside the notes.
          </p>
          <section aria-labelledby="agenda">
            <h2 id="agenda">Agenda</h2>
            {chosen.length === 0 ? (
              <p className="quiet">Nothing chosen yet.</p>
            ) : (
              <ul className="linked">
                {chosen.map((incident) => (
                  <li key={incident.sysId}>
                    <span>{incident.number}</span>
                    {incident.shortDescription}
                  </li>
                ))}
              </ul>
            )}
          </section>
          {connected && open !== undefined ? (
            <section aria-label={open.number}>
              <SnowIncident {...connection} incidentId={open.sysId} />
            </section>
          ) : null}
        </main>
        <aside aria-label="ServiceNow">
          <SnowConnect
            {...connection}
            onSnowConnected={() => setConnected(true)}
            onSnowDisconnected={() => {
              setConnected(false)
              setChosen([])
              setOpen(undefined)
            }}
          />
          {connected ? (
            <SnowIncidentPicker
              {...connection}
              onSnowSelectionChanged={(event) => setChosen(event.detail.incidents)}
              onSnowIncidentOpened={(event) => setOpen(event.detail.incident)}
            />
          ) : null}
        </aside>
      </div>
    </>
  )
}
