/** An environment variable that makes a program talk more than it should where others can listen. */
export interface DebugVariable {
  readonly name: RegExp;
  readonly bad: RegExp;
  /** What comes of it. */
  readonly effect: string;
  readonly better: string;
  /** The program behaves otherwise with the better value, not only its log. */
  readonly changesBehaviour?: true;
  /** Worth a look, no more. */
  readonly isMild?: true;
  readonly source: string;
}

export const asOf = "2026-11-24";

export const debugVariables: readonly DebugVariable[] = [
  {
    name: /^NODE_ENV$/,
    bad: /^dev(?:elopment)?$/i,
    effect: "frameworks answer errors with their stack",
    better: "production",
    changesBehaviour: true,
    source: "https://expressjs.com/en/guide/error-handling.html",
  },
  {
    name: /^(?:ASPNETCORE|DOTNET)_ENVIRONMENT$/,
    bad: /^development$/i,
    effect: "errors are answered with a page for developers",
    better: "Production",
    changesBehaviour: true,
    source: "https://learn.microsoft.com/en-us/aspnet/core/fundamentals/environments",
  },
  {
    name: /^FLASK_(?:DEBUG|ENV)$/,
    bad: /^(?:1|true|development)$/i,
    effect: "errors are answered with an interactive debugger",
    better: "0",
    changesBehaviour: true,
    source: "https://flask.palletsprojects.com/en/stable/debugging/",
  },
  {
    name: /^DEBUG$/,
    bad: /\*/,
    effect: "libraries log requests and headers with all they hold",
    better: "",
    source: "https://www.npmjs.com/package/debug",
  },
  {
    name: /^POWERTOOLS_LOGGER_LOG_EVENT$/,
    bad: /^(?:1|true|yes|on)$/i,
    effect: "each event is logged with all it holds",
    better: "false",
    source: "https://docs.aws.amazon.com/powertools/typescript/latest/environment-variables/",
  },
  {
    name: /^(?:POWERTOOLS_)?LOG_?LEVEL$/i,
    bad: /^(?:debug|trace|verbose|silly|all)$/i,
    effect: "what only developers need is logged in production",
    better: "INFO",
    isMild: true,
    source: "https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/",
  },
];
