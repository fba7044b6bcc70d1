// `npm run verify`: everything that CI runs.
import { run } from './install.mjs'

process.exit(run('bash', ['.ci/run']).status ?? 1)
