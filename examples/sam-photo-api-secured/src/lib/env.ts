/** The value of a setting that the function cannot work without; missing ones stop the deployment's first start. */
export function requireEnv(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Environment variable ${name} is not set`);
  }
  return value;
}
