import { fileActions, logActions, networkActions, traceActions } from "../facts/platform-actions.ts";
import { arnOfType, nameOf } from "../policy/arn.ts";
import type { Deployed } from "../project/deployed.ts";
import { referredTo, textOf } from "../template/references.ts";
import { at, items, text } from "../template/value.ts";
import { textsOf } from "./deployed-text.ts";
import { deadLetterNeeds, feedNeeds, invocationNeeds } from "./feed-needs.ts";
import { keysIn } from "./key-needs.ts";
import { below, targetAt, targetsNamed } from "./named-arn.ts";
import type { Need } from "./need.ts";
import { everything, needing, placed } from "./needing.ts";

/** What Lambda needs of a function's role to do its own work: logs, traces, network, sources of events, what is handed on, files, keys. */
export function platformNeeds(deployed: Deployed): readonly Need[] {
  const { resource } = deployed;
  const everywhere = (actions: string, path: string, by: string) =>
    needing({ actions, targets: everything, ...placed(resource, resource.property(path)), by, isGiven: true });
  return [
    ...logNeeds(deployed),
    ...insightsNeeds(deployed),
    ...(textOf(resource, "TracingConfig/Mode") === "Active"
      ? everywhere(traceActions, "TracingConfig/Mode", "tracing")
      : []),
    ...(items(resource.property("VpcConfig/SubnetIds")?.value).length > 0
      ? everywhere(networkActions, "VpcConfig", "network")
      : []),
    ...deadLetterNeeds(deployed),
    ...feedNeeds(deployed),
    ...invocationNeeds(deployed),
    ...fileNeeds(deployed),
    ...environmentKeyNeeds(deployed),
  ];
}

function logNeeds({ resource, template }: Deployed): readonly Need[] {
  const given = resource.property("LoggingConfig/LogGroup");
  const own = targetAt(arnOfType("AWS::Logs::LogGroup", `/aws/lambda/${nameOf(resource)}`), template);
  const groups = given ? targetsNamed(given.value, "log group", template) : own && [own];
  const targets = groups?.map((group) => below(group, ":*"));
  // one that the template makes need not be created
  const isThere = groups?.every((group) => group.resource !== undefined) === true;
  const actions = `${logActions} ${isThere ? "?" : "??"} logs:CreateLogGroup`;
  return needing({ actions, targets, ...placed(resource, given), by: "logs", isGiven: true });
}

/**
 * The extension writes into a log group of its own. Of the frameworks, SAM gives rights to all of them.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-Getting-Started.html (November 2026)
 */
function insightsNeeds({ resource }: Deployed): readonly Need[] {
  const layers = resource.property("Layers");
  const isThere = items(layers?.value).some((layer) =>
    textsOf(layer).some((one) => one.includes(":LambdaInsightsExtension")),
  );
  const arn = arnOfType("AWS::Logs::LogGroup", "/aws/lambda-insights:*");
  if (!isThere || arn === undefined) return [];
  const isGiven = resource.writtenAs !== "functions";
  return needing({
    actions: `${logActions} ?? logs:CreateLogGroup`,
    targets: [{ arn }],
    ...placed(resource, layers),
    by: "logs",
    isGiven,
  });
}

/** File systems, each through one of its access points. */
function fileNeeds({ resource, template }: Deployed): readonly Need[] {
  const configs = resource.property("FileSystemConfigs");
  return items(configs?.value).flatMap((config) => {
    const system = referredTo(at(config, "Arn"), template)?.property("FileSystemId")?.value;
    const targets = system && targetsNamed(system, "file system", template);
    const isGiven = resource.writtenAs === "functions";
    return needing({ actions: fileActions, targets, ...placed(resource, configs), by: "files", isGiven });
  });
}

/** Lambda decrypts the variables by a grant of its own, as a rule. */
function environmentKeyNeeds(deployed: Deployed): readonly Need[] {
  const { resource } = deployed;
  const property = resource.property("KmsKeyArn");
  if (!property) return [];
  const isGiven = resource.writtenAs === "functions" && text(property.value) !== undefined;
  return keysIn(property.value, deployed).flatMap((key) =>
    needing({ actions: "? kms:Decrypt", targets: key && [key], ...placed(resource, property), by: "key", isGiven }),
  );
}
