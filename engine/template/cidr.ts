/**
 * The first blocks of so many host bits in an IPv4 block, as `Fn::Cidr` makes them. Undefined: what is no block, or has no room for them.
 */
export function cidrBlocks(block: string, count: number, hostBits: number): readonly string[] | undefined {
  const around = blockOf(block);
  const isWhole = Number.isInteger(count) && Number.isInteger(hostBits);
  if (!around || !isWhole || count < 1 || count > most || hostBits < 0 || hostBits > bits) return undefined;
  const size = 2 ** hostBits;
  if (count * size > around.size) return undefined;
  return Array.from({ length: count }, (_, index) => `${dotted(around.start + index * size)}/${bits - hostBits}`);
}

const bits = 32;
/** What CloudFormation makes at once. */
const most = 256;

/** An address with host bits set is left alone: where its parts would begin is not documented. */
function blockOf(text: string): { readonly start: number; readonly size: number } | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)?.slice(1).map(Number);
  const [a = 0, b = 0, c = 0, d = 0, mask = 0] = parts ?? [];
  if (!parts || Math.max(a, b, c, d) > 255 || mask > bits) return undefined;
  const start = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (bits - mask);
  return start % size === 0 ? { start, size } : undefined;
}

const dotted = (address: number): string =>
  [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join(".");
