/** The proxy as a function from `Request` to `Response`, for any server or edge runtime. */
export { readConfigFromEnv, type Environment, type ReadConfigOptions } from './config-env.js'
export {
  createProxy,
  type GuardedRequest,
  type HostGuard,
  type HostUser,
  type ProxyConfig,
  type ProxyFailure,
  type ProxyOptions,
  type RequestRecord,
} from './create-proxy.js'
export { createMetrics, metricsContentType, type Metrics } from './metrics.js'
export { logLevel, requestLogLine, requestLogText, type LogLevel } from './request-log.js'
export { createRedisStore, type RedisClient, type RedisStoreOptions } from './store/redis-store.js'
export type { SharedStore } from './store/shared-store.js'
