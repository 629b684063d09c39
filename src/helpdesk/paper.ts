/** CORE. What the kit can be printed on. `80` and `58` are rolls of a receipt printer, in millimetres. */

export const PAPERS = ["a4", "80", "58"] as const;
export type Paper = (typeof PAPERS)[number];
