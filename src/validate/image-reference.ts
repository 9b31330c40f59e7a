/** A registry and a path in lower case, then a tag, a digest or both (the reference grammar of distribution). */
export const imageReference =
  /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
