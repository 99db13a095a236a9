export const commands = ["check", "functions", "policy", "explain", "rules", "lsp"] as const;
export type CommandName = (typeof commands)[number];

export const usage = `handrail checks the code of serverless functions together with the infrastructure that deploys it.

Usage
  handrail check [paths…]    find faults in files and folders (the current folder, if none is given)
  handrail functions         what each deployed function calls, what its role grants, and where the two part
  handrail policy FUNCTION   the policy that grants a function what it needs and nothing else
  handrail explain ID        what a rule finds, why it matters and what to do
  handrail rules             all rules
  handrail lsp               start the language server on stdin and stdout

  handrail COMMAND --help    the options of a command
  handrail --version

Exit codes: 0 nothing found, 1 findings, 2 handrail failed.
`;

export const help: Readonly<Record<CommandName, string>> = {
  check: `Finds faults in files and folders. Without paths it checks the current folder.

Usage
  handrail check [paths…] [options]

Options
  --format text|json|sarif              how the report is written (text)
  --output FILE                         write the report to a file
  --severity error|warning|info|hint    report findings of this severity and above (hint)
  --confidence high|medium|low          report findings as sure as this and surer (handrail.json, else medium)
  --profile default|strict|fsbp|pci|hipaa   rules that are on beside the usual ones (handrail.json, else default)
  --rule ID                             report findings of this rule only; may be given several times
  --fix                                 apply the fixes that cannot break what works
  --unsafe-fixes                        with --fix: apply the others too
  --stdin --stdin-filename FILE         check the text on stdin as the content of FILE; with --fix, print the fixed text
  --quiet                               print no report and no progress

A file named here is checked even if handrail.json excludes it. handrail.json is looked for from each path upwards to the
current folder.

Exit codes: 0 nothing found, 1 findings, 2 handrail failed.
`,
  functions: `Says of each function that the templates deploy: what makes it run, which AWS calls its code can reach, what these need, what
its role grants, which grants nothing needs, which calls nothing grants, and what could not be known.
Without paths it looks in the current folder.

Usage
  handrail functions [paths…] [options]

Options
  --format text|json     how it is written (text)
  --output FILE          write it to a file

While something is unknown, "uses" is at least what is listed, and no grant is called unused.

Exit codes: 0 told, 2 handrail failed.
`,
  policy: `Prints the policy that grants a function exactly what its code and its settings need, beside what SAM or the Serverless Framework put into
its role by themselves. If something of the function is unknown, it is what the function needs at least, and stderr says why.

Usage
  handrail policy FUNCTION [paths…] [options]

FUNCTION is a logical id, the name of a function in serverless.yml, or template.yaml:name where several have that name.

Options
  --format json|yaml|sam    a policy document for a template in JSON or YAML, or SAM's Policies (yaml)
  --output FILE             write it to a file

Exit codes: 0 printed, 2 handrail failed.
`,
  explain: `Says what a rule finds, why it matters, who is responsible and what to do.

Usage
  handrail explain ID
`,
  rules: `Lists all rules.

Usage
  handrail rules [--format text|json]
`,
  lsp: `Starts the language server on stdin and stdout, for editors.

Usage
  handrail lsp
`,
};
