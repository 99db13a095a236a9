/** We cannot do what was asked. The message is one plain sentence for the person who asked. */
export class Refusal extends Error {}
