import { hostileAddresses, hostileMarkup } from './hostile-markup.js'

/** An article as the Knowledge API tells it. */
export interface WireArticle {
  readonly number: string
  readonly title: string
  readonly content: string
}

const sysId = '9e528db1474321009db4b5b08b9a7100'

/** For a world's `intercept`: answers the requests for this article, whoever asks. */
export function answerArticle({
  number,
  title,
  content,
}: WireArticle): (request: Request) => Response | undefined {
  const result = {
    sys_id: sysId,
    number,
    short_description: title,
    content,
    fields: {
      kb_knowledge_base: { display_value: 'IT', name: 'kb_knowledge_base', label: 'Knowledge base' },
      sys_updated_on: { value: '2026-10-02 09:30:00', display_value: '2026-10-02 09:30:00' },
    },
    attachments: [
      { sys_id: '4f528db1474321009db4b5b08b9a7101', file_name: 'Driver package.zip', size_bytes: '4812331' },
    ],
  }
  return ({ url }) => (url.includes(`/knowledge/articles/${number}`) ? Response.json({ result }) : undefined)
}

export const longArticle: WireArticle = {
  number: 'KB0099001',
  title: 'Set up the docking station, from the cable to the second screen',
  content: `
    <h1>Before you begin</h1>
    <p>You need the dock, its <strong>own power supply</strong> and ten minutes. The laptop's supply is
    too weak: see <a href="kb_view.do?sysparm_article=KB0010002">which supply belongs to which dock</a>.</p>
    <ol><li>Connect the power supply to the dock.</li><li>Connect the dock to the laptop:
    <ul><li>left port: two screens</li><li>right port: one screen</li></ul></li><li>Wait for the chime.</li></ol>
    <h3>Check the driver</h3>
    <p>Press <kbd>Win</kbd> + <kbd>R</kbd> and run <code>devmgmt.msc</code>, or ask from a terminal:</p>
    <pre><code>Get-PnpDevice -Class Display | Where-Object Status -ne 'OK' | Format-Table -AutoSize FriendlyName, Status, InstanceId
# Expected: no line at all</code></pre>
    <blockquote><p>Version 3.2.1 of the driver causes blue screens. Do not install it.</p></blockquote>
    <table border="1" style="width:1200px"><thead><tr><th>Model</th><th>Ports</th><th>Screens</th><th>Power</th>
    <th>Firmware</th><th>Where to get it</th></tr></thead><tbody>
    <tr><td>D3000</td><td>2 × USB-C, 3 × USB-A</td><td>2 at 60 Hz</td><td>90 W</td><td>1.14.2</td><td>IT desk, building A</td></tr>
    <tr><td>D6000</td><td>3 × USB-C, 4 × USB-A</td><td>3 at 60 Hz</td><td>130 W</td><td>2.03.0</td><td>IT desk, building C</td></tr>
    </tbody></table>
    <h3>If it stays dark</h3>
    <p>Unplug everything for thirty seconds. <img src="https://pictures.example/reset.png" alt="The reset button is under the dock"></p>
    <details><summary>For the curious</summary><p>The dock keeps a charge, and with it the fault.</p></details>`,
}

/** Ends whatever the markup before left open, so that what comes after is read as markup again. */
const ends =
  '"\'>--></style></script></title></textarea></noscript></select></svg></math></form></table></object>'

/** These take all that follows them with them, and are tested one by one. */
const swallowing: readonly string[] = [
  'a frameset',
  'a math with a style',
  'a noscript',
  'a plaintext',
  'a select',
  'mXSS by form and math',
  'mXSS by many levels',
]

export const hostileArticle: WireArticle = {
  number: 'KB0099002',
  title: 'Everything in here tries to run <script>canary()</script>',
  content: [
    '<p>The first words of the article.</p>',
    ...Object.entries(hostileMarkup)
      .filter(([name]) => !swallowing.includes(name))
      .map(([name, markup]) => `<h2>${name}</h2>${markup}`),
    ...hostileAddresses.map((address) => `<p><a href="${address}">a link</a></p>`),
    '<p>The last words of the article.</p>',
  ].join(`${ends}\n`),
}
