package io.kiln.it.scenarios;

import io.kiln.it.harness.Wanted;
import java.util.List;

/** Templates of small services that start and stop at once. */
final class Services {

  private Services() {}

  /** Services s00, s01, … on the host local, each odd one after the even one before it. */
  static Wanted pairs(int count) {
    var text = new StringBuilder("heat_template_version: 2018-08-31\nresources:\n");
    for (int i = 0; i < count; i++) {
      text.append(service("s%02d".formatted(i), List.of("local"), "kiln/hello:1"));
      if (i % 2 == 1) {
        text.append("    depends_on: s%02d\n".formatted(i - 1));
      }
    }
    return Wanted.of(text.toString());
  }

  /** One after the other: each but the first waits for the one before. */
  static Wanted chain(String host, int count) {
    var text = new StringBuilder("heat_template_version: 2018-08-31\nresources:\n");
    for (int i = 0; i < count; i++) {
      text.append(service("s%02d".formatted(i), List.of(host), "kiln/hello:1"));
      if (i > 0) {
        text.append("    depends_on: s%02d\n".formatted(i - 1));
      }
    }
    return Wanted.of(text.toString());
  }

  /** A resource, indented, that may be followed by its depends_on. */
  static String service(String name, List<String> hosts, String image) {
    return """
      %s:
        type: Kiln::ContainerService
        properties:
          hosts: %s
          image: %s
          command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done"]
          stop_grace: 5
    """
        .formatted(name, hosts, image)
        .indent(0);
  }
}
