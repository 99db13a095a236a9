import { outlineOf, type Part } from "../shared/query-text.ts";
import { hole } from "../shared/sql-text.ts";

/** The words of a command as a shell would find them, each of its pieces. Undefined: the command needs a shell, or may need one. */
export function shellWords(parts: readonly Part[]): readonly (readonly Part[])[] | undefined {
  const reader: Reader = { words: [], quote: "" };
  for (const part of parts) {
    if (part.kind === "text") {
      for (const char of part.value) if (!takeChar(reader, char)) return undefined;
    } else if (part.known === undefined || isPlain(part.known)) {
      reader.word = [...(reader.word ?? []), part];
    } else return undefined;
  }
  endWord(reader);
  const [program] = reader.words;
  // an assignment before the command, or a program that only the request names
  const name = program?.length === 1 && program[0] ? outlineOf(program[0]) : "=";
  const isNamed = name !== hole && !name.includes("=");
  return reader.quote === "" && isNamed ? reader.words : undefined;
}

interface Reader {
  readonly words: (readonly Part[])[];
  word?: readonly Part[];
  quote: string;
}

const isPlain = (text: string): boolean => /^[\w./:=@%+,-]+$/.test(text);

/** False: the character means something to a shell that a list of arguments cannot say. */
function takeChar(reader: Reader, char: string): boolean {
  if (reader.quote !== "") {
    if (char === reader.quote) reader.quote = "";
    else if (reader.quote === '"' && /[$`\\!]/.test(char)) return false;
    else append(reader, char);
    return true;
  }
  if (/[ \t]/.test(char)) endWord(reader);
  else if (/["']/.test(char)) {
    reader.quote = char;
    append(reader, "");
  } else if (/[|&;<>()$`\\*?[\]{}~#!\r\n]/.test(char)) return false;
  else append(reader, char);
  return true;
}

function append(reader: Reader, char: string): void {
  const word = reader.word ?? [];
  const last = word.at(-1);
  reader.word =
    last?.kind === "text"
      ? [...word.slice(0, -1), { kind: "text", value: last.value + char }]
      : [...word, { kind: "text", value: char }];
}

function endWord(reader: Reader): void {
  if (reader.word)
    reader.words.push(
      reader.word.filter((part) => part.kind !== "text" || part.value !== "" || reader.word?.length === 1),
    );
  reader.word = undefined;
}
