/** What Prometheus's own clients say of a process: processor time, memory, when it began. */
export function processMetrics(): string {
  const { user, system } = process.cpuUsage()
  const startedAt = Date.now() / 1000 - process.uptime()
  return [
    metric('process_cpu_seconds_total', 'counter', 'Processor time that was used.', (user + system) / 1e6),
    metric('process_resident_memory_bytes', 'gauge', 'Memory in use.', process.memoryUsage.rss()),
    metric('process_start_time_seconds', 'gauge', 'When the process began, since the epoch.', startedAt),
  ].join('')
}

function metric(name: string, type: 'counter' | 'gauge', help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`
}
