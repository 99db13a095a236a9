import { isPasswordName, isSecretName } from "../facts/secret-names.ts";
import { entropyOf, isPlaceholder, tokenIn } from "../facts/token-formats.ts";

/** What a text that is given to a name is, in words, "a password", if it is a secret rather than a reference to one or a word in its place. */
export function secretIn(text: string, name: string): string | undefined {
  const token = tokenIn(text, name);
  if (token) return token.name;
  if (!isSecretName(name) || isPlaceholder(text) || isReference(text)) return undefined;
  if (isPasswordName(name))
    return text.length >= 4 && !/^(pass(word|wd)?|secret|admin|root|test|none|null|true|false)$/i.test(text)
      ? "a password"
      : undefined;
  return text.length >= 12 && entropyOf(text) >= 3 && /\d/.test(text) && /[a-z]/i.test(text) ? "a secret" : undefined;
}

/** Whether a text says where a secret is: a path, an address, an ARN, a few words. */
export const isReference = (text: string): boolean =>
  /^(\/|\.\/|arn:|https?:|ssm:|s3:)|^[a-z]+([-_./:][a-z]+)+$|\s.*\s/i.test(text);
