export const asOf = "2026-11-24";

export const source = "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html";

/** Ports that databases and caches listen on where nobody says otherwise. */
export const databasePorts: Readonly<Record<number, string>> = {
  1433: "SQL Server",
  1521: "Oracle",
  2049: "NFS",
  3306: "MySQL",
  5432: "PostgreSQL",
  5439: "Redshift",
  5671: "RabbitMQ",
  6379: "Redis",
  8182: "Neptune",
  9092: "Kafka",
  9200: "OpenSearch",
  11211: "Memcached",
  27017: "MongoDB",
  61617: "ActiveMQ",
};
