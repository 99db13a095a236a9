import { harmlessTexts } from "../../engine/authoring.ts";

/** Addresses as validators admit them: quotes and other marks may stand before the `@`. */
export const addresses = harmlessTexts(/^[\w.!#$%&'*+/=?^`{|}~@-]+$/);
/** Those without the marks that few addresses have. */
export const plainAddresses = harmlessTexts(/^[\w+-][\w+.-]*@[a-z0-9][a-z0-9.-]*$/i);
/** Hosts, also by an address of a version of IP to come, in which quotes and brackets may stand: `v1.'OR(1=1)`. */
export const hosts = harmlessTexts(/^[\w.:~!$&'()*+,;=-]+(?:\/\d+)?$/);
/** Addresses of the web: whatever may stand in a query. */
export const webAddresses = harmlessTexts(/^[\w.~:/?#@!$&'()*+,;=%-]+$/);
export const hostNames = harmlessTexts(/^[a-z0-9][a-z0-9.-]*$/i);
export const lettersAndDigits = harmlessTexts(/^[a-z0-9]+$/i);
export const letters = harmlessTexts(/^[a-z]+$/i);
export const wordCharacters = harmlessTexts(/^\w+$/);
export const urlSafe = harmlessTexts(/^[\w-]+$/);
export const base64 = harmlessTexts(/^[\w+/=-]*$/);
export const tokens = harmlessTexts(/^[\w-]+\.[\w-]+\.[\w-]*$/);
