import { type SeededArticle } from './article.js'

export const networkArticles: readonly SeededArticle[] = [
  {
    title: 'Connect to the VPN from home',
    category: 'Network',
    author: 'david.loo',
    daysAgo: 12,
    views: 1840,
    words: 'remote work gateway tunnel',
    text: `<p>The VPN gives you the office network wherever you are. You need it for file shares, SAP and the intranet; mail and calls work without it.</p>
<h2>First time</h2>
<ol><li>Open <strong>Company Portal</strong> and install <em>Acme Secure Access</em>.</li><li>Start it and enter <code>vpn.example.com</code> as the gateway.</li><li>Sign in with your user name and confirm the request on your phone.</li></ol>
<h2>Every day</h2>
<p>Click the shield in the task bar and choose <strong>Connect</strong>. The shield turns green within ten seconds.</p>
<h3>Which gateway is the right one?</h3>
<table><thead><tr><th>You are in</th><th>Gateway</th><th>Opening hours of support</th></tr></thead><tbody><tr><td>Europe</td><td><code>vpn-eu.example.com</code></td><td>7:00 to 19:00 CET</td></tr><tr><td>Americas</td><td><code>vpn-us.example.com</code></td><td>8:00 to 20:00 CT</td></tr><tr><td>Travelling</td><td><code>vpn.example.com</code></td><td>always</td></tr></tbody></table>
<blockquote><p>Hotel networks often need you to accept their terms in a browser first. Open any page before you connect.</p></blockquote>
<p>Still no connection? See <a href="/kb_view.do?sysparm_article=KB0010002">VPN asks again and again after a password change</a>.</p>`,
  },
  {
    title: 'VPN asks again and again after a password change',
    category: 'Network',
    author: 'david.loo',
    daysAgo: 3,
    views: 912,
    words: 'credential loop reconnect drops',
    text: `<p>The VPN client keeps the old password and tries it first. After a few tries the gateway closes the connection.</p>
<h2>Solution</h2>
<ol><li>Open <strong>Settings › Accounts</strong> in the VPN client.</li><li>Choose your account, then <strong>Forget</strong>.</li><li>Restart the client and sign in with the new password.</li></ol>
<p>If the client is closed by your company policy, run this in a terminal instead:</p>
<pre><code>acme-access credentials clear --user %USERNAME%
acme-access connect --gateway vpn.example.com</code></pre>
<p>Windows also remembers passwords in the <a href="https://support.example.com/credential-manager" target="_blank" rel="noopener">Credential Manager</a>. Remove every entry that starts with <code>vpn</code>.</p>`,
  },
  {
    title: 'Office Wi-Fi: which network to use',
    category: 'Network',
    author: 'henrik.solberg',
    daysAgo: 60,
    views: 640,
    words: 'wireless ssid guest',
    text: `<p>Three wireless networks are on air in every office.</p>
<table><tbody><tr><th>Name</th><th>For</th><th>How to sign in</th></tr><tr><td><strong>Acme</strong></td><td>Company laptops and phones</td><td>Certificate, nothing to enter</td></tr><tr><td><strong>Acme-BYOD</strong></td><td>Your own devices</td><td>User name and password</td></tr><tr><td><strong>Acme-Guest</strong></td><td>Visitors</td><td>Code from reception, one day</td></tr></tbody></table>
<h2>It is slow</h2>
<ul><li>Sit closer to an access point (the white disc on the ceiling).</li><li>Prefer the cable of the docking station for large downloads.</li><li>Tell us the room and the time: we can see the load of each access point.</li></ul>
<p><img src="{picture}" alt="Response times over one hour with two spikes" width="520" height="260"></p>
<p><em>Response times on the 3rd floor during a town hall: the spikes are software updates.</em></p>`,
    picture: 'latency chart',
  },
  {
    title: 'A website is blocked: how to ask for access',
    category: 'Network',
    author: 'david.loo',
    daysAgo: 150,
    views: 210,
    words: 'proxy filter category exception',
    text: `<p>The web filter blocks categories, not single pages. When a page that you need for work is blocked, the block page shows a <strong>reference number</strong>.</p><ol><li>Copy the reference number.</li><li>File a ticket in the category <em>Network</em> and paste it.</li><li>Write in one sentence what you need the page for.</li></ol><p>Security answers within one working day.</p>`,
  },
]
