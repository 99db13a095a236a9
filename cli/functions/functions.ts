import { Host, type Snapshot } from "../../engine/host.ts";
import type { Privileges } from "../../engine/privileges/privileges.ts";
import type { Task } from "../../engine/task.ts";
import { knowledge } from "../../rules/knowledge.ts";
import { contentOf, isReported, projectsOf } from "../project.ts";

/** One deployed function, and the workspace that knows it. */
export interface Found {
  readonly snapshot: Snapshot;
  readonly privileges: Privileges;
}

/** The functions that the templates of the given paths deploy, with what could not be read, one sentence each. */
export function* functionsOf(
  paths: readonly string[],
): Task<{ readonly found: readonly Found[]; readonly problems: readonly string[] }> {
  const found: Found[] = [];
  const problems: string[] = [];
  for (const project of projectsOf(paths)) {
    const content = yield* contentOf(project);
    problems.push(...content.problems);
    const host = new Host(knowledge, {
      root: project.root,
      onFault: ({ path, error }) => problems.push(`'${path}' could not be evaluated: ${String(error)}.`),
    });
    host.apply({ ...content.change, config: project.config });
    const snapshot = host.snapshot();
    for (const privileges of yield* snapshot.functions()) {
      if (isReported(project, privileges.deployed.template.document.file.path)) found.push({ snapshot, privileges });
    }
  }
  return { found, problems };
}
