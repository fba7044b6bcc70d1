/** All tests of one layer, put together by `scripts/bundled-tests.mjs`. */
declare module 'tests-of:*'
