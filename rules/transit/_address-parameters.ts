/** A parameter of a database's address, as it weakens the connection, and as it should be. */
export interface AddressParameter {
  readonly off: RegExp;
  readonly right: string;
}

/** The first of the parameters that an address has, and what should stand there. */
export function weakeningIn(
  address: string,
  parameters: readonly AddressParameter[],
): { readonly piece: string; readonly right: string } | undefined {
  for (const { off, right } of parameters) {
    const piece = off.exec(address)?.[0];
    if (piece !== undefined) return { piece, right };
  }
  return undefined;
}
