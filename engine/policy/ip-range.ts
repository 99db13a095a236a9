import type { Truth } from "./truth.ts";

/** Whether an address, or block of them, lies in a block: `203.0.113.7` in `203.0.113.0/24`. Undefined: one of them cannot be read. */
export function isInRange(range: string, address: string): Truth {
  const [around, inside] = [blockOf(range), blockOf(address)];
  if (!around || !inside) return undefined;
  if (around.bits.length !== inside.bits.length || inside.length < around.length) return false;
  return inside.bits.startsWith(around.bits.slice(0, around.length));
}

/** An address as zeros and ones, and how many of them count. */
interface AddressBlock {
  readonly bits: string;
  readonly length: number;
}

function blockOf(text: string): AddressBlock | undefined {
  const [, address = "", written] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const bits = address.includes(":") ? bitsOfSix(address) : bitsOfFour(address);
  const length = written === undefined ? bits?.length : Number(written);
  return bits !== undefined && length !== undefined && length <= bits.length ? { bits, length } : undefined;
}

function bitsOfFour(address: string): string | undefined {
  const parts = address.split(".");
  const isAddress = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return isAddress ? parts.map((part) => binary(Number(part), 8)).join("") : undefined;
}

function bitsOfSix(address: string): string | undefined {
  const [left = "", right, more] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const before = groups(left);
  const after = groups(right ?? "");
  const missing = 8 - before.length - after.length;
  if (more !== undefined || (right === undefined ? missing !== 0 : missing < 1)) return undefined;
  const all = [...before, ...new Array<string>(missing).fill("0"), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.map((group) => binary(Number.parseInt(group, 16), 16)).join("");
}

const binary = (value: number, width: number): string => value.toString(2).padStart(width, "0");
