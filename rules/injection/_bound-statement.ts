import type { Plain } from "../../engine/authoring.ts";
import type { Piece } from "./_asl.ts";

/** A statement with placeholders, and the values that belong to them, as the service takes them. */
export interface Bound {
  readonly statement: string;
  readonly values: readonly Plain[];
}

/** Undefined: some value does not stand in quotes by itself, so that its type, or its place in the statement, is not known. */
export function bound(pieces: readonly Piece[], style: "partiql" | "rds-data" | "redshift-data"): Bound | undefined {
  const values: Plain[] = [];
  let statement = "";
  for (const [index, piece] of pieces.entries()) {
    const [before, after] = [pieces[index - 1], pieces[index + 1]];
    if (piece.kind === "text") {
      const isAfterValue = before && before.kind !== "text";
      const isBeforeValue = after && after.kind !== "text";
      if ((isAfterValue && !piece.text.startsWith("'")) || (isBeforeValue && !piece.text.endsWith("'")))
        return undefined;
      statement += piece.text.slice(isAfterValue ? 1 : 0, isBeforeValue ? -1 : undefined);
    } else {
      if (piece.kind !== "input" || before?.kind !== "text" || after?.kind !== "text") return undefined;
      const name = `value${values.length + 1}`;
      statement += style === "partiql" ? "?" : `:${name}`;
      values.push(valueOf(piece.path, name, style));
    }
  }
  return values.length > 0 && !statement.includes("'") ? { statement, values } : undefined;
}

function valueOf(path: string, name: string, style: "partiql" | "rds-data" | "redshift-data"): Plain {
  const isJsonata = path.startsWith("$states");
  const given = (key: string): Plain => (isJsonata ? { [key]: `{% ${path} %}` } : { [`${key}.$`]: path });
  if (style === "partiql") return given("S");
  if (style === "rds-data") return { Name: name, Value: given("StringValue") };
  return { Name: name, ...(given("Value") as Readonly<Record<string, Plain>>) };
}
