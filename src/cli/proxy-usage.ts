import {
  proxyOptions,
  proxyOptionText,
  proxyOptionUsage,
  proxyVariables,
  type ProxyOptionName,
} from './proxy-options.js'

const file = `{
    "publicUrl": "https://sn.example.com",
    "origins": ["https://www.example.com"],
    "sealKeys": ["…"],
    "instances": {
      "prod": {
        "label": "Acme IT",
        "environment": "production",
        "url": "https://acme.service-now.com",
        "clientId": "…",
        "clientSecret": "…"
      }
    },
    "session": { "idleMs": 43200000, "absoluteMs": 604800000 }
  }`

/** What `snowline proxy --help` prints. */
export function proxyUsage(): string {
  const names = Object.keys(proxyOptions) as ProxyOptionName[]
  const options = names.map((name) => [proxyOptionUsage(name), proxyOptionText(name)] as const)
  return `Usage: snowline proxy [options]

Signs people in to ServiceNow and relays their requests. Secrets stay here.

${columns(options)}

Variables
${columns(Object.entries(proxyVariables))}

The same as a file
  ${file}
`
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n')
}
