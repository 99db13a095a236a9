import {
  type Failing,
  failing,
  type Property,
  type Resource,
  templateRule,
  value,
  whenText,
} from "../../engine/authoring.ts";
import { patternText } from "../shared/pattern-text.ts";
import { shown } from "../shared/shown.ts";

type Weakness = "latest" | "untagged" | "mutable" | "unscanned";

interface Loose {
  readonly resource: Resource;
  readonly is: Weakness;
  readonly failing?: Failing;
}

const settings = [
  { path: "ImageTagMutability", is: "mutable", isBad: (one: value.Known | undefined) => value.text(one) === "MUTABLE" },
  {
    path: "ImageScanningConfiguration/ScanOnPush",
    is: "unscanned",
    isBad: (one: value.Known | undefined) => value.boolean(one) === false,
  },
] as const;

export default templateRule<Loose>({
  meta: {
    id: "supply-chain/image-tag",
    severity: "warning",
    confidence: "high",
    summary: "A container image that is not pinned, or a repository that lets tags change",
    why: "`latest` names whatever was pushed last: nobody can say which code a function ran last week, a deployment of an unchanged template may bring another image, and whoever may push decides what runs. Name a version, better the digest (`@sha256:…`). A repository with immutable tags refuses to move a tag to another image, and one that scans on push tells of known holes in what the image brings.",
    duty: "dependencies",
    cwe: [1357],
    controls: ["ECR.1", "ECR.2", "SAS-6"],
    references: [
      {
        title: "Security Hub: controls for ECR",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
      },
      {
        title: "Lambda: container images",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html",
      },
    ],
    examples: [
      {
        title: "The image that was pushed last",
        bad: `Resources:
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      PackageType: Image
      Code:
        ImageUri: !Sub \${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/resize:latest
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Resize' runs the image 'latest', whatever that is at the time of a deployment`,
      },
      {
        title: "No tag, which means the same",
        file: "template.json",
        bad: `{
  "Resources": {
    "Resize": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "PackageType": "Image",
        "Code": { "ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize" }
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Resize' runs an image without a tag
      }
    }
  }
}`,
      },
      {
        title: "A repository whose tags may be moved",
        bad: `Resources:
  Images:
  ^^^^^^ 'Images' lets a tag be moved to another image
    Type: AWS::ECR::Repository
    Properties:
      ImageScanningConfiguration:
        ScanOnPush: true`,
        fixed: `Resources:
  Images:
    Type: AWS::ECR::Repository
    Properties:
      ImageScanningConfiguration:
        ScanOnPush: true
      ImageTagMutability: IMMUTABLE`,
      },
      {
        title: "A repository that scans nothing",
        bad: `Resources:
  Images:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE
      ImageScanningConfiguration:
        ScanOnPush: false
                    ^^^^^ 'Images' does not scan what is pushed`,
        fixed: `Resources:
  Images:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE
      ImageScanningConfiguration:
        ScanOnPush: true`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  resize:
    image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize:latest
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'resize' runs the image 'latest'`,
      },
      {
        title: "Pinned, given at deployment, or built by SAM from a Dockerfile",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Image:
    Type: String
Resources:
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
      ImageUri: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize@sha256:6ae11b8a4b5f9b1d0f2f4a9d8a9b2f4b9c1d8f3d7e0a6c5b4d3e2f1a0b9c8d7e
  Tagged:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
      ImageUri: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize:1.4.2
  Given:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
      ImageUri: !Ref Image
  Built:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
      ImageUri: built:latest
    Metadata:
      Dockerfile: Dockerfile
      DockerContext: ./resize
  Images:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE_WITH_EXCLUSION
      ImageScanningConfiguration:
        ScanOnPush: true`,
      },
      {
        title: "An image that the Serverless Framework builds",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  ecr:
    images:
      resize:
        path: ./resize
functions:
  resize:
    image: resize`,
      },
    ],
  },
  at: ["AWS::Lambda::Function/Code/ImageUri", "AWS::ECR::Repository"],
  *check(property, resource) {
    if (resource.type === "AWS::Lambda::Function") {
      const is = property && looseness(property, resource);
      if (is) yield { at: property.value.at, data: { resource, is } };
      return;
    }
    for (const { path, is, isBad } of settings) {
      const found = failing(resource, path, isBad);
      if (found) yield { at: found.at, data: { resource, is, failing: found }, severity: "info" };
    }
  },
  message: ({ resource: { name }, is, failing }) =>
    `'${shown(name, 50)}' ${sentences[is]}${failing ? whenText(failing) : ""}`,
  fix: ({ resource, is, failing }, edit) => {
    if (!failing || failing.when) return undefined;
    const edits =
      is === "mutable"
        ? edit.setProperty(resource, "ImageTagMutability", "IMMUTABLE")
        : edit.setProperty(resource, "ImageScanningConfiguration/ScanOnPush", true);
    return (
      edits && {
        title: is === "mutable" ? "Let no tag be moved" : "Scan what is pushed",
        safety: is === "mutable" ? "unsafe" : "safe",
        edits,
      }
    );
  },
});

const sentences: Readonly<Record<Weakness, string>> = {
  latest: "runs the image 'latest', whatever that is at the time of a deployment",
  untagged: "runs an image without a tag: the one that was pushed last at the time of a deployment",
  mutable: "lets a tag be moved to another image: what was tested may not be what runs",
  unscanned: "does not scan what is pushed: known holes in an image go unnoticed",
};

function looseness({ value: given }: Property, fn: Resource): Weakness | undefined {
  if (
    value.at(fn.attribute("Metadata")?.value, "Dockerfile") ||
    value.at(fn.attribute("Metadata")?.value, "DockerContext")
  )
    return undefined;
  const text = patternText(given);
  const image = /\/([^/]*)$/.exec(text ?? "")?.[1];
  if (image === undefined || image.includes("@")) return undefined;
  if (image.endsWith(":latest")) return "latest";
  return image.includes(":") || image.includes("$") ? undefined : "untagged";
}
