import type { Naming } from "./naming.ts";
import { never, onlyOne, tagMap } from "./serverless-forms.ts";
import { computed, listOf, mapOf } from "./serverless-made.ts";
import type { Value } from "./value.ts";
import { at, boolean, known, map, text, unknown } from "./value.ts";

/** A function's properties in serverless.yml, and in `provider` where another path or none holds for all functions. */
export const functionNames: readonly Naming[] = [
  { property: "FunctionName", own: "name", shared: "" },
  { property: "Description", own: "description", shared: "" },
  { property: "Handler", own: "handler", shared: "" },
  { property: "Runtime", own: "runtime" },
  { property: "Timeout", own: "timeout" },
  { property: "MemorySize", own: "memorySize" },
  { property: "ReservedConcurrentExecutions", own: "reservedConcurrency", shared: "" },
  { property: "Environment/Variables", own: "environment" },
  { property: "KmsKeyArn", own: "kmsKeyArn" },
  { property: "KmsKeyArn", own: "awsKmsKeyArn" },
  { property: "Role", own: "role", meaning: namedRole },
  { property: "Role", own: "role", shared: "iam/role", meaning: givenRole },
  { property: "TracingConfig/Mode", own: "tracing", shared: "tracing/lambda", meaning: tracingMode },
  { property: "Layers", own: "layers", replaces: true },
  { property: "VpcConfig/SecurityGroupIds", own: "vpc/securityGroupIds", replaces: true },
  { property: "VpcConfig/SubnetIds", own: "vpc/subnetIds", replaces: true },
  { property: "DeadLetterConfig/TargetArn", own: "onError", shared: "" },
  { property: "EventInvokeConfig/DestinationConfig/OnFailure", own: "destinations/onFailure", shared: "" },
  { property: "EphemeralStorage/Size", own: "ephemeralStorageSize", shared: "" },
  {
    property: "Architectures",
    own: "architecture",
    meaning: (value) => known(value.at, { kind: "list", items: [value] }),
    written: onlyOne,
  },
  { property: "Code/ImageUri", own: "image", shared: "", meaning: imageUri },
  { property: "PackageType", own: "image", shared: "", meaning: imagePackage },
  { property: "ImageConfig/Command", own: "image/command", shared: "" },
  { property: "ImageConfig/EntryPoint", own: "image/entryPoint", shared: "" },
  { property: "ImageConfig/WorkingDirectory", own: "image/workingDirectory", shared: "" },
  { property: "FileSystemConfigs", own: "fileSystemConfig", shared: "", meaning: fileSystems, written: never },
  {
    property: "SnapStart/ApplyOn",
    own: "snapStart",
    shared: "",
    meaning: (value) => onlyIf(value, "PublishedVersions", "None"),
    written: (value) => value === "PublishedVersions",
  },
  { property: "LoggingConfig/LogFormat", own: "logs/logFormat", shared: "logs/lambda/logFormat" },
  {
    property: "LoggingConfig/ApplicationLogLevel",
    own: "logs/applicationLogLevel",
    shared: "logs/lambda/applicationLogLevel",
  },
  {
    property: "LoggingConfig/SystemLogLevel",
    own: "logs/systemLogLevel",
    shared: "logs/lambda/systemLogLevel",
  },
  { property: "LoggingConfig/LogGroup", own: "logs/logGroup", shared: "logs/lambda/logGroup" },
  { property: "Tags", own: "tags", written: tagMap },
];

/** A role by its ARN, or by the logical id of a resource. */
function namedRole(value: Value): Value {
  const name = text(value);
  if (name === undefined || name.startsWith("arn:")) return value;
  return unknown(value.at, `'${name}' is known after deployment`, { refersTo: { resource: name, attribute: "Arn" } });
}

/** `iam.role` names a role, unless it describes one to be made. */
function givenRole(value: Value): Value | undefined {
  return map(value) ? undefined : namedRole(value);
}

/** `true` turns tracing on; the modes' own names stand for themselves. */
function tracingMode(value: Value): Value {
  return onlyIf(value, "Active", "PassThrough");
}

function onlyIf(value: Value, yes: string, no: string): Value {
  const flag = boolean(value);
  return flag === undefined ? value : known(value.at, flag ? yes : no);
}

/** `image: uri`, or `{ uri }`. */
function imageUri(value: Value): Value {
  return map(value) ? (at(value, "uri") ?? value) : value;
}

/** A function with an image has no code of its own beside it. */
function imagePackage(value: Value): Value {
  return value.kind === "known" ? computed(value.at, "Image") : value;
}

/** The one file system of a function. */
function fileSystems(value: Value): Value {
  if (!map(value)) return value;
  return listOf(value.at, [mapOf(value.at, { Arn: at(value, "arn"), LocalMountPath: at(value, "localMountPath") })]);
}
