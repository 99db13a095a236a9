import { memo, memoByText } from "../memo.ts";
import type { Template } from "./model.ts";
import { referenceIn } from "./references.ts";

const byPath = memo((template: Template) =>
  memoByText((path): ReadonlySet<string> => {
    const names = new Set<string>();
    for (const resource of template.resources) {
      const name = referenceIn(resource.property(path)?.value)?.resource;
      if (name !== undefined) names.add(name);
    }
    return names;
  }),
);

/** The names of the resources that the property at a CloudFormation path of any resource refers to; looked for once in each template. */
export const referredAt = (template: Template, path: string): ReadonlySet<string> => byPath(template)(path);
