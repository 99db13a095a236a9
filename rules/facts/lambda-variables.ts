import { reservedVariables } from "./limits.ts";

/**
 * Variables that the environment of every function has, beside those that cannot be set.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html (November 2026).
 */
const given = new Set([
  ...reservedVariables,
  "AWS_XRAY_CONTEXT_MISSING",
  "AWS_XRAY_DAEMON_ADDRESS",
  "LANG",
  "LD_LIBRARY_PATH",
  "NODE_PATH",
  "PATH",
  "PYTHONPATH",
  "TZ",
]);

/** What is set by the machine, by Node's own tools, or by those that run code on a developer's machine or make one file of it. */
const byOthers =
  /^(?:AWS_|LAMBDA_|_|npm_|NODE_|JEST_|VITEST|GITHUB_|CI$|HOME$|PWD$|USER$|SHELL$|TERM$|TMPDIR$|TEMP$|TMP$|HOSTNAME$|DEBUG$|IS_LOCAL$|IS_OFFLINE$|LOCAL$|SLS_|SST_|IS_TEST$|TEST$)/;

/** Whether code may read a variable that no template sets. */
export const isGivenVariable = (name: string): boolean => given.has(name) || byOthers.test(name);

/**
 * Variables that the runtime, wrappers, or libraries read by themselves: by the names that their documentation gives them.
 * Source: https://docs.aws.amazon.com/powertools/typescript/latest/environment-variables/,
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/, https://docs.datadoghq.com/serverless/aws_lambda/configuration/,
 * https://www.postgresql.org/docs/current/libpq-envars.html, https://nodejs.org/api/cli.html#environment-variables_1 (November 2026).
 */
const readByLibraries =
  /^(?:AWS_|LAMBDA_|_|POWERTOOLS_|NODE_|OTEL_|OPENTELEMETRY_|DD_|DATADOG_|NEW_RELIC_|LUMIGO_|SENTRY_|EPSAGON_|ELASTIC_|DT_|INSTANA_|HONEYCOMB_|LIBHONEY_|SPLUNK_|SIGNALFX_|THUNDRA_|BASELIME_|AXIOM_|LOGTAIL_|BETTER_?STACK_|PG|MYSQL_|PRISMA_|NEXT_|NUXT_|VITE_|REACT_APP_|LD_|XRAY_|SENDGRID_|STRIPE_|LAUNCHDARKLY_|PARAMETERS_SECRETS_|SSM_PARAMETER_STORE_|SECRETS_MANAGER_|SECRETS_EXTENSION_|RUST_|PYTHON|JAVA_|READINESS_CHECK_|PORT$|HOST$|TZ$|LANG$|LC_|PATH$|HOME$|DEBUG$|NO_COLOR$|FORCE_COLOR$|LOG_?LEVEL$|LOGLEVEL$|DATABASE_URL$|HTTPS?_PROXY$|NO_PROXY$|CI$)/i;

/** Whether a variable that no code of a function reads may be read all the same. */
export const mayBeReadByLibraries = (name: string): boolean => readByLibraries.test(name);

/** Packages that read no variables of the environment but those of `mayBeReadByLibraries`. */
export const isQuietPackage = (specifier: string): boolean =>
  /^(?:node:|@aws-sdk\/|@smithy\/|@middy\/|@aws-lambda-powertools\/|@types\/|@hapi\/)/.test(specifier) ||
  quiet.has(specifier.split("/")[0] ?? "");

const quiet = new Set(
  "aws-sdk aws-lambda aws-xray-sdk aws-xray-sdk-core zod joi yup ajv ajv-formats valibot superstruct uuid nanoid ulid date-fns dayjs luxon moment lodash lodash.merge ramda axios got node-fetch undici jsonwebtoken jose jwk-to-pem aws-jwt-verify bcryptjs csv-parse csv-stringify fast-xml-parser xml2js js-yaml yaml mime mime-types qs ms tslib http-errors lambda-api assert async_hooks buffer child_process crypto dns events fs http http2 https module net os path perf_hooks process querystring readline stream string_decoder timers tls url util v8 vm worker_threads zlib sharp electrodb dynamodb-toolbox".split(
    " ",
  ),
);
