import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Block } from "../text/source.ts";

/** What a file's text may have to do with other files; cheaper to ask than the template, and never wrongly denied. */
export interface Mentions {
  readonly imports: boolean;
  readonly exports: boolean;
  readonly nests: boolean;
  readonly reads: boolean;
}

const inBlock = memo(
  ({ text }: Block): Mentions => ({
    imports: /ImportValue/.test(text),
    exports: /Export\b/.test(text),
    nests: /AWS::CloudFormation::Stack|AWS::Serverless::Application/.test(text),
    reads: /AWS::Include|DefinitionUri|DefinitionS3Location|BodyS3Location/.test(text),
  }),
);

export const mentionsOf = memo((document: TreeDocument): Mentions => {
  const all = Array.from(document.blocks.keys(), inBlock);
  return {
    imports: all.some(({ imports }) => imports),
    exports: all.some(({ exports }) => exports),
    nests: all.some(({ nests }) => nests),
    reads: all.some(({ reads }) => reads),
  };
});
