package io.kiln.api.cfn.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent encoding as signatures and forms have it, strict: what is no UTF-8 is refused. */
public final class Percent {

  private static final String UNRESERVED = "-_.~";

  private Percent() {}

  /** Encodes all but letters, digits, {@code - _ . ~} and what is named. */
  static String encoded(String text, String alsoPlain) {
    var out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || (c >= '0' && c <= '9')
          || UNRESERVED.indexOf(c) >= 0
          || alsoPlain.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }

  /**
   * Decodes.
   *
   * @param plusIsSpace as in forms
   * @throws IllegalArgumentException that says what is wrong, when it is no encoded UTF-8
   */
  public static String decoded(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%') {
        int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
        int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("a % is not followed by two hexadecimal digits");
        }
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(plusIsSpace && in[i] == '+' ? ' ' : in[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    }
  }
}
