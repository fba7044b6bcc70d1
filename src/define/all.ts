/** Registers every element at once, for pages with a bundler of their own. */
import './snow-connect.js'
import './snow-incident.js'
import './snow-incident-form.js'
import './snow-incident-picker.js'
import './snow-knowledge.js'
import './snow-panel.js'
import './snow-requests.js'
