const languages = ["javascript", "javascriptreact", "typescript", "typescriptreact", "yaml", "json", "jsonc"];

/** The names of files that the server reads: editors give some of them languages of their own (compose files, `.env`). */
const patterns = ["**/*.{js,ts,jsx,tsx,mjs,cjs,mts,cts,yaml,yml,json,jsonc,template,toml,vtl}", "**/.env*"];

/** What the editor tells the server of while it is open. */
export const documentSelector = [
  ...languages.map((language) => ({ scheme: "file", language })),
  ...patterns.map((pattern) => ({ scheme: "file", pattern })),
];
