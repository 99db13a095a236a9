import { type Element, type Statement, type Value, value } from "../../engine/authoring.ts";
import { optionsOf } from "./_policy-shape.ts";

/** `${aws:username}`, `${cognito-identity.amazonaws.com:sub}`, `${*}`; not `${AWS::Region}`, which CloudFormation fills in. */
const variable = /\$\{(?:(?:aws|saml|sts|ec2|s3|redshift|iot|[\w-]+(?:\.[\w-]+)+):(?!:)[^{}]{1,200}|[*?$])\}/gi;

/** Variables of the Serverless Framework, which it fills in before AWS sees them. */
const ofFramework = /^\$\{(?:aws:(?:accountId|region)\}|s3:)/;

export const variablesIn = (text: string): readonly string[] =>
  (text.match(variable) ?? []).filter((one) => !ofFramework.test(one));

/** What an element says as far as it is known: `${Table.Arn}` stands where deployment will say more. */
export const saidBy = ({ value: said, text }: Element): string | undefined =>
  text ?? (said.kind === "unknown" ? said.pattern : undefined);

/** The first policy variable of a statement. */
export function variableOf(statement: Statement): string | undefined {
  const elements = [...statement.resources, ...statement.notResources].flatMap((one) => saidBy(one) ?? []);
  for (const text of [...elements, ...testedTexts(statement.condition)]) {
    const [found] = variablesIn(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The texts that a condition compares with. */
const testedTexts = (condition: Value | undefined): readonly string[] =>
  entriesOf(condition)
    .flatMap((test) => entriesOf(test).flatMap((tested) => value.items(tested)))
    .flatMap((tested) => value.text(tested) ?? (tested.kind === "unknown" ? (tested.pattern ?? []) : []));

const entriesOf = (one: Value | undefined): readonly Value[] =>
  optionsOf(one).flatMap((option) => value.map(option)?.entries.map((entry) => entry.value) ?? []);
