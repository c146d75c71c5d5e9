package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.cfn.wire.Xml;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What came back, as XML. */
record Answer(int status, Element root) {

  static Answer of(HttpResponse<String> response) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Element root =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(response.body())))
            .getDocumentElement();
    assertThat(root.getNamespaceURI()).isEqualTo(Xml.NAMESPACE);
    return new Answer(response.statusCode(), root);
  }

  /** The texts of all elements that end a way of names, whatever lies around them. */
  List<String> all(String way) {
    List<Node> at = List.of(root);
    boolean first = true;
    for (String name : way.split("/")) {
      List<Node> next = new ArrayList<>();
      for (Node node : at) {
        var found = ((Element) node).getElementsByTagNameNS("*", name);
        for (int i = 0; i < found.getLength(); i++) {
          if (first || found.item(i).getParentNode().isSameNode(node)) {
            next.add(found.item(i));
          }
        }
      }
      at = next;
      first = false;
    }
    return at.stream().map(Node::getTextContent).toList();
  }

  /** The only such text; empty when there is none. */
  String text(String way) {
    List<String> found = all(way);
    assertThat(found).hasSizeLessThan(2);
    return found.isEmpty() ? "" : found.getFirst();
  }
}
