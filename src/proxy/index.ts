/** The proxy as a function from `Request` to `Response`, for any server or edge runtime. */
export { createProxy, type ProxyConfig, type ProxyOptions } from './create-proxy.js'
