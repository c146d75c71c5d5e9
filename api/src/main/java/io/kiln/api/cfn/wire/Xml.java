package io.kiln.api.cfn.wire;

import java.nio.charset.StandardCharsets;

/**
 * Answers as XML in AWS's namespace. Written by hand: there are elements and texts and nothing
 * else.
 */
public final class Xml {

  /** AWS's for this version of the API; its clients look for it. */
  public static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

  private final StringBuilder out = new StringBuilder();

  private Xml() {}

  /** What an action answers, in its envelope. */
  public static byte[] answer(String action, Fields result, String requestId) {
    var xml = new Xml();
    xml.out.append('<').append(action).append("Response xmlns=\"" + NAMESPACE + "\">");
    xml.element(action + "Result", result);
    xml.element("ResponseMetadata", new Fields().text("RequestId", requestId));
    return xml.closed(action + "Response");
  }

  /** Why there is no answer. */
  public static byte[] error(Fields error, String requestId) {
    var xml = new Xml();
    xml.out.append("<ErrorResponse xmlns=\"" + NAMESPACE + "\">");
    xml.element("Error", error);
    xml.element("RequestId", new Node.Text(requestId));
    return xml.closed("ErrorResponse");
  }

  private byte[] closed(String name) {
    return out.append("</").append(name).append(">\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void element(String name, Node node) {
    out.append('<').append(name).append('>');
    switch (node) {
      case Node.Text(String text) -> text(text);
      case Node.Members members -> members.items().forEach(item -> element("member", item));
      case Fields fields -> fields.parts().forEach(this::element);
    }
    out.append("</").append(name).append('>');
  }

  /** XML has no way to write some characters, not even escaped. */
  private void text(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isWritable(c) ? c : '\ufffd');
              }
            });
  }

  private static boolean isWritable(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }
}
