import { type MarkedFile, readMarked } from "../markers.ts";

/** A small project of a fixture, and what is expected of its functions. */
export interface Project {
  readonly title: string;
  readonly files: readonly MarkedFile[];
  /** By the name of the function: the lines about it, without `//> `. */
  readonly expected: ReadonlyMap<string, readonly string[]>;
}

/** One function whose handler is `index.handler`, for projects that have no template. */
const usualTemplate = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: index.handler
      Runtime: nodejs22.x
`;

/**
 * Reads a fixture: `//= title` begins a project, `//- path` a file of it, `//> function Name` says which function the next lines that begin
 * with `//> ` are about, `//> nothing` that nothing is expected.
 */
export const projectsIn = (text: string): readonly Project[] =>
  text
    .split(/^\/\/= /m)
    .slice(1)
    .map((part) => {
      const [title = "", ...lines] = part.split("\n");
      const code = lines.filter((line) => !line.startsWith("//> ")).join("\n");
      const { files } = readMarked(code, "index.mjs");
      const isDeployed = files.some((file) => /\.ya?ml$|\.json$/.test(file.path) && file.path !== "package.json");
      return {
        title,
        files: isDeployed ? files : [{ path: "template.yaml", text: usualTemplate }, ...files],
        expected: expectedIn(lines),
      };
    });

function expectedIn(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const expected = new Map<string, string[]>([["Fn", []]]);
  let of = "Fn";
  for (const line of lines) {
    if (!line.startsWith("//> ")) continue;
    const named = /^\/\/> function (\S+)$/.exec(line)?.[1];
    if (named !== undefined) {
      if (expected.get(of)?.length === 0) expected.delete(of);
      of = named;
      expected.set(of, []);
    } else if (line !== "//> nothing") expected.get(of)?.push(line.slice(4));
  }
  return expected;
}
