package io.kiln.hooks.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/** The digest that tells whether a container still is what is wanted. */
final class ConfigHash {

  /** Changes when the meaning of a spec changes, so that containers are rebuilt on purpose only. */
  private static final int VERSION = 1;

  private ConfigHash() {}

  static String of(ContainerSpec spec) {
    ObjectNode tree = ProtocolJson.MAPPER.valueToTree(spec.withFiles(frozen(spec)));
    tree.remove("identity");
    tree.remove("imagePull");
    tree.put("version", VERSION);
    // Through a plain map: only those are written in the order of their keys at every level.
    Object plain = ProtocolJson.MAPPER.treeToValue(tree, Object.class);
    return sha256(ProtocolJson.MAPPER.writeValueAsString(plain));
  }

  private static java.util.List<ConfigFile> frozen(ContainerSpec spec) {
    return spec.files().stream()
        .map(
            file ->
                switch (file.strategy()) {
                  case COPY_ALWAYS -> file;
                  case COPY_ONCE ->
                      new ConfigFile(file.path(), "", file.owner(), file.mode(), file.strategy());
                })
        .toList();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
