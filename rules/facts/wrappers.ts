/**
 * Scripts of layers that are known to start the handler for a purpose of their own. The layer's own page says where its script is.
 */
export const knownWrappers: Readonly<Record<string, { readonly what: string; readonly source: string }>> = {
  "/opt/bootstrap": { what: "Lambda Web Adapter", source: "https://github.com/awslabs/aws-lambda-web-adapter" },
  "/opt/otel-handler": { what: "OpenTelemetry", source: "https://aws-otel.github.io/docs/getting-started/lambda" },
  "/opt/otel-instrument": { what: "OpenTelemetry", source: "https://aws-otel.github.io/docs/getting-started/lambda" },
  "/opt/otel-proxy-handler": {
    what: "OpenTelemetry",
    source: "https://aws-otel.github.io/docs/getting-started/lambda",
  },
  "/opt/otel-stream-handler": {
    what: "OpenTelemetry",
    source: "https://aws-otel.github.io/docs/getting-started/lambda",
  },
  "/opt/datadog_wrapper": { what: "Datadog", source: "https://docs.datadoghq.com/serverless/" },
  "/opt/dynatrace": { what: "Dynatrace", source: "https://docs.dynatrace.com/docs/ingest-from/amazon-web-services" },
};

export const asOf = "2026-11-24";
