// One page for all of them: most of a small file's time is its page's.
import 'tests-of:emulator'
