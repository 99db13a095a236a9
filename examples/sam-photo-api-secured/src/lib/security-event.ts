type SecurityEvent = 'UnauthorizedAccess' | 'ValidationFailure';

/**
 * Counts a security event and keeps its details: one log line in CloudWatch's embedded metric format.
 * It goes to standard output itself, because the JSON log format would wrap what `console` prints.
 */
export function recordSecurityEvent(name: SecurityEvent, details: Record<string, unknown>): void {
  const line = {
    ...details,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: 'SecurityEvents',
          Dimensions: [['service']],
          Metrics: [{ Name: name, Unit: 'Count' }],
        },
      ],
    },
    service: 'photo-api',
    [name]: 1,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
