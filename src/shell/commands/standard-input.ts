/** The operand that stands for standard input. */
export const standardInput = '-';
