import type { Code, CodeContext, SdkCall } from "../../engine/authoring.ts";

/** A call that asks for a secret or a parameter by its name. */
export interface SecretCall extends SdkCall {
  readonly call: Code.Call;
  /** The parameters, if they are written down. */
  readonly parameters?: Code.ObjectExpression;
  /** What names the secret. */
  readonly id?: Code.ObjectProperty;
}

const operations: Readonly<Record<string, readonly string[]>> = {
  "secrets-manager": ["GetSecretValue", "BatchGetSecretValue"],
  ssm: ["GetParameter", "GetParameters", "GetParametersByPath"],
};

export function secretCallAt(node: Code.Expression | Code.Statement, code: CodeContext): SecretCall | undefined {
  if (node.kind !== "call") return undefined;
  const call = code.sdkCall(node);
  if (!call || !operations[call.service]?.includes(call.operation)) return undefined;
  const parameters = call.input && code.object(call.input);
  const id = parameters?.properties.find(({ key }) => key === "SecretId" || key === "Name");
  return { ...call, call: node, parameters, id };
}

/** Whether the parameters name a property. */
export const has = ({ parameters }: SecretCall, name: string): boolean =>
  parameters?.properties.some(({ key }) => key === name) ?? false;
